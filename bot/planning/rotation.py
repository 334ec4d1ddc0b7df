"""Whose turn it is: places in the rotation, and the queue that they make.

A place is given once, at joining, and kept for ever. Newcomers are laid out in a row,
alike beside alike, and the row is dealt out by the golden ratio: any run of places
then picks its people at nearly even steps along the row, and so is a small picture of
the whole (the three-gap theorem).
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from heapq import heapify, heappop, heappush
from typing import Generic, TypeVar

GOLDEN = (math.sqrt(5) - 1) / 2

Who = TypeVar("Who")
Rank = tuple[datetime, float, str]
"""Last turn, place, key: the smallest is next."""


@dataclass(frozen=True, slots=True)
class Newcomer:
    """A customer who has no place yet.

    Attributes:
        key: The company's own, unique among all customers.
        account: The company that the customer belongs to; may be empty.
        owner: Who is responsible for the customer; may be empty.
        segments: Names and values, always in the same order.
    """

    key: str
    account: str = ""
    owner: str = ""
    segments: tuple[tuple[str, str], ...] = ()


def places(newcomers: Iterable[Newcomer]) -> dict[str, float]:
    """Give each newcomer a place, 0 up to 1, by key; the same for the same people."""
    row = sorted(
        newcomers, key=lambda one: (one.segments, one.owner, one.account, _lot(one.key))
    )
    # Those who join one by one would else all get the same place.
    start = _lot(row[0].key) if row else 0
    return {one.key: (start + i * GOLDEN) % 1 for i, one in enumerate(row)}


class Queue(Generic[Who]):
    """Those whose turn may come, each from the wall clock at which rest is over."""

    def __init__(self, entries: Iterable[tuple[datetime, Rank, Who]]) -> None:
        self._resting = list(entries)
        self._rested: list[tuple[Rank, Who]] = []
        heapify(self._resting)

    def next(self, wall: datetime) -> Who | None:
        """Take out who is next at *wall*, or who rests the shortest if all still do."""
        while self._resting and (not self._rested or self._resting[0][0] <= wall):
            _, rank, who = heappop(self._resting)
            heappush(self._rested, (rank, who))
        return heappop(self._rested)[1] if self._rested else None


def _lot(key: str) -> float:
    digest = blake2b(key.encode(), digest_size=6).digest()
    return int.from_bytes(digest) / 2**48
