"""The demo's clock: it goes at the pace of the real one, or stands to be turned."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta

LONGEST_NAP_SECONDS = 60.0


class DemoClock:
    """A clock that goes until it is stopped, and can be turned while it stands.

    Args:
        start: What it shows at first, aware.
        seconds: Where the pace comes from: seconds, counted from anywhere.
    """

    def __init__(
        self, start: datetime, seconds: Callable[[], float] = time.monotonic
    ) -> None:
        self._shown = start.astimezone(UTC)
        self._seconds = seconds
        self._since: float | None = None
        self._changed = asyncio.Event()

    def now(self) -> datetime:
        """Tell the time, aware, in UTC."""
        if self._since is None:
            return self._shown
        return self._shown + timedelta(seconds=self._seconds() - self._since)

    def unix(self) -> float:
        """Tell the time in seconds since 1970."""
        return self.now().timestamp()

    @property
    def goes(self) -> bool:
        """Whether it goes by itself."""
        return self._since is not None

    def go(self) -> None:
        """Go on at the pace of the real clock."""
        self._set(self.now(), self._seconds())

    def stop(self) -> None:
        """Stand still."""
        self._set(self.now(), None)

    def turn(self, to: datetime) -> None:
        """Show another time, never an earlier one."""
        self._set(
            max(to.astimezone(UTC), self.now()),
            None if self._since is None else self._seconds(),
        )

    async def reaches(self, moment: datetime) -> None:
        """Wait until *moment*, or until the clock is touched, or a while."""
        changed, wait = self._changed, (moment - self.now()).total_seconds()
        if wait <= 0:
            return
        nap = min(wait, LONGEST_NAP_SECONDS) if self.goes else None
        with suppress(TimeoutError):
            async with asyncio.timeout(nap):
                await changed.wait()

    def _set(self, shown: datetime, since: float | None) -> None:
        self._shown, self._since = shown, since
        self._changed.set()
        self._changed = asyncio.Event()
