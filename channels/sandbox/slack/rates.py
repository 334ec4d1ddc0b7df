"""How often each method may be called."""

from __future__ import annotations

import math
from collections import defaultdict, deque
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

WINDOW_SECONDS = 60
TIER_2, TIER_3, TIER_4 = 20, 50, 100
POSTS_PER_MINUTE = 300
POST_SECONDS = 1.0
POST_BURST = 5


class Rates:
    """Counts calls in the last minute, and posts to each channel.

    Posts to one channel may come once a second, with `POST_BURST` at once after a
    pause; each channel keeps only the moment at which it would be idle again.
    """

    def __init__(self, now: Callable[[], float], *, counting: bool = True) -> None:
        self._now = now
        self._counting = counting
        self._calls: defaultdict[str, deque[float]] = defaultdict(deque)
        self._idle_at: dict[str, float] = {}

    def wait(self, method: str, per_minute: int, channel: str = "") -> int:
        """Count a call; seconds to wait if it is one too many, else 0.

        Args:
            method: The Web API method.
            per_minute: How many calls a minute it may have; 0: any number.
            channel: Where it posts to; empty when it posts nowhere.
        """
        if not self._counting or not per_minute:
            return 0
        calls = self._calls[method]
        while calls and calls[0] <= self._now() - WINDOW_SECONDS:
            calls.popleft()
        if len(calls) >= per_minute:
            return _whole(calls[0] + WINDOW_SECONDS - self._now())
        if channel and (seconds := self._wait_for(channel)) > 0:
            return _whole(seconds)
        calls.append(self._now())
        return 0

    def _wait_for(self, channel: str) -> float:
        idle_at = max(self._idle_at.get(channel, 0.0), self._now())
        wait = idle_at - self._now() - (POST_BURST - 1) * POST_SECONDS
        if wait <= 0:
            self._idle_at[channel] = idle_at + POST_SECONDS
        return wait


def _whole(seconds: float) -> int:
    return max(1, math.ceil(seconds))
