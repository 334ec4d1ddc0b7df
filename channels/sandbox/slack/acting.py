"""What every act of a person has in common."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from channels.sandbox.slack.blockkit import elements_of
from channels.sandbox.slack.parcels import TIMEOUT, Parcel, Receipt, Sort
from channels.sandbox.slack.payloads import action_of

if TYPE_CHECKING:
    from channels.sandbox.slack.model import Json, Room
    from channels.sandbox.slack.permits import Permits
    from channels.sandbox.slack.post_office import PostOffice
    from channels.sandbox.slack.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of something a person did.

    Attributes:
        acked: Whether the app acknowledged it (or was not told of it at all).
        error: The error the person sees: `operation_timeout`, `dispatch_failed`,
            `invalid_command`, or what was wrong with the app's answer; empty: none.
        answer: What came with the acknowledgement.
        channel: Where it happened.
        ts: The message that was written, or shown in answer; empty: none.
    """

    acked: bool
    error: str = ""
    answer: Json | None = None
    channel: str = ""
    ts: str = ""


class Acting:
    """The workspace to act in, and the way to the app."""

    def __init__(
        self, space: Workspace, permits: Permits, post: PostOffice, address: str
    ) -> None:
        self._space = space
        self._permits = permits
        self._post = post
        self._address = address

    def _joined(self, user: str, channel: str) -> Room:
        room = self._space.rooms[channel]
        if user not in room.members:
            raise LookupError(f"{user} is not in {channel}")
        if room.archived:
            raise LookupError(f"{channel} is archived")
        return room

    async def _interact(self, payload: Json, *, wants_answer: bool = False) -> Receipt:
        who, what = payload["user"]["id"], payload["type"]
        self._space.journal.note("act", user=who, what=what)
        return await self._post.carry(Parcel(Sort.INTERACTION, payload, wants_answer))

    def _response_url(self, user: str, channel: str, ts: str = "") -> str:
        name = self._permits.new_response(user, channel, ts)
        return f"{self._address}/response/{name}"


def outcome_of(receipt: Receipt, channel: str = "", ts: str = "") -> Outcome:
    """What a person sees of a receipt."""
    error = ""
    if not receipt.acked:
        late = receipt.reason == TIMEOUT
        error = "operation_timeout" if late else "dispatch_failed"
    return Outcome(receipt.acked, error, receipt.answer, channel, ts)


def pressed(blocks: list[Json], action_id: str, choose: str, at: str) -> Json:
    """What pressing an element means; raises `LookupError` if it is not there."""
    for block in blocks:
        for element in elements_of(block):
            if element.get("action_id") == action_id:
                return action_of(block, element, choose, at)
    raise LookupError(f"there is no {action_id!r} to press")
