"""The words of an admin → an order."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from difflib import get_close_matches
from enum import StrEnum, auto

WEEKDAYS = (
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
)

_QUOTES = {'"': '"', "'": "'", "“": "”", "”": "”", "„": "“", "‘": "’", "«": "»"}
_SURE = " yes"


class Verb(StrEnum):
    """What can be ordered."""

    HELP = auto()
    STATUS = auto()
    SUMMARY = auto()
    PLAN = auto()
    PAUSE = auto()
    RESUME = auto()
    ASK = auto()
    WHY = auto()
    SKIP = auto()
    LINK = auto()
    CASES = auto()
    FORGET = auto()


VERBS = tuple(str(verb) for verb in Verb)
"""Each is also a native command where a platform has those."""


@dataclass(frozen=True, slots=True)
class Order:
    """An order, understood.

    Attributes:
        customer: The company's key of the one it is about; empty where about nobody.
        until: The day on which a pause ends by itself; None: it does not.
        sure: Whether the giver has confirmed it.
    """

    verb: Verb
    customer: str = ""
    until: date | None = None
    sure: bool = False


class Misunderstood(Exception):
    """An order cannot be carried out; carries the sentence that says why."""

    def __init__(self, sentence: str, **values: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.values = values


def parse(text: str, today: date) -> Order:
    """Read an order; nothing at all asks for help.

    >>> parse("pause until tomorrow", date(2026, 3, 2)).until
    datetime.date(2026, 3, 3)

    Raises:
        Misunderstood: It cannot be read.
    """
    word, *more = text.split(maxsplit=1) or [Verb.HELP]
    verb, rest = _verb(word), "".join(more).strip()
    match verb:
        case Verb.PAUSE:
            return Order(verb, until=_until(rest, today))
        case Verb.ASK | Verb.WHY | Verb.SKIP | Verb.LINK:
            return Order(verb, _customer(verb, rest))
        case Verb.FORGET:
            sure = rest.lower().endswith(_SURE)
            key = rest[: -len(_SURE)] if sure else rest
            return Order(verb, _customer(verb, key), sure=sure)
        case _ if rest:
            raise Misunderstood("order.extra", verb=verb, extra=rest)
        case _:
            return Order(verb)


def _verb(word: str) -> Verb:
    if word.lower() in VERBS:
        return Verb(word.lower())
    nearest = get_close_matches(word.lower(), VERBS, n=1)
    if nearest:
        raise Misunderstood("order.unknown.near", verb=word, nearest=nearest[0])
    raise Misunderstood("order.unknown", verb=word)


def _customer(verb: Verb, text: str) -> str:
    """Read a key, which may hold spaces; quotes around all of it are not part of it."""
    key = text.strip()
    if len(key) > 1 and _QUOTES.get(key[0]) == key[-1]:
        key = key[1:-1].strip()
    if not key:
        raise Misunderstood("order.customer", verb=verb)
    return key


def _until(text: str, today: date) -> date | None:
    if not text:
        return None
    day = _day(text.lower().removeprefix("until").strip(), text, today)
    if day <= today:
        raise Misunderstood("order.date.past", came=text)
    return day


def _day(word: str, came: str, today: date) -> date:
    if word == "tomorrow":
        return today + timedelta(days=1)
    if word in WEEKDAYS:
        days = (WEEKDAYS.index(word) - today.weekday() - 1) % 7 + 1
        return today + timedelta(days=days)
    try:
        return date.fromisoformat(word)
    except ValueError:
        raise Misunderstood("order.date", came=came) from None
