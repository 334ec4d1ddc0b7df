"""How each customer stands, for the page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from bot.asking.interview import WAITING, Ask, State
from bot.people.customer import Customer
from bot.store import Books


def roll(books: Books) -> list[dict[str, Any]]:
    """List the customers, by key."""
    return list(_rows(books))


def _rows(books: Books) -> Iterator[dict[str, Any]]:
    for customer in books.customers.here():
        status, at, score = _standing(books, customer)
        yield {
            "key": customer.key,
            "name": customer.name,
            "account": customer.account,
            "role": customer.role,
            "language": customer.language,
            "owner": str(customer.owner or ""),
            "chat": str(customer.address or ""),
            "status": status,
            "at": at.timestamp() if at else None,
            "score": score,
        }


def _standing(
    books: Books, customer: Customer
) -> tuple[str, datetime | None, int | None]:
    """Tell the status, since when (or from when on), and the latest score."""
    answer = next(iter(books.answers.of(customer.id)), None)
    score, answered = (answer.score, answer.at) if answer else (None, None)
    ask = next(iter(books.asks.of(customer.id)), None)
    if customer.opted_out_at:
        return "out", customer.opted_out_at, score
    if customer.unreachable_at or customer.address is None:
        return "unreachable", customer.unreachable_at, score
    if ask and ask.state in WAITING:
        return "waiting", ask.asked_at, score
    if ask and ask.state is State.PLANNED:
        return "put_off" if ask.times_later else "planned", ask.due_at, score
    if answered:
        return _answered(ask), answered, score
    return "new", None, None


def _answered(ask: Ask | None) -> str:
    """Tell an answer that the demo has seen from one of before it began."""
    return "answered" if ask and ask.state is State.ANSWERED else "before"
