"""Who takes the orders of admins: hears, allows, notes, acts, answers."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from bot.asking.rounds import Rounds
from bot.orders import pausing
from bot.orders.authority import MAY, Role, help_for, person, role
from bot.orders.byhand import Hand
from bot.orders.caselist import case_list
from bot.orders.commands import Misunderstood, Order, Verb, parse
from bot.orders.forecast import MONTHS, outlook, preview
from bot.orders.status import status
from bot.orders.story import MONTHS_AHEAD, story
from bot.people import erasure
from bot.people.customer import Customer
from bot.policy import RELATIONSHIP, Policy
from bot.store import Books, Store
from bot.telling import report
from bot.telling.standing import standing
from bot.texts import Phrases
from channels.contract import Command, Notice


@dataclass(frozen=True, slots=True)
class _Taken:
    """What an order has come to in its transaction.

    Attributes:
        done: What was done, or why nothing was; empty: it only wants something told.
        about: Whom it is about; None: nobody.
    """

    giver: Role
    verb: Verb
    done: str = ""
    about: Customer | None = None


class Clerk:
    """The one who takes orders."""

    def __init__(
        self,
        store: Store,
        policy: Policy,
        rounds: Rounds,
        *,
        landed: Callable[[], Awaitable[int]],
        wake: Callable[[], None],
    ) -> None:
        """Take a seat.

        Args:
            store: The books.
            policy: What the company has settled.
            rounds: The asking round.
            landed: Waits for the questions on their way; tells how many still are.
            wake: Called when what is due may have changed.
        """
        self._store = store
        self._policy = policy
        self._rounds = rounds
        self._landed = landed
        self._wake = wake

    @property
    def _say(self) -> Phrases:
        return self._policy.team_says

    async def order(self, command: Command, now: datetime) -> Notice | None:
        """Carry out an order, once however often it is delivered.

        Returns:
            The answer, for the giver's eyes; None: it was delivered before.
        """
        taken = await self._store.write(partial(self._take, command, now))
        if taken is None:
            return None
        if not taken.done:
            return Notice(await self._tell(taken, now))
        told = taken.done
        if taken.verb is Verb.PAUSE and (flying := await self._landed()):
            told = f"{told} {self._say.plural('pause.flying', flying)}"
        self._wake()
        return Notice(told)

    # Doing: one transaction with hearing it

    def _take(self, command: Command, now: datetime, books: Books) -> _Taken | None:
        if not books.office.hears(command.key, now):
            return None
        giver, by = role(books, self._policy, command), str(person(command))
        try:
            order = self._understood(giver, command.text, now)
        except Misunderstood as error:
            # What was written stays out of the books: it may be a customer's words.
            if giver is not Role.STRANGER:
                books.office.audit(by, "?", error.sentence, now)
            told = self._say(error.sentence, **error.values)
            return _Taken(giver, Verb.HELP, told)
        if not order.customer:
            books.office.audit(by, order.verb, str(order.until or ""), now)
            return _Taken(giver, order.verb, self._hold_or_go(books, order, by, now))
        return self._about(books, giver, order, by, now)

    def _understood(self, giver: Role, text: str, now: datetime) -> Order:
        """Read an order of somebody who may give it; raises `Misunderstood`."""
        if giver is Role.STRANGER:
            company = self._policy.asker.company
            raise Misunderstood("order.stranger", company=company)
        order = parse(text, self._policy.today(now))
        if order.verb not in MAY[giver]:
            verbs = self._say.list([verb for verb in Verb if verb in MAY[giver]])
            raise Misunderstood("order.staff", verb=order.verb, verbs=verbs)
        return order

    def _about(
        self, books: Books, giver: Role, order: Order, by: str, now: datetime
    ) -> _Taken:
        """Take an order that is about one customer."""
        customer = books.customers.by_key(order.customer)
        books.office.audit(by, order.verb, customer.key if customer else "", now)
        if customer is None:
            marked = erasure.is_marked(books, order.customer)
            sentence = "customer.erased" if marked else "customer.unknown"
            return _Taken(giver, order.verb, self._say(sentence, id=order.customer))
        hand = Hand(books, self._policy, self._rounds, customer, by, now)
        return _Taken(giver, order.verb, hand.carry_out(order), customer)

    def _hold_or_go(self, books: Books, order: Order, by: str, now: datetime) -> str:
        match order.verb:
            case Verb.PAUSE:
                pausing.pause(books, order.until, by, now)
                if order.until is None:
                    return self._say("pause.done")
                return self._say("pause.done.until", date=self._say.date(order.until))
            case Verb.RESUME:
                was = pausing.resume(books, self._policy, now)
                return self._say("resume.done" if was else "resume.already")
            case _:
                return ""

    # Telling: from what the books say

    async def _tell(self, taken: _Taken, now: datetime) -> str:
        read = self._store.read
        match taken.verb:
            case Verb.STATUS:
                return await read(partial(status, policy=self._policy, now=now))
            case Verb.SUMMARY:
                return await read(partial(self._summary, now))
            case Verb.CASES:
                return await read(partial(case_list, say=self._say, now=now))
            case Verb.PLAN | Verb.WHY:
                return await self._foretell(taken.about, now)
            case _:
                return help_for(taken.giver, self._say)

    def _summary(self, now: datetime, books: Books) -> str:
        policy = self._policy
        stands = standing(books, RELATIONSHIP, policy.today(now), policy.score)
        return report.plain(report.current(stands, self._say))

    async def _foretell(self, about: Customer | None, now: datetime) -> str:
        """Tell what comes; making a plan takes a while, so it has its own thread."""
        policy, rounds = self._policy, self._rounds
        ahead = await self._store.read(
            partial(outlook, rounds=rounds, policy=policy, now=now)
        )
        months = MONTHS_AHEAD if about else MONTHS
        coming = await asyncio.to_thread(ahead.plan, months)
        if about:
            tell = partial(
                story,
                rounds=rounds,
                policy=policy,
                customer=about,
                coming=coming,
                now=now,
            )
        else:
            tell = partial(preview, policy=policy, coming=coming)
        return await self._store.read(tell)
