"""How fast a bot may send, counted on the sandbox's clock.

| where | limit |
|---|---|
| all chats together | 30 a second, sends and edits |
| one private chat | 1 a second on average, sends; a burst of 3 is let through |
| one group | 20 a minute, sends |

Only what was let through counts; the real numbers beyond these are not published.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from channels.sandbox.telegram.records import Chat
from channels.sandbox.telegram.refusals import too_many_requests


@dataclass(frozen=True, slots=True)
class Limits:
    """The numbers; a page that plays time fast may want larger ones."""

    overall_per_second: int = 30
    private_burst: int = 3
    group_per_minute: int = 20


@dataclass(slots=True)
class _Window:
    """At most `limit` in any `seconds`."""

    limit: int
    seconds: float
    times: deque[float] = field(default_factory=deque)

    def wait(self, now: float) -> float:
        while self.times and now - self.times[0] >= self.seconds:
            self.times.popleft()
        full = len(self.times) >= self.limit
        return self.times[0] + self.seconds - now if full else 0.0


class Pace:
    """Counts what is sent, refuses what comes too fast."""

    def __init__(self, now: Callable[[], float], limits: Limits) -> None:
        self._now = now
        self._limits = limits
        self._overall = _Window(limits.overall_per_second, 1)
        self._chats: dict[int, _Window] = {}

    def spend(self, chat: Chat, *, edit: bool = False) -> None:
        """Count one message, or refuse it with 429.

        Raises:
            Refusal: It comes too fast; `retry_after` says when there is room.
        """
        windows = [self._overall] if edit else [self._overall, self._window(chat)]
        now = self._now()
        wait = max(window.wait(now) for window in windows)
        if wait > 0:
            raise too_many_requests(max(1, math.ceil(wait)))
        for window in windows:
            window.times.append(now)

    def _window(self, chat: Chat) -> _Window:
        if chat.id not in self._chats:
            burst, a_minute = self._limits.private_burst, self._limits.group_per_minute
            private, group = _Window(burst, burst), _Window(a_minute, 60)
            self._chats[chat.id] = private if chat.private else group
        return self._chats[chat.id]
