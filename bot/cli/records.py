"""What is exported of answers, customers and cases."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from bot.people.customer import Entry
from bot.people.customerfile import OPTIONAL, REQUIRED
from bot.store import Books

Record = dict[str, object]
Sheet = tuple[Sequence[str], Iterable[Record]]
"""Columns, and rows that have them."""

_ABOUT = ("customer", "name", "account")
_ANSWER = (*_ABOUT, "survey", "score", "reason", "answered_at")
_CASE = ("case", *_ABOUT, "owner", "score", "reason", "opened_at", "state")
_CUSTOMER = (*REQUIRED, *OPTIONAL)


def sheet(books: Books, what: str) -> Sheet:
    """Read *what* as a table; each segment of the customers is a column."""
    match what:
        case "answers":
            return _ANSWER, _answers(books)
        case "cases":
            return _CASE, _cases(books)
        case _:
            return _customers(books)


def records(books: Books, what: str) -> Iterable[Record]:
    """Read *what* as objects; those of the customers have their segments inside."""
    if what != "customers":
        return sheet(books, what)[1]
    entries = _here(books)
    return (_customer(one) | {"segments": dict(one.segments)} for one in entries)


def _answers(books: Books) -> Iterator[Record]:
    for *facts, at in books.answers.export():
        yield dict(zip(_ANSWER, (*facts, at.isoformat()), strict=True))


def _cases(books: Books) -> Iterator[Record]:
    for case in books.cases.all():
        yield {
            "case": case.id,
            "customer": case.customer_key,
            "name": case.name,
            "account": case.account,
            "owner": case.owner,
            "score": case.score,
            "reason": case.reason,
            "opened_at": case.opened_at.isoformat(),
            "state": case.state,
        }


def _customers(books: Books) -> Sheet:
    entries = _here(books)
    segments = sorted({name for entry in entries for name, _ in entry.segments})
    rows = (_customer(entry) | dict(entry.segments) for entry in entries)
    return (*_CUSTOMER, *segments), rows


def _here(books: Books) -> list[Entry]:
    """List what the company's file said, of those who have not left."""
    entries = books.customers.entries()
    return [entry for _, (entry, is_here) in sorted(entries.items()) if is_here]


def _customer(entry: Entry) -> Record:
    return {
        "id": entry.key,
        "name": entry.name,
        "channel": str(entry.address or ""),
        "account": entry.account,
        "role": entry.role,
        "language": entry.language,
        "time_zone": entry.time_zone,
        "owner": str(entry.owner or ""),
        "value": entry.value,
    }
