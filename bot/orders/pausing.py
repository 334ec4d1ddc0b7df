"""Holding the questions back, and letting them go on."""

from __future__ import annotations

from datetime import date, datetime

from bot.asking.interview import State
from bot.policy import Policy
from bot.store import Books

PAUSED_BY = "paused_by"
PAUSED = "paused"


def pause(books: Books, until: date | None, by: str, now: datetime) -> None:
    """Let no question out, until resumed or until a day begins where the team is."""
    # Paused once more, the pause is as old as before.
    books.office.pause(books.office.paused_since() or now, until)
    books.office.set_fact(PAUSED_BY, by)


def resume(books: Books, policy: Policy, now: datetime) -> bool:
    """Let questions out again; what was missed is not made up for.

    Returns:
        False when they were not held.
    """
    was = books.office.resume()
    books.office.unset_fact(PAUSED_BY)
    if was:
        today = policy.today(now)
        books.office.set_fact("asking_since", today.isoformat())
        _void(books, policy, today, now)
    return was


def lift(books: Books, policy: Policy, now: datetime) -> bool:
    """End a pause whose day has come; tell whether one has."""
    until = books.office.paused_until()
    if until is None or policy.today(now) < until:
        return False
    return resume(books, policy, now)


def _void(books: Books, policy: Policy, today: date, now: datetime) -> None:
    """Take back the slots of earlier days, or they would all go out at once.

    Nobody loses their turn by that. What an admin or the customer wanted stays.
    """
    for ask in books.asks.planned():
        slot, *_ = books.asks.history(ask.id)
        if slot and not ask.times_later and policy.today(ask.due_at) < today:
            books.asks.end(ask.id, State.CANCELLED, PAUSED, now)
            books.outbox.drop_ask(ask.id)
