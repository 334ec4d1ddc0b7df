"""A company with its customers, its service and both platforms, on this machine."""

from __future__ import annotations

import asyncio
import csv
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path

from bot.app import assembled
from bot.clock import TurnedClock
from bot.people.roster import import_customers
from bot.service import Service
from bot.settings import load
from bot.store import Store

HOUR, NIGHT = timedelta(hours=1), timedelta(hours=8)
WORKING = range(6, 22)  # UTC
HEADER = ("id", "name", "channel", "account", "language", "time_zone", "owner", "store")


class Town:
    """The service as it runs, and the clock that it lives by."""

    def __init__(self, service: Service, clock: TurnedClock) -> None:
        self.service = service
        self.clock = clock

    async def until(
        self, moment: str, *, each_hour: Callable[[], Awaitable[None]] | None = None
    ) -> None:
        """Let the time pass to *moment* (ISO, with its offset), hour by hour by day."""
        end = datetime.fromisoformat(moment)
        while self.clock.now() < end:
            step = HOUR if self.clock.now().hour in WORKING else NIGHT
            self.clock.turn(min(self.clock.now() + step, end))
            await self.settle()
            if each_hour:
                await each_hour()

    async def settle(self) -> None:
        """Let everything happen that is due at this moment."""
        await self.service.tick()
        await self.service.show_score()
        await self.service.delivery.drain()


@asynccontextmanager
async def opened(
    folder: Path, variables: Mapping[str, str], clock: TurnedClock
) -> AsyncIterator[Town]:
    """Start the service as `nps-bot run` does, on a clock that the test turns."""
    environment = {"NPS_DATABASE__URL": f"sqlite:///{folder / 'nps.db'}", **variables}
    async with assembled(load(environ=environment), clock) as service:
        running = asyncio.create_task(service.run())
        try:
            yield Town(service, clock)
        finally:
            running.cancel()
            with suppress(asyncio.CancelledError):
                await running


async def hire(folder: Path, rows: list[tuple[str, ...]], now: datetime) -> None:
    """Import the company's customers, as `nps-bot customers import` does."""
    file = folder / "customers.csv"
    with file.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows([HEADER, *rows])
    async with Store.open(folder / "nps.db") as store:
        done = await import_customers(store, file, now=now)
    assert (done.added, done.refused) == (len(rows), ())


async def until(holds: Callable[[], object]) -> None:
    """Wait until something holds; the test's own time limit ends a vain wait."""
    while not holds():  # noqa: ASYNC110 - others' state, which tells nobody of itself
        await asyncio.sleep(0.005)
