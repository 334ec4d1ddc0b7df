"""Everything that happened, in order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from channels.sandbox.slack.model import Json


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened.

    Attributes:
        at: Unix seconds.
        kind: `call` (the Web API was called), `response` (a `response_url` was),
            `delivery` (a payload was carried to the app), `socket` (one opened or
            closed), `act` (a person did something), `change` (a room, a message or
            a view changed), `fault` (one was asked for or struck), `dropped` (a
            payload was given up).
        facts: What is known about it.
    """

    at: float
    kind: str
    facts: Json


class Journal(list[Entry]):
    """A list of entries that knows the time."""

    def __init__(self, now: Callable[[], float]) -> None:
        super().__init__()
        self._now = now

    def note(self, kind: str, **facts: object) -> None:
        """Write down that something happened."""
        self.append(Entry(self._now(), kind, facts))

    def of(self, kind: str) -> list[Json]:
        """The facts of all entries of one kind."""
        return [entry.facts for entry in self if entry.kind == kind]

    def calls(self, method: str) -> list[Json]:
        """The calls of one Web API method: `method`, `args`, `status`, `answer`."""
        return [facts for facts in self.of("call") if facts["method"] == method]
