"""The asking round: what is planned, goes out, is reminded of and runs out.

Also the last guard of every question (`may_go`), and what becomes of an ask when its
question went out, was put off by the platform, or is lost from sight. All are steps
within a transaction.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

from bot import wording
from bot.customer import Customer
from bot.interview import Ask, State
from bot.plan import Person, Plan, Reason
from bot.policy import RELATIONSHIP, Policy
from bot.store import Books
from bot.store.outbox import Outgoing, Saying, Urgency
from channels.contract import Message, Posted

# Far enough that it is already planned when tomorrow begins in Kiribati.
HORIZON = timedelta(hours=36)
AT_ONCE = 500
"""How many asks one transaction moves on; the next tick takes the others."""


def topic(ask: int) -> str:
    """Name the message that an ask's question stands in."""
    return f"ask:{ask}"


def barred(customer: Customer) -> Reason | None:
    """Tell why a customer must not be asked at all; None: may be."""
    if customer.opted_out_at:
        return Reason.OPTED_OUT
    if customer.left_at:
        return Reason.LEFT
    if customer.unreachable_at:
        return Reason.UNREACHABLE
    if customer.address is None or "@" in customer.address.place:
        return Reason.NO_ADDRESS
    return None


class Rounds:
    """The asking round of one company."""

    def __init__(self, policy: Policy) -> None:
        self._policy = policy

    # Planning

    def people(self, books: Books) -> list[Person]:
        """List everybody as the rotation sees them."""
        waiting = books.asks.open()
        return [self._person(one, waiting) for one in books.customers.here()]

    def _person(self, customer: Customer, waiting: set[int]) -> Person:
        return Person(
            id=customer.id,
            key=customer.key,
            account=customer.account,
            owner=str(customer.owner or ""),
            segments=customer.segments,
            zone=self._policy.zone_of(customer),
            place=customer.rotation,
            last_asked=customer.last_asked,
            last_answered=customer.last_answered,
            last_contact=customer.last_contact,
            last_turn=customer.last_turn,
            barred=barred(customer),
            waiting=customer.id in waiting,
        )

    def taken(self, books: Books, now: datetime) -> dict[str, str]:
        """Tell what has been used of this month: slots, and asks beside them."""
        today = self._policy.today(now)
        month = f"{today:%Y-%m}"
        beside = books.asks.beside(RELATIONSHIP, month, today.replace(day=1), today)
        extra = {f"{month}/beside {n}": account for n, account in beside.items()}
        return books.asks.slots(RELATIONSHIP, month) | extra

    def since(self, books: Books, now: datetime) -> date:
        """Tell since when questions go out; the first time, from today."""
        day = books.office.fact("asking_since")
        if day is None:
            day = self._policy.today(now).isoformat()
            books.office.set_fact("asking_since", day)
        return date.fromisoformat(day)

    def keep(self, books: Books, plan: Plan, now: datetime) -> None:
        """Keep of a plan what comes next."""
        for ask in plan.asks:
            if ask.at <= now + HORIZON:
                books.asks.plan(RELATIONSHIP, ask.person.id, ask.slot, ask.at)
                books.office.asked_after_all(RELATIONSHIP, ask.person.id)

    # What is due

    def release(self, books: Books, now: datetime) -> None:
        """Put the questions that are due into the outbox, unless we pause."""
        if books.office.paused_since() is not None:
            return
        for ask in books.asks.release(now, AT_ONCE):
            customer = _customer(books, ask)
            if not self._hindered(books, ask, customer, now):
                say = self._policy.says(customer)
                question = wording.question(ask, customer, self._policy.asker, say)
                # After "later" it is a new message: an edit would not ring.
                books.outbox.fallen(topic(ask.id))
                _put(books, topic(ask.id), ask, customer, question, now)

    def remind(self, books: Books, now: datetime) -> None:
        """Put the reminders that are due into the outbox, unless we pause."""
        after = self._policy.remind_after
        if after is None or books.office.paused_since() is not None:
            return
        for ask in books.asks.to_remind(now - after, AT_ONCE):
            customer = _customer(books, ask)
            if barred(customer) is None and self._opening(customer, now) <= now:
                say = self._policy.says(customer)
                message = wording.reminder(ask, customer, self._policy.asker, say)
                _put(books, f"{topic(ask.id)}:reminder", ask, customer, message, now)

    def expire(self, books: Books, now: datetime) -> None:
        """End the asks that nobody answered in time, and take their buttons away."""
        for ask in books.asks.to_expire(now - self._policy.expire_after, AT_ONCE):
            customer = _customer(books, ask)
            books.asks.end(ask.id, State.EXPIRED, "silence", now)
            books.outbox.drop_ask(ask.id)
            if books.outbox.posted(topic(ask.id)):
                shut = wording.closed(ask, self._policy.says(customer))
                _edit(books, topic(ask.id), customer, shut, now)

    def cancel(self, books: Books, customer: int, why: str, now: datetime) -> None:
        """End whatever is open with a customer who is not to be asked now."""
        for ask in books.asks.of(customer):
            state = State.CANCELLED if ask.state is State.PLANNED else State.DECLINED
            if books.asks.end(ask.id, state, why, now):
                books.outbox.drop_ask(ask.id)

    # The last guard, and what becomes of a question

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
        if self._hindered(books, ask, _customer(books, ask), now):
            return False
        if _is_reminder(row):
            return books.asks.start_reminder(ask.id, now)
        return books.asks.start(ask.id)

    def went(self, books: Books, row: Outgoing, at: Posted, now: datetime) -> None:
        """Note that a question or reminder stands at *at*."""
        ask = _ask(books, row)
        customer = _customer(books, ask)
        if _is_reminder(row):
            self._moved_down(books, ask, customer, now)
            books.asks.stands(ask.id, at)
            books.customers.contacted(customer.id, now)
        else:
            books.asks.sent(ask.id, at, now)
            self._counts(books, ask, customer, now)
        # Whoever was quicker than us has had the follow-up put under this topic.
        books.outbox.stand(topic(ask.id), row.to.service, at, now)

    def lost(self, books: Books, row: Outgoing, now: datetime) -> None:
        """Note that nobody knows whether a question or reminder went out."""
        ask = _ask(books, row)
        if _is_reminder(row):
            books.customers.contacted(ask.customer_id, now)
        else:
            books.asks.unconfirmed(ask.id, now)
            self._counts(books, ask, _customer(books, ask), now)

    def put_back(self, books: Books, row: Outgoing) -> None:
        """Take back the claim: nothing was sent."""
        ask = _ask(books, row)
        if _is_reminder(row):
            books.asks.reminder_not_sent(ask.id)
        else:
            books.asks.not_sent(ask.id)

    def gave_up(
        self, books: Books, row: Outgoing, state: State, why: str, now: datetime
    ) -> None:
        """Note that a question will never go out: nobody there, or it is refused."""
        ask = _ask(books, row)
        if state is State.UNREACHABLE:
            books.customers.unreachable(ask.customer_id, why, now)
        books.asks.end(ask.id, state, why, now)

    def _counts(
        self, books: Books, ask: Ask, customer: Customer, now: datetime
    ) -> None:
        books.asks.count_asked(ask, self._policy.today(now))
        books.customers.asked(customer.id, now)

    def _moved_down(
        self, books: Books, ask: Ask, customer: Customer, now: datetime
    ) -> None:
        """Take the buttons from the older of an ask's two messages."""
        if older := books.outbox.posted(topic(ask.id)):
            name = f"{topic(ask.id)}:older"
            books.outbox.stand(name, _service(customer), older, now)
            below = wording.asked_below(ask, self._policy.says(customer))
            _edit(books, name, customer, below, now)

    def _hindered(
        self, books: Books, ask: Ask, customer: Customer, now: datetime
    ) -> bool:
        """Tell whether a question must not go out now; put it off, or end it."""
        why = barred(customer) or (self._rests(ask, customer, now) and Reason.RESTING)
        if why:
            if ask.state is State.PLANNED:
                books.asks.end(ask.id, State.CANCELLED, why, now)
            return True
        opening = self._opening(customer, now)
        if opening > now:
            books.asks.postpone(ask.id, opening)
        return opening > now

    def _rests(self, ask: Ask, customer: Customer, now: datetime) -> bool:
        """Tell whether rest forbids a question; "later" was the customer's wish."""
        if ask.state is not State.PLANNED or ask.times_later:
            return False
        before = (customer.last_asked, customer.last_answered)
        return any(at and now - at < self._policy.rotation.rest for at in before)

    def _opening(self, customer: Customer, now: datetime) -> datetime:
        """Tell when the customer may be written to unasked, from *now* on."""
        guard = self._policy.rotation.guard
        free = (customer.last_contact or now - guard) + guard
        zone = self._policy.zone_of(customer)
        return self._policy.rotation.window.next_open(max(now, free), zone)

    def put_off(self, ask: Ask, customer: Customer) -> Ask:
        """Fit the moment of a question that was put off into the customer's day."""
        return replace(ask, due_at=self._opening(customer, ask.due_at))


def _put(
    books: Books,
    name: str,
    ask: Ask,
    customer: Customer,
    message: Message,
    now: datetime,
) -> None:
    if customer.address:
        books.outbox.put(
            Saying(
                topic=name,
                to=customer.address,
                message=message,
                urgency=Urgency.ROUND,
                due=now,
                ask=ask.id,
                customer=customer.id,
            )
        )


def _edit(
    books: Books, name: str, customer: Customer, message: Message, now: datetime
) -> None:
    """Tidy up a message of ours; should that fail, nobody misses anything."""
    if customer.address:
        books.outbox.put(
            Saying(
                topic=name,
                to=customer.address,
                message=message,
                urgency=Urgency.ROUND,
                due=now,
                customer=customer.id,
            )
        )


def _ask(books: Books, row: Outgoing) -> Ask:
    ask = books.asks.find(row.ask or 0)
    if ask is None:
        raise LookupError(f"outbox row {row.id} is about no ask")
    return ask


def _customer(books: Books, ask: Ask) -> Customer:
    customer = books.customers.find(ask.customer_id)
    if customer is None:
        raise LookupError(f"ask {ask.id} is about no customer")
    return customer


def _service(customer: Customer) -> str:
    return customer.address.service if customer.address else ""


def _is_reminder(row: Outgoing) -> bool:
    return row.topic.endswith(":reminder")
