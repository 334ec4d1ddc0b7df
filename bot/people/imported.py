"""What became of an imported file, and how its rows reach the books."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from bot.store import Books, Store

CHUNK = 2000  # rows in a transaction: few commits, and nobody else waits for long

Progress = Callable[[int, int], object]
"""Told how much is written, of how much in all."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A row that was not taken."""

    line: int
    reason: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of a file's rows.

    Attributes:
        left: The keys of customers whom a complete list no longer has.
        remark: What the person should know of how the file was read; may be empty.
    """

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    refused: tuple[Refusal, ...] = ()
    left: tuple[str, ...] = ()
    remark: str = ""


def silence(_done: int, _total: int) -> None:
    """Show no progress."""


async def carry_out(
    store: Store, works: Sequence[Callable[[Books], object]], progress: Progress
) -> None:
    """Do all *works* in order, some thousand to a transaction."""
    for start in range(0, len(works), CHUNK):
        chunk = works[start : start + CHUNK]
        await store.write(partial(_all, chunk))
        progress(start + len(chunk), len(works))


def _all(works: Sequence[Callable[[Books], object]], books: Books) -> None:
    for work in works:
        work(books)
