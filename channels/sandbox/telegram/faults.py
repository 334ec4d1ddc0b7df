"""What goes wrong, on demand."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus

EVERY_METHOD = "*"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that goes wrong with one call.

    Attributes:
        status: Answer with this error; 0 leaves the answer as it is.
        description: The error's text; the status's own phrase without one.
        parameters: `retry_after` or `migrate_to_chat_id`.
        body: Send this instead of JSON, as a gateway in front does.
        drop: Hang up instead of answering.
        after: Do the work first, so that the caller cannot know that it was done.
        delay_seconds: Wait this long (real time) before anything else.
    """

    status: int = 0
    description: str = ""
    parameters: Mapping[str, int] = field(default_factory=dict)
    body: str = ""
    drop: bool = False
    after: bool = False
    delay_seconds: float = 0

    @classmethod
    def too_fast(cls, retry_after: int) -> Fault:
        """Refuse with 429, as the real server does when pushed."""
        text = f"Too Many Requests: retry after {retry_after}"
        return cls(429, text, {"retry_after": retry_after})

    @property
    def works(self) -> bool:
        """Whether the call does its work all the same."""
        return self.after or not (self.status or self.drop)

    @property
    def phrase(self) -> str:
        """The text of the error."""
        return self.description or HTTPStatus(self.status).phrase


class Faults:
    """The faults that wait for their call."""

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._planned: dict[str, deque[Fault]] = defaultdict(deque)
        self._outage = Fault()
        self._outage_until = 0.0

    def plan(self, method: str, fault: Fault, times: int = 1) -> None:
        """Let the next `times` calls of a method, or of any (`*`), go wrong."""
        self._planned[method.lower()].extend([fault] * times)

    def black_out(self, seconds: float, status: int) -> None:
        """Let everything go wrong from now on, on the sandbox's clock."""
        page = f"<html><body><h1>{status}</h1></body></html>" if status else ""
        self._outage = Fault(status, body=page, drop=not status)
        self._outage_until = self._now() + seconds

    @property
    def blacked_out(self) -> bool:
        """Whether everything goes wrong now."""
        return self._now() < self._outage_until

    def take(self, method: str) -> Fault | None:
        """Find what goes wrong with this call, and count it as played."""
        if self.blacked_out:
            return self._outage
        for name in (method.lower(), EVERY_METHOD):
            if self._planned[name]:
                return self._planned[name].popleft()
        return None

    def planned(self) -> dict[str, int]:
        """Count the faults to come, per method."""
        return {name: len(queue) for name, queue in self._planned.items() if queue}

    def clear(self) -> None:
        """Let nothing go wrong any more."""
        self._planned.clear()
        self._outage_until = 0.0
