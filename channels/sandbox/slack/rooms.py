"""Which room a call may reach."""

from __future__ import annotations

from typing import TYPE_CHECKING

from channels.sandbox.slack.model import Kind, Message, Room, SlackError, User

if TYPE_CHECKING:
    from channels.sandbox.slack.workspace import Workspace


def is_user_id(target: str) -> bool:
    """Tell whether this is a person rather than a room.

    >>> is_user_id("U0123456789"), is_user_id("D0123456789")
    (True, False)
    """
    return target.startswith(("U", "W"))


def room_to_post(space: Workspace, target: str) -> Room:
    """Where the bot may post: a room, or the direct message with a user."""
    if is_user_id(target):
        return _dm_to_post(space, target)
    room = visible_room(space, target)
    if room.archived:
        raise SlackError("is_archived")
    if room.kind is Kind.DM:
        _check_dm(space, room)
    joined = space.app.bot_user in room.members
    if not joined and "chat:write.public" not in space.app.scopes:
        raise SlackError("not_in_channel")
    return room


def visible_room(space: Workspace, target: str) -> Room:
    """A room that the bot may know of, by its id or `#name`."""
    room = space.rooms.get(target) or _room_named(space, target)
    if room is None:
        raise SlackError("channel_not_found")
    if room.kind is not Kind.PUBLIC and space.app.bot_user not in room.members:
        raise SlackError("channel_not_found")
    return room


def joined_room(space: Workspace, target: str) -> Room:
    """A room that the bot is in."""
    room = visible_room(space, target)
    if space.app.bot_user not in room.members:
        raise SlackError("not_in_channel")
    return room


def lasting_message(space: Workspace, room: Room, ts: str) -> Message:
    """A message that everybody in the room sees."""
    try:
        message = space.message(room.id, ts)
    except LookupError:
        raise SlackError("message_not_found") from None
    if message.ephemeral_for:
        raise SlackError("message_not_found")
    return message


def visible_user(space: Workspace, target: str) -> User:
    """A user that the bot may know of."""
    user = space.users.get(target)
    if user is None or not space.shares_a_room(user):
        raise SlackError("user_not_found")
    return user


def _room_named(space: Workspace, target: str) -> Room | None:
    if not target.startswith("#"):
        return None
    named = (r for r in space.rooms.values() if r.name == target.removeprefix("#"))
    return next(named, None)


def _check_dm(space: Workspace, room: Room) -> None:
    if not all(space.shares_a_room(space.users[user]) for user in room.members):
        raise SlackError("channel_not_found")
    if not space.app.messages_tab:
        raise SlackError("messages_tab_disabled")


def _dm_to_post(space: Workspace, target: str) -> Room:
    try:
        user = visible_user(space, target)
    except SlackError:
        raise SlackError("channel_not_found") from None
    if user.is_bot:
        raise SlackError("cannot_dm_bot")
    if not space.app.messages_tab:
        raise SlackError("messages_tab_disabled")
    return space.dm(user.id)
