"""The queue of updates, read by polling or by the webhook.

put ─▶ waiting ─┬─ confirmed by a higher offset, or delivered ─▶ gone
                └─ too old (24 h; a press 150 s)              ─▶ gone
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from channels.sandbox.telegram.bell import Bell
from channels.sandbox.telegram.refusals import Refusal, conflict

MESSAGE_KEPT_SECONDS = 86_400
PRESS_KEPT_SECONDS = 150
DEFAULT_KINDS = frozenset(
    {"message", "edited_message", "callback_query", "my_chat_member"}
)
KNOWN_KINDS = DEFAULT_KINDS | {"chat_member", "message_reaction"}


@dataclass(frozen=True, slots=True)
class Update:
    """One update; those of a `lane` reach a webhook one after the other."""

    update_id: int
    kind: str
    body: dict[str, Any]
    lane: str
    expires_at: float

    @property
    def payload(self) -> dict[str, Any]:
        """The update as bots read it."""
        return {"update_id": self.update_id, self.kind: self.body}


class Updates:
    """What happened and was not confirmed yet."""

    def __init__(self, now: Callable[[], float], first_id: int = 700_000_001) -> None:
        self.allowed: frozenset[str] = DEFAULT_KINDS
        self._now = now
        self._next_id = first_id
        self._waiting: list[Update] = []
        self._bell = Bell()
        self._poller: object = None
        self._why_ended: Refusal | None = None

    def state(self) -> dict[str, Any]:
        """What waits, and how far the numbers have come."""
        return {"next_id": self._next_id, "waiting": self.waiting()}

    def restore(self, state: dict[str, Any]) -> None:
        """Take up what `state` once gave."""
        self._next_id, self._waiting = state["next_id"], state["waiting"]

    def put(self, kind: str, body: dict[str, Any], lane: str) -> None:
        """Queue an update, unless the bot does not want its kind."""
        if kind not in self.allowed:
            return
        pressed = kind == "callback_query"
        kept = PRESS_KEPT_SECONDS if pressed else MESSAGE_KEPT_SECONDS
        expires_at = self._now() + kept
        self._waiting.append(Update(self._next_id, kind, body, lane, expires_at))
        self._next_id += 1
        self._bell.ring()

    def allow(self, kinds: Collection[str]) -> None:
        """Say which kinds are wanted from now on; none named means the usual ones."""
        self.allowed = frozenset(kinds) & KNOWN_KINDS or DEFAULT_KINDS

    def waiting(self) -> list[Update]:
        """List what waits, without what has become too old."""
        now = self._now()
        self._waiting = [u for u in self._waiting if u.expires_at > now]
        return list(self._waiting)

    def confirm(self, offset: int) -> None:
        """Forget what lies before `offset`; a negative one counts from the end."""
        if offset < 0:
            self._waiting = self.waiting()[offset:]
        elif offset:
            self._waiting = [u for u in self._waiting if u.update_id >= offset]

    def remove(self, update: Update) -> None:
        """Forget one that was delivered."""
        self._waiting = [u for u in self._waiting if u is not update]

    def clear(self) -> None:
        """Forget all that waits."""
        self._waiting = []

    async def poll(self, offset: int, limit: int, seconds: float) -> list[Update]:
        """Answer a `getUpdates`, waiting for up to `seconds` when nothing is there.

        Raises:
            Refusal: Another request came meanwhile and ended this one.
        """
        self.end_poll(
            conflict(
                "terminated by other getUpdates request; "
                "make sure that only one bot instance is running"
            )
        )
        mine = self._poller = object()
        self.confirm(offset)
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._bell.until(
                    lambda: self._poller is not mine or bool(self.waiting())
                )
        if self._poller is not mine and self._why_ended is not None:
            raise self._why_ended
        self._poller = None
        return self.waiting()[:limit]

    def end_poll(self, why: Refusal) -> None:
        """End the poll that waits now, if there is one."""
        self._poller, self._why_ended = None, why
        self._bell.ring()
