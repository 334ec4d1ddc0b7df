"""What is heard → the books.

Loading, deciding, saving, and putting what must be said is one transaction. The
platform is told that we have heard only when its commit is on disk.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial

from bot.clerk import Clerk
from bot.clock import Clock
from bot.comings import Comings
from bot.policy import Policy
from bot.rounds import Rounds
from bot.store import Books, Store
from bot.talk import Talk
from channels.contract import (
    Arrived,
    Command,
    Heard,
    Left,
    Moved,
    Press,
    Reply,
    Tap,
    Words,
)


class Desk:
    """The one that hears."""

    def __init__(
        self,
        store: Store,
        policy: Policy,
        clerk: Clerk,
        clock: Clock,
        stir: Callable[[], None],
    ) -> None:
        """Take a seat.

        Args:
            store: The books.
            policy: What the company has settled.
            clerk: Who carries out orders.
            clock: The time.
            stir: Called after every change: there may be something to say.
        """
        rounds = Rounds(policy)
        self._store = store
        self._clerk = clerk
        self._clock = clock
        self._stir = stir
        self._talk = Talk(policy, rounds)
        self._comings = Comings(policy, rounds)

    async def hear(self, heard: Heard) -> Reply:
        """Keep what was heard, and all that follows from it.

        Returns:
            What the one who spoke is told at once.
        """
        now = self._clock.now()
        if isinstance(heard, Command):
            return await self._clerk.order(heard, now)
        reply = await self._store.write(partial(self._take_in, heard=heard, now=now))
        self._stir()
        return reply

    def _take_in(
        self,
        books: Books,
        heard: Tap | Press | Words | Arrived | Left | Moved,
        now: datetime,
    ) -> Reply:
        """Take in one delivery; one that was taken in before changes nothing."""
        if not books.office.hears(heard.key, now):
            return None
        match heard:
            case Tap() | Press():
                return self._talk.pressed(books, heard, now)
            case Words():
                return self._talk.wrote(books, heard, now)
            case Arrived():
                return self._comings.arrived(books, heard, now)
            case Left():
                return self._comings.left(books, heard, now)
            case Moved():
                self._comings.moved(books, heard)
                return None
