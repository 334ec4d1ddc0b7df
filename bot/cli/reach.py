"""Who cannot be found on a platform, looked up no faster than it allows."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import timedelta

from bot.clock import RealClock
from channels.contract import (
    Address,
    ChannelError,
    Directory,
    Limit,
    NotNow,
)
from channels.pace import Pace

AT_ONCE = 8
PATIENCE = 3
"""How often a platform may ask us to wait."""

_TELEGRAM = Limit("chats", per_second=20, burst=20)
_SLACK = Limit("people", per_second=1.2, burst=25)  # of 100 a minute
_SLACK_BY_EMAIL = Limit("e-mails", per_second=0.4, burst=20)  # of 50 a minute


async def lost(
    directory: Directory, people: Sequence[Address]
) -> list[tuple[Address, str]]:
    """Look *people* up; tell who cannot be found, and why."""
    enquiry = _Enquiry(directory)
    answers = await asyncio.gather(*map(enquiry.why_not, people))
    return [(who, why) for who, why in zip(people, answers, strict=True) if why]


class _Enquiry:
    def __init__(self, directory: Directory) -> None:
        self._directory = directory
        self._gate = asyncio.Semaphore(AT_ONCE)
        self._queue = asyncio.Lock()
        self._pace = Pace()
        self._clock = RealClock()

    async def why_not(self, who: Address) -> str:
        """Tell why somebody cannot be found; empty: they can."""
        async with self._gate:
            for _ in range(PATIENCE):
                try:
                    return await self._try(who)
                except NotNow as error:
                    wait = timedelta(seconds=error.wait_seconds)
                    self._pace.hold(_limits(who), self._clock.now() + wait)
            return await self._try(who)

    async def _try(self, who: Address) -> str:
        await self._turn(who)
        try:
            await self._directory.profile(who)
        except NotNow:
            raise
        except ChannelError as error:
            return str(error)
        return ""

    async def _turn(self, who: Address) -> None:
        """Wait until one more call is allowed."""
        async with self._queue:
            wait = self._pace.wait(_limits(who), self._clock.now(), urgent=True)
            await asyncio.sleep(wait.total_seconds())
            self._pace.spend(_limits(who), self._clock.now())


def _limits(who: Address) -> Sequence[Limit]:
    if who.service == "telegram":
        return (_TELEGRAM,)
    return (_SLACK, _SLACK_BY_EMAIL) if "@" in who.place else (_SLACK,)
