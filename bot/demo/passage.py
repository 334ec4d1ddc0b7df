"""The passage of time: real, a day a second, or a jump that leaves nothing out.

    real pace ──play, jump──▶ walking ──pause, arrived──▶ real pace

Walking goes from one moment at which something is due to the next, and lets all of it
happen before it goes on.
"""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from typing import Protocol

from bot.demo.clock import DemoClock

FRAME = timedelta(hours=1)
FRAMES_A_SECOND = 24  # hours, so a day
IDLE = timedelta(seconds=5)
FIRST_NAP = timedelta(seconds=1)
LONGEST_NAP = timedelta(minutes=10)


class Walked(Protocol):
    """What lives through the time that passes."""

    async def settle(self) -> None:
        """Let everything happen that is due at this moment."""
        ...

    async def next_due(self, now: datetime) -> datetime:
        """Tell when there is something to do after *now*."""
        ...

    async def is_behind(self, now: datetime) -> bool:
        """Tell whether something that may happen now has not happened yet."""
        ...


class Acting(Protocol):
    """Who acts by themselves."""

    def next_turn(self) -> datetime | None:
        """Tell when one of them does something next; None: nobody will."""
        ...

    async def act(self, now: datetime) -> None:
        """Do all that one of them would have done by *now*."""
        ...


class Passage:
    """Moves the clock.

    Args:
        clock: The clock.
        life: What lives by it.
        players: Those who act in it.

    Attributes:
        still: Held while the clock moves; whoever holds it can act in peace.
        playing: Whether a day goes by each second.
    """

    def __init__(self, clock: DemoClock, life: Walked, players: Acting) -> None:
        self.still = asyncio.Lock()
        self.playing = False
        self._clock = clock
        self._life = life
        self._players = players
        self._until = clock.now()
        self._called = asyncio.Event()
        self._nap = FIRST_NAP

    @property
    def walking(self) -> bool:
        """Whether time does not go by at its real pace."""
        return self.playing or self._clock.now() < self._until

    def play(self, *, on: bool) -> None:
        """Let a day go by each second, or no longer; that ends a jump as well."""
        self.playing = on
        if not on:
            self._until = self._clock.now()
        self._called.set()

    def jump(self, to: datetime) -> None:
        """Walk to a moment; a jump that is under way goes on to there."""
        self._until = max(to, self._until)
        self._called.set()

    @property
    def goal(self) -> datetime:
        """The moment at which a jump arrives, from where another one counts."""
        return max(self._until, self._clock.now())

    async def run(self) -> None:
        """Move the clock until cancelled."""
        while True:
            self._called.clear()
            if self.walking:
                self._clock.stop()
                await self._walk()
            self._clock.go()
            async with self.still:
                await self._players.act(self._clock.now())
            await self._idle()

    async def _idle(self) -> None:
        """Let time go by itself for a while."""
        wait = asyncio.create_task(self._called.wait())
        await asyncio.wait([wait], timeout=IDLE.total_seconds())
        wait.cancel()

    async def _walk(self) -> None:
        loop = asyncio.get_running_loop()
        while self.walking:
            began = loop.time()
            if self.playing:
                await self.walk_to(max(self._clock.now() + FRAME, self._until))
            else:
                await self.walk_to(self._until)
            if self.playing:
                spent = loop.time() - began
                await asyncio.sleep(max(1 / FRAMES_A_SECOND - spent, 0))

    async def walk_to(self, goal: datetime) -> None:
        """Live through all that happens up to *goal*, unless called back."""
        while self._clock.now() < goal and self.walking:
            async with self.still:
                self._clock.turn(min(await self._next(), goal))
                await self._life.settle()
                await self._players.act(self._clock.now())

    async def _next(self) -> datetime:
        now = self._clock.now()
        due = await self._life.next_due(now)
        if turn := self._players.next_turn():
            due = min(due, max(turn, now))
        if not await self._life.is_behind(now):
            self._nap = FIRST_NAP
            return due
        # A platform wants it slower: soon again, but not for ever every second.
        nap, self._nap = self._nap, min(2 * self._nap, LONGEST_NAP)
        return min(due, now + nap)
