"""The sample company of the demo, as people and as files to be imported."""

from __future__ import annotations

import csv
import io
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from importlib.resources import files
from itertools import cycle, islice
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from bot.demo import mood
from bot.demo.comments import words

_CUSTOMER = (
    *("id", "name", "channel", "account", "role", "language", "time_zone", "owner"),
    *("value", "store", "product", "plan"),
)
_ANSWER = ("customer", "score", "answered_at", "reason")

_SEED = "Bryglund"  # the same company for everybody
_SHARED = 1  # the number of the one asked in a channel shared with the account
_VALUE = (9, 0.9)  # of the logarithm: a few customers bring most of the money
_MONTHS = 12
_MONTH_DAYS = 30
_SHARE_WITH_WORDS = 0.6


@dataclass(frozen=True, slots=True)
class Owner:
    """An employee who is responsible for customers."""

    name: str
    store: str
    language: str
    time_zone: str


@dataclass(frozen=True, slots=True)
class Person:
    """A customer.

    Attributes:
        key: The company's own id.
        platform: `slack` or `telegram`.
        shared: True for one who is asked in a channel of Slack that others read too.
        owner: The name of the employee responsible.
        value: Yearly revenue.
    """

    key: str
    name: str
    platform: str
    shared: bool
    account: str
    role: str
    language: str
    time_zone: str
    owner: str
    store: str
    product: str
    plan: str
    value: int


def company_name() -> str:
    """Tell what the company is called."""
    return str(_data()["name"])


def owners() -> tuple[Owner, ...]:
    """List the employees who look after customers."""
    return tuple(Owner(**owner) for owner in _data()["owners"])


@cache
def people() -> tuple[Person, ...]:
    """List the hundred customers, account by account."""
    dice = _dice("people")
    everybody = (
        person for market in _data()["markets"] for person in _served(market, dice)
    )
    return tuple(
        Person(
            key=f"K{number:03}",
            platform="slack" if number % 2 else "telegram",
            shared=number == _SHARED,
            **person,
        )
        for number, person in enumerate(everybody, 1)
    )


def customers_csv(
    people: Iterable[Person],
    address_of: Mapping[str, str],
    owner_address_of: Mapping[str, str],
) -> str:
    """Write the customers' file.

    Args:
        people: Who stands in it.
        address_of: Where each is asked, by key; nowhere yet where it is missing.
        owner_address_of: Where each owner is told, by name.
    """
    rows = (
        asdict(person)
        | {
            "id": person.key,
            "channel": address_of.get(person.key, ""),
            "owner": owner_address_of[person.owner],
        }
        for person in people
    )
    return _csv(_CUSTOMER, rows)


def past_answers_csv(people: Sequence[Person], until: date) -> str:
    """Write a year of answers, a tenth of the people a month, the whole round in turn.

    Args:
        people: Who answered.
        until: The day after the last answer.
    """
    rows = sorted(_past(people, until), key=lambda row: str(row["answered_at"]))
    return _csv(_ANSWER, rows)


@cache
def _data() -> Mapping[str, Any]:
    data = files("bot.demo") / "data" / "company.toml"
    return tomllib.loads(data.read_text("utf-8"))


def _served(market: Mapping[str, Any], dice: Random) -> Iterator[dict[str, Any]]:
    """Make the people of a market; colleagues share all that their account has."""
    owner_names = cycle([one.name for one in owners() if one.store == market["store"]])
    for account, names in market["accounts"].items():
        common = {
            "account": account,
            "owner": next(owner_names),
            "product": dice.choice(_data()["products"]),
            "plan": dice.choice(_data()["plans"]),
        } | {name: market[name] for name in ("language", "time_zone", "store")}
        roles = dice.sample(_data()["roles"], len(names))
        for name, role in zip(names, roles, strict=True):
            value = int(round(dice.lognormvariate(*_VALUE), -2))
            yield common | {"name": name, "role": role, "value": value}


def _past(people: Sequence[Person], until: date) -> Iterator[dict[str, object]]:
    dice = _dice("past")
    turns = cycle(dice.sample(people, len(people)))
    tenth, spread = len(people) // 10, len(people) // 50
    for month in range(_MONTHS):
        for person in islice(turns, dice.randint(tenth - spread, tenth + spread)):
            days_ago = (_MONTHS - month) * _MONTH_DAYS - dice.randrange(_MONTH_DAYS)
            yield _answer(person, until, days_ago, _dice(f"{month} {person.key}"))


def _answer(
    person: Person, until: date, days_ago: int, dice: Random
) -> dict[str, object]:
    day = _weekday(until - timedelta(days_ago))
    score = mood.score(person.key, person.store, day, dice, days_ago=days_ago)
    at = datetime.combine(day, time(9), ZoneInfo(person.time_zone))
    at += timedelta(minutes=dice.randrange(8 * 60))
    wrong = mood.complaint(person.store, day, days_ago=days_ago)
    said = words(person.language, score, dice, about=wrong)
    return {
        "customer": person.key,
        "score": score,
        "answered_at": at.isoformat(),
        "reason": said[0] if dice.random() < _SHARE_WITH_WORDS else "",
    }


def _weekday(day: date) -> date:
    """Put a weekend's day on the Friday before."""
    return day - timedelta(max(day.weekday() - 4, 0))


def _dice(use: str) -> Random:
    return Random(f"{_SEED} {use}")  # noqa: S311 -- nothing secret is drawn


def _csv(columns: Sequence[str], rows: Iterable[Mapping[str, object]]) -> str:
    text = io.StringIO()
    file = csv.DictWriter(text, columns, extrasaction="ignore", lineterminator="\n")
    file.writeheader()
    file.writerows(rows)
    return text.getvalue()
