"""Bringing a database to this version of the service."""

from __future__ import annotations

import sqlite3

from bot.store.sql import migrations


class NewerDatabaseError(Exception):
    """The database was written by a newer version of the service."""


def version(db: sqlite3.Connection) -> int:
    """Tell how many steps of the schema the database has taken."""
    row = db.execute("PRAGMA user_version").fetchone()
    return int(row[0])


def upgrade(db: sqlite3.Connection) -> list[int]:
    """Take the missing steps, each in one transaction with its number.

    Returns:
        The numbers of the steps taken; empty when there was nothing to do.

    Raises:
        NewerDatabaseError: The database is ahead of this version; untouched.
    """
    steps = migrations()
    have, known = version(db), steps[-1][0]
    if have > known:
        raise NewerDatabaseError(
            f"the database has version {have}, this nps-bot knows up to {known};"
            " install the newer nps-bot"
        )
    missing = [(number, script) for number, script in steps if number > have]
    for number, script in missing:
        _step(db, f"{script}\nPRAGMA user_version = {number};")
    return [number for number, _ in missing]


def _step(db: sqlite3.Connection, script: str) -> None:
    try:
        db.executescript(f"BEGIN IMMEDIATE;\n{script}\nCOMMIT;")
    except sqlite3.Error:
        if db.in_transaction:
            db.execute("ROLLBACK")
        raise
