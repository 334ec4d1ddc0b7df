"""When things happen: the ticks of the clock.

Only the tick comes from the scheduler. What is due is decided from the books, because
a scheduler skips what is late, and rings twice in the autumn night.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler


@asynccontextmanager
async def ringing(
    every: timedelta, ring: Callable[[], Awaitable[None]]
) -> AsyncIterator[None]:
    """Call *ring* at once and then *every* so often, never two at a time.

    The last ring is let finish: a scheduler that stops would break it off.
    """
    ringing_now = asyncio.Lock()

    async def ring_alone() -> None:
        async with ringing_now:
            await ring()

    scheduler = AsyncIOScheduler(
        timezone="UTC",
        job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1},
    )
    await ring_alone()
    scheduler.add_job(ring_alone, "interval", seconds=every.total_seconds())
    scheduler.start()
    try:
        yield
    finally:
        scheduler.pause()
        async with ringing_now:
            scheduler.shutdown(wait=False)
