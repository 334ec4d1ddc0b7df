"""The time, and waiting for it; tests turn it."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import Protocol

LONGEST_NAP_SECONDS = 60.0  # so that a machine's clock that was set is noticed


class Clock(Protocol):
    """Where time comes from."""

    def now(self) -> datetime:
        """Tell the time, aware, in UTC."""
        ...

    async def reaches(self, moment: datetime) -> None:
        """Wait until *moment*, or a while: the caller looks again."""
        ...


class RealClock:
    """This machine's clock."""

    def now(self) -> datetime:
        """Tell the time, aware, in UTC."""
        return datetime.now(UTC)

    async def reaches(self, moment: datetime) -> None:
        """Wait until *moment*, at most a minute."""
        seconds = (moment - self.now()).total_seconds()
        await asyncio.sleep(min(max(seconds, 0), LONGEST_NAP_SECONDS))


class TurnedClock:
    """A clock that stands still until somebody turns it."""

    def __init__(self, start: datetime) -> None:
        self._now = start
        self._turned = asyncio.Event()

    def now(self) -> datetime:
        """Tell the time it was turned to."""
        return self._now

    def turn(self, to: datetime) -> None:
        """Set the time and wake all who wait for one."""
        self._now = to
        self._turned.set()
        self._turned = asyncio.Event()

    async def reaches(self, moment: datetime) -> None:
        """Wait until the clock is turned, if *moment* is still ahead."""
        if moment > self._now:
            await self._turned.wait()
