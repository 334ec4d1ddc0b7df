"""How fast sends may follow each other, so that no platform has to say no."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from channels.contract import Limit


@dataclass(slots=True)
class _Bucket:
    """Sends still allowed, as of a moment; fills up as time passes."""

    sends: float
    at: datetime
    held_until: datetime


class Pace:
    """The state of every limit of one channel."""

    def __init__(self) -> None:
        self._buckets: dict[str, _Bucket] = {}

    def wait(
        self, limits: Iterable[Limit], now: datetime, *, urgent: bool
    ) -> timedelta:
        """Tell how long a send must wait; zero: it may go now.

        What is not urgent leaves each limit's reserve untouched.
        """
        waits = [self._wait(limit, now, urgent=urgent) for limit in limits]
        return max(waits, default=timedelta(0))

    def spend(self, limits: Iterable[Limit], now: datetime) -> None:
        """Count a send."""
        for limit in limits:
            self._bucket(limit, now).sends -= 1

    def hold(self, limits: Iterable[Limit], until: datetime) -> None:
        """Obey the platform: nothing that counts against these before *until*."""
        for limit in limits:
            bucket = self._bucket(limit, until)
            bucket.held_until = max(bucket.held_until, until)

    def _wait(self, limit: Limit, now: datetime, *, urgent: bool) -> timedelta:
        bucket = self._bucket(limit, now)
        wanted = 1.0 if urgent else 1.0 + min(limit.reserve, limit.burst - 1)
        missing = max(0.0, wanted - bucket.sends)
        refilled = timedelta(seconds=missing / limit.per_second)
        return max(refilled, bucket.held_until - now, timedelta(0))

    def _bucket(self, limit: Limit, now: datetime) -> _Bucket:
        bucket = self._buckets.get(limit.name)
        if bucket is None:
            bucket = self._buckets[limit.name] = _Bucket(limit.burst, now, now)
        passed = max(0.0, (now - bucket.at).total_seconds())
        bucket.sends = min(limit.burst, bucket.sends + passed * limit.per_second)
        bucket.at = max(bucket.at, now)
        return bucket
