"""Everything the sandbox knows, and the few ways in which it changes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypedDict, Unpack

from channels.sandbox.telegram.hook import Hook
from channels.sandbox.telegram.journal import Journal
from channels.sandbox.telegram.pace import Limits, Pace
from channels.sandbox.telegram.records import (
    Chat,
    ChatKind,
    File,
    Json,
    Member,
    Message,
    Press,
    User,
)
from channels.sandbox.telegram.shapes import chat_json, member_json, user_json
from channels.sandbox.telegram.updates import Updates


class Content(TypedDict, total=False):
    """What a message may hold, see `Message`."""

    text: str
    entities: list[Json]
    reply_markup: Json
    reply_to: Message | None
    media: Json
    service: Json


_KEPT = ("bot", "users", "chats", "files", "presses", "commands")


class World:
    """Users, chats, files and what waits for the bot, all in memory."""

    def __init__(self, now: Callable[[], float], bot: User, limits: Limits) -> None:
        self.now = now
        self.bot = bot
        self.privacy = True
        self.users: dict[int, User] = {bot.id: bot}
        self.chats: dict[int, Chat] = {}
        self.files: dict[str, File] = {}
        self.presses: dict[str, Press] = {}
        self.commands: dict[tuple[str, str], list[Json]] = {}
        self.journal = Journal(now)
        self.updates = Updates(now)
        self.hook = Hook(now, self.updates, self.journal)
        self.pace = Pace(now, limits)

    def state(self) -> Json:
        """All that is known, to be put away and taken up again later."""
        return {name: vars(self)[name] for name in _KEPT} | self.updates.state()

    def restore(self, state: Json) -> None:
        """Take up what `state` once gave."""
        vars(self).update({name: state[name] for name in _KEPT})
        self.updates.restore(state)

    def add_user(self, user: User) -> User:
        """Take a person in, with the private chat that is theirs."""
        self.users[user.id] = user
        self.chats[user.id] = Chat(user.id, ChatKind.PRIVATE, user=user)
        return user

    def add_group(self, kind: ChatKind, title: str, members: dict[int, Member]) -> Chat:
        """Make a group; a supergroup's id begins with -100."""
        number = 4_000_001 + len(self.chats)
        supergroup = kind is ChatKind.SUPERGROUP
        group_id = -1_000_000_000_000 - number if supergroup else -number
        self.chats[group_id] = Chat(group_id, kind, title, members=members)
        return self.chats[group_id]

    def post(self, chat: Chat, sender: User, **content: Unpack[Content]) -> Message:
        """Put a message into a chat and write it down."""
        message_id = next(reversed(chat.messages), 0) + 1
        message = Message(chat, message_id, int(self.now()), sender, **content)
        chat.messages[message_id] = message
        self.note("sent" if sender is self.bot else "heard", message)
        return message

    def note(self, kind: str, message: Message, **more: object) -> None:
        """Write down what happened to a message."""
        what: dict[str, Any] = {
            "chat_id": message.chat.id,
            "message_id": message.message_id,
            "from": message.sender.id,
            "text": message.text,
        }
        kinds = {"media": sorted(message.media), "service": sorted(message.service)}
        self.journal.note(kind, **what, **kinds, **more)

    def keep(self, name: str, content: bytes, mime_type: str) -> File:
        """Keep a file that was sent; its id is good for ever."""
        number = len(self.files) + 1
        file = File(f"sandbox-file-{number:04}", name, content, mime_type)
        self.files[file.file_id] = file
        return file

    def make_member(self, chat: Chat, member: Member, by: User) -> None:
        """Change what the bot is in a group, and tell it."""
        old = chat.members.get(self.bot.id, Member("left"))
        chat.members[self.bot.id] = member
        self.tell_membership(chat, by, old, member)

    def tell_membership(self, chat: Chat, by: User, old: Member, new: Member) -> None:
        """Queue the `my_chat_member` for a change that was made."""
        body = {
            "chat": chat_json(chat),
            "from": user_json(by),
            "date": int(self.now()),
            "old_chat_member": member_json(self.bot, old),
            "new_chat_member": member_json(self.bot, new),
        }
        self.updates.put("my_chat_member", body, f"chat {chat.id}")
        self.journal.note("member", chat_id=chat.id, old=old.status, new=new.status)
