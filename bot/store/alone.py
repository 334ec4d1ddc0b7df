"""One process on one database."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path


class TakenError(Exception):
    """Another process holds it."""


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """Hold the lock that is the file *path*; it goes with whoever holds it.

    Raises:
        TakenError: Another process holds it.
    """
    with closing(sqlite3.connect(path, timeout=0)) as lock:
        try:
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            raise TakenError(f"{path} is held by another process") from error
        yield
