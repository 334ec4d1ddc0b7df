"""Running a page's statements by name."""

from __future__ import annotations

import sqlite3
from typing import Any, ClassVar

from bot.store.sql import page

Row = tuple[Any, ...]


class Shelf:
    """One page of statements, run on one connection."""

    statements: ClassVar[dict[str, str]]

    def __init_subclass__(cls, *, page_name: str) -> None:
        cls.statements = page(page_name)

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def _do(self, name: str, /, **values: object) -> None:
        self._db.execute(self.statements[name], values)

    def _did(self, name: str, /, **values: object) -> bool:
        """Tell whether the statement changed anything."""
        return self._db.execute(self.statements[name], values).rowcount > 0

    def _one(self, name: str, /, **values: object) -> Row | None:
        row: Row | None = self._db.execute(self.statements[name], values).fetchone()
        return row

    def _all(self, name: str, /, **values: object) -> list[Row]:
        return self._db.execute(self.statements[name], values).fetchall()
