"""`getMe`, `getChat` and who is in a chat."""

from __future__ import annotations

from channels.sandbox.telegram.call import Call
from channels.sandbox.telegram.reach import known_chat, open_chat
from channels.sandbox.telegram.records import Json, Member
from channels.sandbox.telegram.refusals import bad_request
from channels.sandbox.telegram.shapes import full_chat_json, member_json, user_json
from channels.sandbox.telegram.world import World


def get_me(world: World, _call: Call) -> Json:
    """Show the bot itself."""
    return user_json(world.bot) | {
        "can_join_groups": True,
        "can_read_all_group_messages": not world.privacy,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def get_chat(world: World, call: Call) -> Json:
    """Show a chat."""
    return full_chat_json(known_chat(world, call))


def get_chat_member(world: World, call: Call) -> Json:
    """Show what someone is in a chat."""
    chat = known_chat(world, call)
    if not chat.private:
        chat = open_chat(world, call)
    user = world.users.get(call.integer("user_id"))
    if user is None:
        raise bad_request("user not found")
    both = {chat.id, world.bot.id} if chat.private else set()
    otherwise = Member() if user.id in both else Member("left")
    return member_json(user, chat.members.get(user.id, otherwise))


def get_chat_administrators(world: World, call: Call) -> list[Json]:
    """List who leads a group."""
    if known_chat(world, call).private:
        raise bad_request("there are no administrators in the private chat")
    members = open_chat(world, call).members.items()
    leads = [(u, m) for u, m in members if m.status in {"creator", "administrator"}]
    return [member_json(world.users[user_id], member) for user_id, member in leads]
