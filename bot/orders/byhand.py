"""What an admin does about one customer, by hand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.asking.interview import State
from bot.asking.rounds import Rounds
from bot.orders.commands import Order, Verb
from bot.orders.invitation import invite
from bot.orders.reasons import hindrance, local, open_ask
from bot.people import erasure
from bot.people.customer import Customer
from bot.planning.sendtime import zone_info
from bot.policy import RELATIONSHIP, Policy
from bot.store import Books
from bot.telling.naming import known_as
from bot.texts import Phrases

SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Hand:
    """An admin's hand on one customer, in one transaction."""

    books: Books
    policy: Policy
    rounds: Rounds
    customer: Customer
    by: str
    now: datetime

    def carry_out(self, order: Order) -> str:
        """Do what was ordered, and tell it; empty: there is nothing to do."""
        match order.verb:
            case Verb.ASK:
                return self._ask()
            case Verb.SKIP:
                return self._skip()
            case Verb.LINK:
                return self._link()
            case Verb.FORGET:
                return self._forget() if order.sure else self._sure()
            case _:
                return ""

    @property
    def _say(self) -> Phrases:
        return self.policy.team_says

    @property
    def _who(self) -> str:
        return known_as(self.customer.name, self.customer.account)

    def _ask(self) -> str:
        """Ask as soon as the customer's day allows; rest is not broken by hand."""
        one, policy = self.customer, self.policy
        why = hindrance(self.books, self.rounds, policy, one, self.now)
        if why:
            return self._say("ask.refused", customer=self._who, why=why)
        at = policy.rotation.window.next_open(self.now, policy.zone_of(one))
        self.books.asks.plan(RELATIONSHIP, one.id, None, at, self.by)
        self.books.office.asked_after_all(RELATIONSHIP, one.id)
        moment = self._say.moment(at)
        told = self._say("ask.planned", customer=self._who, moment=moment)
        if self.books.office.paused_since() is None:
            return told
        return f"{told} {self._say('ask.paused')}"

    def _skip(self) -> str:
        """Use up the customer's turn without a question."""
        ask = open_ask(self.books, self.customer)
        if ask and ask.state is not State.PLANNED:
            asked = self._say.date(self.policy.today(ask.asked_at or self.now))
            return self._say("skip.too.late", customer=self._who, date=asked)
        self.books.customers.turn_used(self.customer.id, self.now)
        if ask is None:
            return self._say("skip.done", customer=self._who)
        self.books.asks.end(ask.id, State.CANCELLED, SKIPPED, self.now)
        self.books.outbox.drop_ask(ask.id)
        due = self._say.moment(local(ask.due_at, self.customer, self.policy))
        return self._say("skip.cancelled", customer=self._who, moment=due)

    def _link(self) -> str:
        invitation = invite(self.books, self.customer, self.now)
        if invitation is None:
            return self._say("link.no.telegram")
        expires = invitation.expires.astimezone(zone_info(self.policy.zone))
        moment = self._say.moment(expires)
        told = self._say("link", customer=self._who, moment=moment)
        return f"{told}\n{invitation.link}"

    def _sure(self) -> str:
        one, books = self.customer, self.books
        return self._say(
            "forget.sure",
            customer=self._who,
            answers=self._say.number(len(books.answers.of(one.id))),
            cases=self._say.number(len(books.cases.of(one.id))),
            id=one.key,
        )

    def _forget(self) -> str:
        erasure.forget(self.books, self.customer, self.now, self.policy)
        return self._say("forget.done", customer=self._who)
