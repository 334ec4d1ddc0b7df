"""The methods `users.*` and `conversations.*`."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from channels.sandbox.slack.call import Call, bad_arguments
from channels.sandbox.slack.model import Json, Kind, Room, SlackError
from channels.sandbox.slack.pages import room_json, user_json
from channels.sandbox.slack.rooms import visible_room, visible_user

if TYPE_CHECKING:
    from collections.abc import Sequence

LIST_WITHOUT_LIMIT = 1000
PEOPLE_IN_GROUP_DM = 8
_READ = {
    Kind.PUBLIC: "channels:read",
    Kind.PRIVATE: "groups:read",
    Kind.DM: "im:read",
    Kind.GROUP_DM: "mpim:read",
}

T = TypeVar("T")


def user_info(call: Call) -> Json:
    """`users.info`."""
    user = visible_user(call.space, call.need("user"))
    return {"user": user_json(call.space, user, locale=call.flag("include_locale"))}


def user_list(call: Call) -> Json:
    """`users.list`."""
    ours = [u for u in call.space.users.values() if u.team_id == call.space.id]
    if not call.text("limit") and len(ours) > LIST_WITHOUT_LIMIT:
        raise SlackError("limit_required")
    page, cursor = _page(call, ours, LIST_WITHOUT_LIMIT)
    locale = call.flag("include_locale")
    members = [user_json(call.space, user, locale=locale) for user in page]
    return {"members": members, "response_metadata": {"next_cursor": cursor}}


def user_by_email(call: Call) -> Json:
    """`users.lookupByEmail`: deactivated accounts are not found."""
    wanted = call.need("email").casefold()
    for user in call.space.users.values():
        seen = not user.deleted and call.space.shares_a_room(user)
        if seen and user.email.casefold() == wanted:
            return {"user": user_json(call.space, user)}
    raise SlackError("users_not_found")


def open_room(call: Call) -> Json:
    """`conversations.open`."""
    if channel := call.text("channel"):
        return {"channel": {"id": visible_room(call.space, channel).id}}
    users = call.args.get("users") or ""
    ids = users.split(",") if isinstance(users, str) else users
    if not ids or not ids[0]:
        raise bad_arguments("missing required field: users")
    for user in ids:
        _check_can_open(call, user)
    return {"channel": {"id": _opened(call, ids).id}}


def room_info(call: Call) -> Json:
    """`conversations.info`."""
    room = _readable(call)
    return {"channel": room_json(call.space, room)}


def room_members(call: Call) -> Json:
    """`conversations.members`."""
    page, cursor = _page(call, _readable(call).members, 100)
    return {"members": page, "response_metadata": {"next_cursor": cursor}}


def missing_scope(call: Call, needed: str) -> SlackError:
    """`missing_scope`, with what is needed and what there is."""
    provided = ",".join(sorted(call.space.app.scopes))
    return SlackError("missing_scope", needed=needed, provided=provided)


def _readable(call: Call) -> Room:
    room = visible_room(call.space, call.need("channel"))
    if (needed := _READ[room.kind]) not in call.space.app.scopes:
        raise missing_scope(call, needed)
    return room


def _check_can_open(call: Call, target: str) -> None:
    user = call.space.users.get(target)
    if user is None:
        raise SlackError("user_not_found")
    if not call.space.shares_a_room(user):
        raise SlackError("user_not_visible")
    if user.deleted:
        raise SlackError("user_disabled")
    if user.is_bot:
        raise SlackError("cannot_dm_bot")


def _opened(call: Call, ids: list[str]) -> Room:
    space = call.space
    if len(ids) == 1:
        return space.dm(ids[0])
    if "mpim:write" not in space.app.scopes:
        raise missing_scope(call, "mpim:write")
    if len(ids) > PEOPLE_IN_GROUP_DM:
        raise SlackError("too_many_users")
    members = [*ids, space.app.bot_user]
    for room in space.rooms.values():
        if room.kind is Kind.GROUP_DM and set(room.members) == set(members):
            return room
    room = Room(space.new_id("G"), Kind.GROUP_DM, "-".join(members), members)
    space.rooms[room.id] = room
    return room


def _page(call: Call, items: Sequence[T], most: int) -> tuple[list[T], str]:
    start = call.text("cursor") or "0"
    if not start.isdecimal() or int(start) > len(items):
        raise SlackError("invalid_cursor")
    limit = call.number("limit", most)
    if not 0 < limit <= LIST_WITHOUT_LIMIT:
        raise SlackError("invalid_limit")
    end = int(start) + limit
    return list(items[int(start) : end]), str(end) if end < len(items) else ""
