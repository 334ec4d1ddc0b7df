"""Who and what there is: people, chats, their members and messages."""

from __future__ import annotations

import asyncio
from collections.abc import Generator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

Json = dict[str, Any]


class ChatKind(StrEnum):
    """The sort of chat, as the Bot API names it."""

    PRIVATE = "private"
    GROUP = "group"
    SUPERGROUP = "supergroup"


@dataclass(slots=True, eq=False)
class User:
    """A person, or the bot.

    Attributes:
        started: They pressed Start or wrote, so the bot may write to them.
        blocked: They blocked the bot.
        deactivated: Their account is gone.
    """

    id: int
    first_name: str
    username: str = ""
    language_code: str = ""
    is_bot: bool = False
    started: bool = False
    blocked: bool = False
    deactivated: bool = False


@dataclass(frozen=True, slots=True)
class Member:
    """What someone is in a group: `creator`, `administrator`, `member`, `kicked`."""

    status: str = "member"
    can_pin: bool = False
    can_delete: bool = False

    @property
    def inside(self) -> bool:
        """Whether they are in the group now."""
        return self.status not in {"left", "kicked"}


@dataclass(slots=True, eq=False)
class Message:
    """One message; `text` and `entities` are its caption when it has `media`.

    Attributes:
        reply_markup: As the bot gave it; only inline keyboards are shown to bots.
        media: The fields that say what it is: `photo`, `document`, `sticker`, ….
        service: The fields of a service message: `pinned_message`, ….
    """

    chat: Chat = field(repr=False)
    message_id: int
    date: int
    sender: User
    text: str = ""
    entities: list[Json] = field(default_factory=list)
    reply_markup: Json = field(default_factory=dict)
    reply_to: Message | None = None
    media: Json = field(default_factory=dict)
    service: Json = field(default_factory=dict)
    edit_date: int = 0
    deleted: bool = False

    @property
    def keyboard(self) -> list[list[Json]]:
        """The rows of its inline keyboard, if it has one."""
        rows: list[list[Json]] = self.reply_markup.get("inline_keyboard", [])
        return rows

    @property
    def buttons(self) -> list[Json]:
        """Every inline button, row after row."""
        return [button for row in self.keyboard for button in row]


@dataclass(slots=True, eq=False)
class Chat:
    """A private chat or a group, with what was written there."""

    id: int
    kind: ChatKind
    title: str = ""
    user: User | None = None
    members: dict[int, Member] = field(default_factory=dict)
    messages: dict[int, Message] = field(default_factory=dict, repr=False)
    pinned: list[int] = field(default_factory=list)
    migrated_to: int = 0

    @property
    def private(self) -> bool:
        """Whether it is the chat of one person with the bot."""
        return self.kind is ChatKind.PRIVATE

    def find(self, message_id: int) -> Message | None:
        """Look a message up; a deleted one is not there."""
        message = self.messages.get(message_id)
        return None if message is None or message.deleted else message


@dataclass(frozen=True, slots=True)
class File:
    """A file that was sent; `file_id` may be used again for ever."""

    file_id: str
    name: str
    content: bytes = field(repr=False)
    mime_type: str


@dataclass(frozen=True, slots=True)
class Toast:
    """What the bot answered to a press; an alert has to be closed by hand."""

    text: str = ""
    show_alert: bool = False


class Press:
    """One press of a button; `await press` gives the bot's answer."""

    def __init__(self, query_id: str, user: User, message: Message, at: float) -> None:
        self.query_id = query_id
        self.user = user
        self.message = message
        self.at = at
        self.toast: Toast | None = None
        self._answered = asyncio.Event()

    def answer(self, toast: Toast) -> None:
        """Stop the spinner on the button."""
        self.toast = toast
        self._answered.set()

    def __getstate__(self) -> Json:
        return {name: fact for name, fact in vars(self).items() if name != "_answered"}

    def __setstate__(self, state: Json) -> None:
        vars(self).update(state, _answered=asyncio.Event())

    def __await__(self) -> Generator[Any, None, Toast]:
        yield from self._answered.wait().__await__()
        if self.toast is None:  # pragma: no cover - the event says there is one
            raise RuntimeError("a press was answered with nothing")
        return self.toast
