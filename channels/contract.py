"""What crosses between the service and a chat platform.

Inwards come things heard (`Heard`), outwards go messages (`Message`), both as
meanings: whole sentences as plain text, never markup. A channel lays them out
natively and escapes them; it decides nothing.

A send that fails says what the caller can do next:

    ChannelError
    ├── Refused          never: the platform refuses the message itself
    ├── Unreachable      never: the person or place cannot be reached
    ├── PlaceMoved       at once, to the new address that it carries
    ├── NotNow           later, after the seconds that it carries; nothing was sent
    ├── Unauthorised     when the operator has mended the token or its scopes
    └── OutcomeUnknown   nobody knows: it may have been sent or not
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

import msgspec

SCORES = range(11)


class Address(msgspec.Struct, frozen=True):
    """Where a person or a team is reached.

    Attributes:
        service: `slack` or `telegram`.
        place: A Slack user or channel id (or the e-mail address of a user not
            looked up yet), or a Telegram chat id.
        person: Who is meant in a place that several people share; empty where the
            place is the person's own.

    >>> Address.parse("slack:U0123456789").who
    'U0123456789'
    >>> str(Address.parse("slack:C0SHARED99/U0123456789"))
    'slack:C0SHARED99/U0123456789'
    """

    service: str
    place: str
    person: str = ""

    @classmethod
    def parse(cls, text: str) -> Address:
        """Read what a person wrote.

        Raises:
            ValueError: It is not `slack:<id>` or `telegram:<chat id>`.
        """
        service, _, rest = text.strip().partition(":")
        place, _, person = rest.partition("/")
        good = place and place.isprintable() and " " not in rest
        if service not in {"slack", "telegram"} or not good:
            wanted = "slack:<user or channel id> or telegram:<chat id>"
            raise ValueError(f"an address is {wanted}, not {text!r}")
        if service == "telegram" and not _is_number(place):
            raise ValueError(f"a Telegram chat id is a whole number, not {place!r}")
        return cls(service, place, person)

    @property
    def who(self) -> str:
        """The platform's id of the one person meant."""
        return self.person or self.place

    def __str__(self) -> str:
        who = f"/{self.person}" if self.person else ""
        return f"{self.service}:{self.place}{who}"


def _is_number(text: str) -> bool:
    return text.removeprefix("-").isascii() and text.removeprefix("-").isdigit()


class Posted(msgspec.Struct, frozen=True):
    """A message that stands in a chat.

    Attributes:
        place: The chat it stands in (Slack `D…`/`C…`, Telegram chat id).
        message: Its id there (Slack `ts`, Telegram `message_id`).
    """

    place: str
    message: str


class Button(StrEnum):
    """What a customer can press beside the eleven scores."""

    LATER = "later"
    NEVER = "never"
    UNDO = "undo"
    CHANGE = "change"
    WRITE = "write"


# Outwards ---------------------------------------------------------------------


class Question(msgspec.Struct, frozen=True, tag=True):
    """The eleven buttons, asked of one customer.

    Attributes:
        ask: Whose question it is; travels behind every button.
        text: Greeting and question; paragraphs are parted by an empty line.
        low: What 0 means, in words.
        high: What 10 means, in words.
        note: Small print below the buttons (answers are not anonymous).
        buttons: Further buttons, with the words on them.
    """

    ask: int
    text: str
    low: str
    high: str
    note: str
    buttons: tuple[tuple[Button, str], ...] = ()


class FollowUp(msgspec.Struct, frozen=True, tag=True):
    """What stands in the question's place once it has been answered or put off.

    Attributes:
        ask: Whose question it was.
        text: What is said, or asked, now; paragraphs are parted by an empty line.
        buttons: What can be pressed, with the words on it. A channel in which the
            customer simply writes leaves `WRITE` out.
    """

    ask: int
    text: str
    buttons: tuple[tuple[Button, str], ...] = ()


class Alert(msgspec.Struct, frozen=True, tag=True):
    """An unhappy customer, told to the one who is responsible.

    Attributes:
        title: The news in one line.
        facts: Labels and values, in order.
        quote: The customer's own words; empty until they come.
        contact: How the customer is reached, to be made pressable; None: no way.
        contact_label: The words before `contact`.
        note: A closing line.
    """

    title: str
    facts: tuple[tuple[str, str], ...]
    quote: str = ""
    contact: Address | None = None
    contact_label: str = ""
    note: str = ""


class Voice(msgspec.Struct, frozen=True):
    """One customer's answer, as quoted in a summary."""

    who: str
    words: str = ""


class Summary(msgspec.Struct, frozen=True, tag=True):
    """How things stand, for the team.

    Attributes:
        title: The headline, with the number.
        lines: The facts, a sentence each.
        voices_title: The words above the voices; empty when there are none.
        voices: Who said what.
        note: A closing line, small.
        pin: True where it is to stay at the top of the chat.
    """

    title: str
    lines: tuple[str, ...] = ()
    voices_title: str = ""
    voices: tuple[Voice, ...] = ()
    note: str = ""
    pin: bool = False


class Note(msgspec.Struct, frozen=True, tag=True):
    """Plain sentences; paragraphs are parted by an empty line."""

    text: str


Message = Question | FollowUp | Alert | Summary | Note


# Inwards ----------------------------------------------------------------------


class Tap(msgspec.Struct, frozen=True, tag=True):
    """Somebody pressed a score, 0 to 10.

    Attributes:
        key: The same for every delivery of this one press, and for no other.
        by: Who pressed.
        ask: The question's ask, as the button claims.
        score: 0 to 10, as the button claims.
        on: The message that carries the button.
    """

    key: str
    by: Address
    ask: int
    score: int
    on: Posted


class Press(msgspec.Struct, frozen=True, tag=True):
    """Somebody pressed another button of a question; fields as in `Tap`."""

    key: str
    by: Address
    ask: int
    button: Button
    on: Posted


class Words(msgspec.Struct, frozen=True, tag=True):
    """Somebody wrote to us.

    Attributes:
        key: The same for every delivery of these words.
        by: Who wrote.
        text: What they wrote, decoded; empty for what cannot be read (a sticker,
            a voice note, a picture without words).
        on: The message they wrote; an edit comes with the same one. None: a form.
        reply_to: The message they replied to, where they said so.
        ask: The ask whose form they filled in; None: written in the chat.
        edited: True when they changed words sent before.
    """

    key: str
    by: Address
    text: str
    on: Posted | None = None
    reply_to: Posted | None = None
    ask: int | None = None
    edited: bool = False


class Command(msgspec.Struct, frozen=True, tag=True):
    """Somebody gave an order: `/nps TEXT`, or a native command of the same name.

    Attributes:
        key: The same for every delivery of this order.
        by: Who gave it.
        text: Everything after `/nps`.
        place: The chat it was given in.
        language: The language of the giver's client, where known.
    """

    key: str
    by: Address
    text: str
    place: str
    language: str = ""


class Arrived(msgspec.Struct, frozen=True, tag=True):
    """Somebody pressed Start in a chat service that wants this first.

    Attributes:
        key: The same for every delivery.
        by: Who arrived.
        code: What their personal link carried; empty when they came without one.
        language: The language of their client, where known.
    """

    key: str
    by: Address
    code: str = ""
    language: str = ""


class Left(msgspec.Struct, frozen=True, tag=True):
    """Somebody blocked us (`stop` False) or gave the word to stop (`stop` True)."""

    key: str
    by: Address
    stop: bool = False


class Moved(msgspec.Struct, frozen=True, tag=True):
    """A chat has got a new id."""

    key: str
    old: Address
    new: Address


Heard = Tap | Press | Words | Command | Arrived | Left | Moved


class Notice(msgspec.Struct, frozen=True, tag=True):
    """Plain text for the eyes of the one who pressed, wrote or ordered, at once."""

    text: str


class Form(msgspec.Struct, frozen=True, tag=True):
    """A place to write in, shown at once to the one who pressed `WRITE`."""

    ask: int
    title: str
    label: str
    placeholder: str
    submit: str
    cancel: str


Reply = Notice | Form | None
"""What is said back at once. Lost with the connection; nothing hangs on it."""

Listener = Callable[[Heard], Awaitable[Reply]]
"""Returns once what was heard is safe on disk; raises when it is not."""


# Errors -----------------------------------------------------------------------


class ChannelError(Exception):
    """A chat service did not do as asked."""


class Refused(ChannelError):
    """The platform refuses this message, and always will."""


class Unreachable(ChannelError):
    """The person or place cannot be reached: gone, blocked, archived."""


class PlaceMoved(ChannelError):
    """The chat has a new address; nothing was sent."""

    def __init__(self, new: Address) -> None:
        super().__init__(f"the chat is now {new}")
        self.new = new


class NotNow(ChannelError):
    """The platform asks to wait; nothing was sent."""

    def __init__(self, why: str, wait_seconds: float) -> None:
        super().__init__(why)
        self.wait_seconds = wait_seconds


class Unauthorised(ChannelError):
    """The token is not, or no longer, allowed to do this."""


class OutcomeUnknown(ChannelError):
    """The platform's answer was lost; the message may have been sent or not."""


# The channel ------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Limit:
    """One platform limit that a send counts against.

    Attributes:
        name: What is limited; sends with the same name share the limit.
        per_second: How many sends a second, in the long run.
        burst: How many at once after a pause; at least 1.
        reserve: How many of the burst are kept free for what is urgent.
    """

    name: str
    per_second: float
    burst: float = 1
    reserve: float = 0


@dataclass(frozen=True, slots=True)
class Profile:
    """What a platform knows of a person; empty where it does not say."""

    address: Address
    name: str = ""
    time_zone: str = ""
    language: str = ""


class Channel(Protocol):
    """One chat service."""

    @property
    def name(self) -> str:
        """The service's name as it stands in addresses."""
        ...

    async def post(self, to: Address, message: Message) -> Posted:
        """Send a new message; raises `ChannelError`."""
        ...

    async def edit(self, at: Posted, message: Message) -> None:
        """Put *message* in the place of one sent before; raises `ChannelError`."""
        ...

    def limits(self, place: str, message: Message, *, edit: bool) -> Sequence[Limit]:
        """Tell what a send to *place* counts against."""
        ...

    async def run(self, hear: Listener) -> None:
        """Tell *hear* everything that comes in, until cancelled."""
        ...


class Directory(Protocol):
    """A chat service that can be asked about people and about itself."""

    async def profile(self, who: Address) -> Profile:
        """Look a person up, by id or e-mail; raises `Unreachable` if unknown."""
        ...

    async def faults(self, team: Address | None) -> Sequence[str]:
        """Tell what keeps us from working here, each with how to mend it.

        Checks the token, its scopes, and that *team* can be posted to.
        """
        ...


@dataclass(frozen=True, slots=True)
class Menu:
    """What a platform may offer while somebody types a command.

    Attributes:
        everybody: Names and what each does, in words, by language (two letters);
            under an empty one for all other languages.
        admins: Who is offered the orders instead; the team's chat is among them.
        orders: The orders' names and what each does.
    """

    everybody: Mapping[str, Sequence[tuple[str, str]]]
    admins: Sequence[Address]
    orders: Sequence[tuple[str, str]]


class Platform(Channel, Directory, Protocol):
    """A chat service, whole."""

    async def introduce(self, menu: Menu) -> str:
        """Say what we understand; returns what we are called there.

        Raises:
            ChannelError: It cannot be said now, or the token is not accepted.
        """
        ...

    async def close(self) -> None:
        """Close all connections."""
        ...
