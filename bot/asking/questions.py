"""The last guard of every question, and what becomes of an ask: steps in a transaction.

Questions and reminders are sent at most once. Whether one may still go is decided when
it is claimed for sending; what became of it is noted when the channel has spoken.
"""

from __future__ import annotations

from datetime import datetime

from bot.asking import wording
from bot.asking.interview import WAITING, Ask, State
from bot.asking.manners import hindered
from bot.asking.rounds import customer_of, older, tidy, topic
from bot.people.customer import Customer
from bot.policy import Policy
from bot.store import Books
from bot.store.outbox import Outgoing
from channels.contract import Address, FollowUp, Posted


class Questions:
    """What becomes of the questions of one company."""

    def __init__(self, policy: Policy) -> None:
        self._policy = policy

    def may_go(self, books: Books, row: Outgoing, now: datetime) -> bool:
        """Claim a question or reminder for sending; False: it must not go out."""
        if not books.outbox.start(row):
            return False
        if self._claimed(books, row, now):
            return True
        books.outbox.done(row.id)
        return False

    def _claimed(self, books: Books, row: Outgoing, now: datetime) -> bool:
        ask = _ask(books, row)
        # A reminder may have been overtaken by "later", a question by an answer.
        if (ask.state is State.PLANNED) is _is_reminder(row):
            return False
        customer = customer_of(books, ask)
        if row.to != customer.address:  # they have moved; it is put anew, or never
            return False
        if hindered(self._policy, books, ask, customer, now):
            return False
        if _is_reminder(row):
            return books.asks.start_reminder(ask.id, now)
        books.asks.put_to(ask.id, row.to)
        return books.asks.start(ask.id)

    def went(self, books: Books, row: Outgoing, at: Posted, now: datetime) -> None:
        """Note that a question or reminder stands at *at*."""
        ask = _ask(books, row)
        customer = customer_of(books, ask)
        say, service = self._policy.says(customer), row.to.service
        if not _is_reminder(row):
            books.asks.sent(ask.id, at, now)
            self._counts(books, ask, customer, now)
        elif ask.state in WAITING:
            books.asks.stands(ask.id, at)
            books.customers.contacted(customer.id, now)
            if above := books.outbox.posted(topic(ask.id)):
                below = wording.asked_below(ask, say)
                _put_away(books, ask, customer, above, below, now)
        else:
            # Whoever was quicker than the reminder is answered where they tapped.
            books.customers.contacted(customer.id, now)
            shut = wording.closed(ask, say)
            _put_away(books, ask, customer, at, shut, now)
            return
        # Whoever was quicker than us has had the follow-up put under this topic.
        books.outbox.stand(topic(ask.id), service, at, now)

    def lost(self, books: Books, row: Outgoing, now: datetime) -> None:
        """Note that nobody knows whether a question or reminder went out."""
        ask = _ask(books, row)
        if _is_reminder(row):
            books.customers.contacted(ask.customer_id, now)
        else:
            books.asks.unconfirmed(ask.id, now)
            self._counts(books, ask, customer_of(books, ask), now)

    def put_back(self, books: Books, row: Outgoing) -> None:
        """Take back the claim: nothing was sent."""
        ask = _ask(books, row)
        if _is_reminder(row):
            books.asks.reminder_not_sent(ask.id)
        else:
            books.asks.not_sent(ask.id)

    def is_at(self, books: Books, row: Outgoing, place: Address) -> bool:
        """Tell whether the one who is asked is to be found at *place* now."""
        return customer_of(books, _ask(books, row)).address == place

    def gave_up(
        self, books: Books, row: Outgoing, state: State, why: str, now: datetime
    ) -> None:
        """Note that a question will never go out: nobody there, or it is refused."""
        ask = _ask(books, row)
        if state is State.UNREACHABLE:
            books.customers.unreachable(ask.customer_id, why, now)
        else:  # the next one's turn, or this one would be tried for ever
            books.customers.turn_used(ask.customer_id, now)
        books.asks.end(ask.id, state, why, now)

    def _counts(
        self, books: Books, ask: Ask, customer: Customer, now: datetime
    ) -> None:
        books.asks.count_asked(ask, self._policy.today(now))
        books.customers.asked(customer.id, now)


def _put_away(
    books: Books,
    ask: Ask,
    customer: Customer,
    at: Posted,
    message: FollowUp,
    now: datetime,
) -> None:
    """Take the buttons from one of an ask's two messages; the other one counts."""
    name, to = older(ask.id), ask.addressee or customer.address
    books.outbox.stand(name, to.service if to else "", at, now)
    tidy(books, name, ask, customer, message, now)


def _ask(books: Books, row: Outgoing) -> Ask:
    ask = books.asks.find(row.ask or 0)
    if ask is None:
        raise LookupError(f"outbox row {row.id} is about no ask")
    return ask


def _is_reminder(row: Outgoing) -> bool:
    return row.topic.endswith(":reminder")
