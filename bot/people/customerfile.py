"""The customers' file: a row → what the company says of a customer."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from difflib import get_close_matches
from functools import cache
from typing import TypeVar
from zoneinfo import available_timezones

from bot.people.customer import Entry
from bot.texts import LANGUAGES
from channels.contract import Address

REQUIRED = ("id", "name")
OPTIONAL = ("channel", "account", "role", "language", "time_zone", "owner", "value")

T = TypeVar("T")

_SLACK_PERSON = re.compile("[UW][A-Z0-9]+")
_SLACK_PLACE = re.compile("[CGD][A-Z0-9]+")
_SLACK_ID = re.compile("[UWCGD][A-Z0-9]+")
_EMAIL = re.compile(r"[^@]+@[^@]+\.[^@.]+")
_ALSO = {"no": "nb", "nn": "nb"}
_AMOUNT = re.compile(
    r"(?P<whole>[1-9][0-9]{0,2}(?:(?P<sep>[., '’])[0-9]{3})(?:(?P=sep)[0-9]{3})*"
    r"|[0-9]{1,15})(?:(?!(?P=sep))[.,](?P<part>[0-9]{1,15}))?"
)


def key(cells: Mapping[str, str]) -> str:
    """Tell whom a row is about; empty where it does not say."""
    return _one_line(cells.get("id", ""))


def entry(cells: Mapping[str, str]) -> Entry:
    """Read a row.

    Raises:
        ValueError: Something in it cannot be used.
    """
    said = {column: _one_line(cell) for column, cell in cells.items()}
    for column in REQUIRED:
        if not said[column]:
            raise ValueError(f"{column} must not be empty")
    return Entry(
        key=said.pop("id"),
        name=said.pop("name"),
        address=_read("channel", said, channel, None),
        account=said.pop("account", ""),
        role=said.pop("role", ""),
        language=_read("language", said, language, ""),
        time_zone=_read("time_zone", said, time_zone, ""),
        owner=_read("owner", said, owner, None),
        value=_read("value", said, amount, None),
        # In one order, so that moved columns change nothing.
        segments=tuple(sorted((name, cell) for name, cell in said.items() if cell)),
    )


def channel(text: str) -> Address:
    """Read where a customer is asked: a place that tells who they are.

    >>> str(channel("slack:Anna@acme.com"))
    'slack:anna@acme.com'

    Raises:
        ValueError: It is no address, or does not say who is meant.
    """
    address = Address.parse(text)
    if address.service == "telegram":
        return _telegram(address)
    if _EMAIL.fullmatch(address.place) and not address.person:
        return Address("slack", address.place.lower())
    return _slack(address)


def _slack(address: Address) -> Address:
    place, person = address.place, address.person
    if _SLACK_PLACE.fullmatch(place) and not person:
        wanted = f"a shared channel needs the person too, slack:{place}/U…"
        raise ValueError(f"{wanted}, not '{address}'")
    shared = _SLACK_PLACE.fullmatch(place) and _SLACK_PERSON.fullmatch(person)
    alone = _SLACK_PERSON.fullmatch(place) and not person
    if not shared and not alone:
        wanted = "slack:U…, slack:C…/U… or slack:<e-mail>"
        raise ValueError(f"a customer in Slack is {wanted}, not '{address}'")
    return address


def _telegram(address: Address) -> Address:
    # Only there can they simply write why; in a group we hear nothing but orders.
    if address.place.startswith("-") or address.person:
        wanted = "a customer in Telegram is asked in their own chat, telegram:<user id>"
        raise ValueError(f"{wanted}, not '{address}'")
    return address


def owner(text: str) -> Address:
    """Read who is responsible: an address that can be posted to as it is.

    Raises:
        ValueError: It is none.
    """
    address = Address.parse(text)
    wrong = address.service == "slack" and not _SLACK_ID.fullmatch(address.place)
    if wrong or address.person:
        wanted = "slack:U…, slack:C… or telegram:<chat id>"
        raise ValueError(f"an owner is {wanted}, not {text!r}")
    return address


def language(text: str) -> str:
    """Read a language, with or without a country.

    >>> language("da-DK"), language("no")
    ('da', 'nb')

    Raises:
        ValueError: It is none of ours.
    """
    code = text.replace("_", "-").partition("-")[0].lower()
    code = _ALSO.get(code, code)
    if code not in LANGUAGES:
        raise ValueError(f"a language is one of {' '.join(LANGUAGES)}, not {text!r}")
    return code


def time_zone(text: str) -> str:
    """Read the name of a time zone, in capitals or not.

    Raises:
        ValueError: There is no such zone; names the nearest.
    """
    zone = _zones().get(text.casefold())
    if zone is None:
        wanted = "a time zone is a name such as Europe/Copenhagen"
        raise ValueError(f"{wanted}, not {text!r}{_nearest(text)}")
    return zone


@cache
def _zones() -> dict[str, str]:
    return {zone.casefold(): zone for zone in available_timezones()}


@cache  # slow, and a whole column may have the same fault
def _nearest(text: str) -> str:
    near = get_close_matches(text.casefold(), _zones(), 1)
    return "".join(f"; did you mean {_zones()[zone]}?" for zone in near)


def amount(text: str) -> float:
    """Read an amount as it is written here or there.

    A single separator before exactly three digits parts thousands.

    >>> [amount(text) for text in ("1234.5", "1.234,5", "1 234,50", "12.500")]
    [1234.5, 1234.5, 1234.5, 12500.0]

    Raises:
        ValueError: It is none, or is below 0.
    """
    found = _AMOUNT.fullmatch(text)
    if found is None:
        raise ValueError(f"an amount is a number of at least 0, not {text!r}")
    whole = re.sub("[^0-9]", "", found["whole"])
    return float(f"{whole}.{found['part'] or 0}")


def _one_line(cell: str) -> str:
    return " ".join(cell.split())


def _read(column: str, said: dict[str, str], read: Callable[[str], T], none: T) -> T:
    text = said.pop(column, "")
    try:
        return read(text) if text else none
    except ValueError as fault:
        raise ValueError(f"{column}: {fault}") from None
