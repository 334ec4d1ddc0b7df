"""What goes wrong on demand."""

from __future__ import annotations

import json
from collections import defaultdict, deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from channels.sandbox.slack.model import Json
    from channels.sandbox.slack.workspace import Workspace

ANY_METHOD = "*"


@dataclass(frozen=True, slots=True)
class Fault:
    """What happens to one call.

    Attributes:
        status: The HTTP status to answer with; 0: the call is answered as always
            (after `delay_seconds`).
        body: The answer's body, as JSON or as text.
        headers: Further headers of the answer.
        delay_seconds: Real seconds that pass first.
        drop: The connection is closed instead of answering.
        after: The work is done first; only then it goes wrong.
    """

    status: int = 0
    body: Json | str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    delay_seconds: float = 0.0
    drop: bool = False
    after: bool = False

    @classmethod
    def error(cls, name: str, status: int = 200, *, after: bool = False) -> Fault:
        """`ok: false` with this error."""
        return cls(status, {"ok": False, "error": name}, after=after)

    @classmethod
    def rate_limited(cls, seconds: int) -> Fault:
        """429 with `Retry-After`."""
        body = {"ok": False, "error": "ratelimited"}
        return cls(429, body, {"Retry-After": str(seconds)})

    @property
    def spoils(self) -> bool:
        """Whether the call gets another answer than its own, or none."""
        return bool(self.status or self.drop)

    @property
    def text(self) -> str:
        """The body as it goes out."""
        return self.body if isinstance(self.body, str) else json.dumps(self.body)

    @property
    def content_type(self) -> str:
        """What the body is."""
        return "text/html" if isinstance(self.body, str) else "application/json"


class Faults:
    """A queue of faults for each method (`*` for any), and an outage of everything."""

    def __init__(self, space: Workspace) -> None:
        self._space = space
        self._queues: defaultdict[str, deque[Fault]] = defaultdict(deque)
        self._outage_until = 0.0
        self._lost_acks = 0

    def add(self, method: str, fault: Fault, times: int = 1) -> None:
        """Let the next calls of a method go wrong."""
        self._queues[method].extend([fault] * times)
        self._space.journal.note("fault", method=method, times=times)

    def outage(self, seconds: float) -> None:
        """Let the whole platform be away, from now on the injected clock."""
        self._outage_until = self._space.now() + seconds
        self._space.journal.note("fault", outage_seconds=seconds)

    def lose_acks(self, times: int = 1) -> None:
        """Let the next acknowledgements get lost on their way back."""
        self._lost_acks += times
        self._space.journal.note("fault", lost_acks=times)

    def clear(self) -> None:
        """Let everything work again."""
        self._queues.clear()
        self._outage_until = 0.0
        self._lost_acks = 0

    @property
    def away(self) -> bool:
        """Whether the platform is away."""
        return self._space.now() < self._outage_until

    def loses_ack(self) -> bool:
        """Tell whether this acknowledgement gets lost; counts it."""
        lost = self._lost_acks > 0
        self._lost_acks -= lost
        return lost

    def next_for(self, method: str) -> Fault:
        """Take the fault that this call has to suffer; a harmless one if none."""
        if self.away:
            return Fault.error("service_unavailable", 503)
        for name in (method, ANY_METHOD):
            if self._queues[name]:
                return self._queues[name].popleft()
        return Fault()
