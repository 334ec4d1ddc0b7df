"""Everything that happened, in order, for a test or a page to read.

call                        a method called: method, status, description
sent edited deleted         by the bot
heard changed pressed toast by a person; a toast is what a press was answered
pinned unpinned             in a chat
blocked unblocked deactivated member migrated
fault                       a fault played
delivered undelivered       an update to the webhook
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from channels.sandbox.telegram.bell import Bell


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened; `number` counts from 1, `at` is unix seconds."""

    number: int
    at: float
    kind: str
    what: dict[str, Any]


class Journal:
    """What happened since the sandbox was made."""

    def __init__(self, now: Callable[[], float]) -> None:
        self.entries: list[Entry] = []
        self._now = now
        self._bell = Bell()

    def note(self, kind: str, /, **what: object) -> None:
        """Write down that something happened, and wake those who wait for it."""
        entry = Entry(len(self.entries) + 1, self._now(), kind, what)
        self.entries.append(entry)
        self._bell.ring()

    def of(self, kind: str = "", *, after: int = 0) -> list[Entry]:
        """List the entries of one kind (of all without it) behind number `after`."""
        return [e for e in self.entries[after:] if not kind or e.kind == kind]

    async def until(self, kind: str = "", *, count: int = 1, after: int = 0) -> Entry:
        """Wait until `count` entries of a kind are there; return the last of them."""
        await self._bell.until(lambda: len(self.of(kind, after=after)) >= count)
        return self.of(kind, after=after)[count - 1]
