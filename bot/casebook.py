"""The rules of a case: whom an answer makes unhappy enough to be called."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from scoring import SEVERE_UP_TO, Group, group


@dataclass(frozen=True, slots=True)
class Case:
    """A follow-up that somebody must do, as listed.

    Attributes:
        id: The number people quote.
        customer_key: The company's own key.
        owner: The address of the one responsible; empty: the team.
        state: `open`, or `withdrawn` when the customer took the low score back.
    """

    id: int
    customer_key: str
    name: str
    account: str
    owner: str
    score: int
    reason: str
    opened_at: datetime
    state: str


def calls_for_a_case(score: int) -> bool:
    """Tell whether an answer opens a case: a detractor's does."""
    return group(score) is Group.DETRACTOR


def severe(score: int) -> bool:
    """Tell whether the customer is ready to speak ill in public."""
    return score <= SEVERE_UP_TO


def topic(case: int) -> str:
    """Name the message that a case's alert stands in."""
    return f"alert:{case}"


def case_of(topic: str) -> int | None:
    """Read the case's number back from its topic; None: it is about something else."""
    kind, _, number = topic.partition(":")
    return int(number) if kind == "alert" else None
