"""What is carried to the app, and what comes back."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from channels.sandbox.slack.model import Json

TIMEOUT = "http_timeout"
CONNECTION_FAILED = "connection_failed"
HTTP_ERROR = "http_error"
TOO_MANY_REDIRECTS = "too_many_redirects"


class Sort(StrEnum):
    """What is in a parcel; the values are Socket Mode's."""

    EVENT = "events_api"
    INTERACTION = "interactive"
    COMMAND = "slash_commands"


@dataclass(frozen=True, slots=True)
class Parcel:
    """One payload on its way.

    Attributes:
        sort: What it is.
        payload: As Slack documents it.
        wants_answer: Whether the acknowledgement may carry something.
        retry: How often it was tried before.
        retry_reason: Why the last try failed.
    """

    sort: Sort
    payload: Json
    wants_answer: bool = False
    retry: int = 0
    retry_reason: str = ""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of a parcel.

    Attributes:
        acked: Whether the app acknowledged it in time.
        answer: What came with the acknowledgement.
        reason: Why it failed.
        final: True when the app asked not to try again.
    """

    acked: bool
    answer: Json | None = None
    reason: str = ""
    final: bool = False


class Transport(Protocol):
    """A way to the app."""

    async def carry(self, parcel: Parcel) -> Receipt:
        """Carry a parcel there and wait for the acknowledgement."""
        ...
