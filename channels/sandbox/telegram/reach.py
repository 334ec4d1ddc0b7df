"""Which chat and message a call means, and whether the bot may write there."""

from __future__ import annotations

from channels.sandbox.telegram.call import Call
from channels.sandbox.telegram.records import Chat, ChatKind, Message
from channels.sandbox.telegram.refusals import bad_request, forbidden
from channels.sandbox.telegram.world import World


def known_chat(world: World, call: Call) -> Chat:
    """Find the chat that a call names, also one that cannot be written to.

    Raises:
        Refusal: There is none, or the bot never had to do with it.
    """
    named = call.text("chat_id").strip()
    if not named:
        raise bad_request("chat_id is empty")
    chat = world.chats.get(call.integer("chat_id"))
    if chat is None or not _met(world, chat):
        raise bad_request("chat not found")
    return chat


def open_chat(world: World, call: Call) -> Chat:
    """Find the chat that a call names and make sure that the bot may write to it.

    Raises:
        Refusal: It may not; the text says why, as the real server does.
    """
    chat = known_chat(world, call)
    if chat.migrated_to:
        why = "group chat was upgraded to a supergroup chat"
        raise bad_request(why, migrate_to_chat_id=chat.migrated_to)
    if chat.user is None:
        _check_membership(world, chat)
    elif chat.user.deactivated:
        raise forbidden("user is deactivated")
    elif chat.user.blocked:
        raise forbidden("bot was blocked by the user")
    elif not chat.user.started:
        raise forbidden("bot can't initiate conversation with a user")
    return chat


def _met(world: World, chat: Chat) -> bool:
    if chat.user is None:
        return world.bot.id in chat.members
    groups = (c for c in world.chats.values() if world.bot.id in c.members)
    return chat.user.started or any(chat.user.id in g.members for g in groups)


def _check_membership(world: World, chat: Chat) -> None:
    sort = "supergroup" if chat.kind is ChatKind.SUPERGROUP else "group"
    status = chat.members[world.bot.id].status
    if status == "kicked":
        raise forbidden(f"bot was kicked from the {sort} chat")
    if status == "left":
        raise forbidden(f"bot is not a member of the {sort} chat")


def named_message(chat: Chat, call: Call, why: str) -> Message:
    """Find the message that a call names.

    Raises:
        Refusal: There is none, with the text `why`.
    """
    if not call.integer("message_id"):
        raise bad_request("message identifier is not specified")
    message = chat.find(call.integer("message_id"))
    if message is None:
        raise bad_request(why)
    return message


def answered_message(chat: Chat, call: Call) -> Message | None:
    """Find the message that a call replies to, in its new or its old spelling.

    Raises:
        Refusal: It is not there, and the call insists on it.
    """
    how = Call(call.method, call.mapping("reply_parameters"), {})
    wanted = how.integer("message_id") or call.integer("reply_to_message_id")
    if not wanted:
        return None
    message = chat.find(wanted)
    lenient = "allow_sending_without_reply"
    if message is None and not (how.flag(lenient) or call.flag(lenient)):
        raise bad_request("message to be replied not found")
    return message
