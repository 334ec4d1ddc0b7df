"""The command list of the bot, per scope and language."""

from __future__ import annotations

import re
from collections.abc import Mapping

from channels.sandbox.telegram.call import Call
from channels.sandbox.telegram.reach import known_chat
from channels.sandbox.telegram.records import Chat, Json, Member, User
from channels.sandbox.telegram.refusals import bad_request
from channels.sandbox.telegram.world import World

MOST = 100
DESCRIPTION = 256
NAME = re.compile(r"[a-z0-9_]{1,32}")
SCOPES: Mapping[str, tuple[str, ...]] = {
    "default": (),
    "all_private_chats": (),
    "all_group_chats": (),
    "all_chat_administrators": (),
    "chat": ("chat_id",),
    "chat_administrators": ("chat_id",),
    "chat_member": ("chat_id", "user_id"),
}
IN_PRIVATE = ("chat", "all_private_chats", "default")
IN_GROUPS = (
    "chat_member",
    "chat_administrators",
    "chat",
    "all_chat_administrators",
    "all_group_chats",
    "default",
)


def set_my_commands(world: World, call: Call) -> bool:
    """Replace the commands of one scope and language."""
    where = _where(world, call)
    commands = call.array("commands")
    if len(commands) > MOST:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    world.commands[where] = [_command(command) for command in commands]
    return True


def get_my_commands(world: World, call: Call) -> list[Json]:
    """List the commands of exactly this scope and language."""
    return world.commands.get(_where(world, call), [])


def delete_my_commands(world: World, call: Call) -> bool:
    """Forget the commands of one scope and language."""
    world.commands.pop(_where(world, call), None)
    return True


def menu(world: World, chat: Chat, user: User) -> list[Json]:
    """List the commands that a person is offered in a chat: the narrowest that fit."""
    led = chat.members.get(user.id, Member()).status in {"creator", "administrator"}
    ids = {"chat_id": chat.id, "user_id": user.id}
    for kind in IN_PRIVATE if chat.private else IN_GROUPS:
        scope = _key(kind, *(ids[name] for name in SCOPES[kind]))
        for language in (user.language_code[:2], ""):
            found = world.commands.get((scope, language))
            if found and (led or "administrators" not in kind):
                return found
    return []


def _command(given: Json) -> Json:
    name = str(given.get("command", "")).removeprefix("/")
    description = str(given.get("description", "")).strip()
    if not NAME.fullmatch(name):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= len(description) <= DESCRIPTION:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": name, "description": description}


def _where(world: World, call: Call) -> tuple[str, str]:
    language = call.text("language_code")
    if language and not re.fullmatch(r"[a-z]{2}", language):
        raise bad_request("invalid language code specified")
    scope = Call(call.method, call.mapping("scope") or {"type": "default"}, {})
    kind = scope.text("type")
    if kind not in SCOPES:
        raise bad_request("can't parse BotCommandScope: unsupported type specified")
    if SCOPES[kind]:
        known_chat(world, scope)
    return _key(kind, *map(scope.integer, SCOPES[kind])), language


def _key(kind: str, *ids: int) -> str:
    return " ".join([kind, *map(str, ids)])
