"""Where the database is, seen from outside."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path


def database_path(url: str) -> Path:
    """Tell which file a database's address means.

    >>> database_path("sqlite:///nps.db").as_posix()
    'nps.db'
    >>> database_path("sqlite:////var/lib/nps.db").as_posix()
    '/var/lib/nps.db'
    """
    return Path(url.removeprefix("sqlite:///"))


def try_out(path: Path) -> None:
    """Open the file as `Store.open` will; raises `sqlite3.Error`.

    A thread of aiosqlite that cannot open it writes a traceback where the loop ends
    soon after.
    """
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA journal_mode = WAL")
