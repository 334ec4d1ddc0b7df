"""Carries payloads to the app, and events again until they are acknowledged."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from channels.sandbox.slack.events import envelope, wanted
from channels.sandbox.slack.parcels import Parcel, Receipt, Sort

if TYPE_CHECKING:
    from channels.sandbox.slack.model import Json
    from channels.sandbox.slack.parcels import Transport
    from channels.sandbox.slack.workspace import Workspace

RETRY_SECONDS = (0, 60, 300)
TOO_LATE_SECONDS = 2 * 60 * 60


@dataclass(frozen=True, slots=True)
class Due:
    """A parcel that is to be carried at a moment (unix seconds)."""

    at: float
    parcel: Parcel


class PostOffice:
    """Events are tried four times; everything else once.

    Attributes:
        due: Events that wait for their next try.
    """

    def __init__(self, space: Workspace, transport: Transport) -> None:
        self.due: list[Due] = []
        self._space = space
        self._transport = transport
        self._last: Parcel | None = None

    async def event(self, event: Json, *, shared: bool = False) -> Receipt:
        """Tell the app of an event, if it subscribed to such."""
        parcel = self.envelop(event, shared=shared)
        return await self.carry(parcel) if parcel else Receipt(acked=True)

    def envelop(self, event: Json, *, shared: bool = False) -> Parcel | None:
        """Make an event ready to be carried; None if the app does not want it."""
        if not wanted(self._space.app, event):
            return None
        return Parcel(Sort.EVENT, envelope(self._space, event, shared=shared))

    async def carry(self, parcel: Parcel) -> Receipt:
        """Carry one parcel; an event that fails becomes due again."""
        self._last = parcel
        receipt = await self._transport.carry(parcel)
        self._space.journal.note(
            "delivery",
            sort=parcel.sort.value,
            payload=parcel.payload,
            retry=parcel.retry,
            acked=receipt.acked,
            reason=receipt.reason,
            answer=receipt.answer,
        )
        if parcel.sort is Sort.EVENT and not receipt.acked:
            self._again(parcel, receipt)
        return receipt

    async def repeat(self, *, new_event_id: bool = False) -> Receipt:
        """Carry the last parcel once more, if wished under another event id."""
        if self._last is None:
            raise LookupError("nothing was delivered yet")
        payload = self._last.payload
        if new_event_id:
            payload = payload | {"event_id": self._space.new_id("Ev")}
        return await self.carry(replace(self._last, payload=payload))

    async def deliver_due(self) -> list[Receipt]:
        """Carry every event whose next try has come, once each."""
        now = self._space.now()
        ready = [due for due in self.due if due.at <= now]
        self.due = [due for due in self.due if due.at > now]
        receipts = []
        for due in ready:
            if now - due.parcel.payload["event_time"] > TOO_LATE_SECONDS:
                self._drop(due.parcel, "too late")
            else:
                receipts.append(await self.carry(due.parcel))
        return receipts

    def _again(self, parcel: Parcel, receipt: Receipt) -> None:
        if receipt.final or parcel.retry >= len(RETRY_SECONDS):
            self._drop(parcel, receipt.reason)
            return
        at = self._space.now() + RETRY_SECONDS[parcel.retry]
        again = replace(parcel, retry=parcel.retry + 1, retry_reason=receipt.reason)
        self.due.append(Due(at, again))

    def _drop(self, parcel: Parcel, reason: str) -> None:
        event_id = parcel.payload["event_id"]
        self._space.journal.note("dropped", event_id=event_id, reason=reason)
