"""Statements read from pages of SQL.

A page is a file in `queries/`; each statement in it begins with
`-- name: <name>` and a comment line that tells its purpose.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

_NAME = re.compile(r"^-- name: (\w+)$", re.MULTILINE)


@cache
def page(name: str) -> dict[str, str]:
    """Read the statements of `queries/<name>.sql`, by name.

    Raises:
        ValueError: A name stands there twice.
    """
    text = (files("bot.store") / "queries" / f"{name}.sql").read_text("utf-8")
    _, *parts = _NAME.split(text)
    statements: dict[str, str] = {}
    for statement, body in zip(parts[::2], parts[1::2], strict=True):
        if statement in statements:
            raise ValueError(f"{name}.sql has two statements named {statement!r}")
        statements[statement] = body.strip().removesuffix(";")
    return statements


def migrations() -> list[tuple[int, str]]:
    """Read the steps of the schema, as number and script, in order."""
    folder = files("bot.store") / "migrations"
    names = sorted(step.name for step in folder.iterdir() if step.name.endswith(".sql"))
    return [(int(n[:4]), (folder / n).read_text("utf-8")) for n in names]
