"""What the tests of the command line have in common."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

from click.testing import CliRunner, Result

from bot.__main__ import nps_bot
from bot.store import Books, Store

T = TypeVar("T")

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)

CUSTOMERS = """\
id,name,channel,account,time_zone,owner,plan
K-1,Anna Berg,slack:U0000000001,Acme,Europe/Copenhagen,slack:U0000000009,Pro
K-2,Bo Holm,telegram:123456789,Bell,America/New_York,slack:U0000000009,Free
K-3,Cy Dahl,,Acme,,,
"""


class Terminal:
    """Somebody who types `nps-bot …` in a folder of their own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __call__(self, line: str, typed: str | None = None) -> Result:
        """Type a line; what goes wrong unforeseen is raised."""
        runner = CliRunner(catch_exceptions=False)
        return runner.invoke(nps_bot, line.split(), input=typed)

    def json(self, line: str) -> Any:  # noqa: ANN401 - what JSON is
        result = self(line)
        assert result.exit_code == 0, result.output
        return json.loads(result.stdout)

    def write(self, name: str, text: str) -> None:
        (self.folder / name).write_text(text, "utf-8")

    def has_customers(self, text: str = CUSTOMERS) -> None:
        self.write("customers.csv", text)
        assert self("customers import customers.csv").exit_code == 0

    def books(self, work: Callable[[Books], T]) -> T:
        """Do something to the database without a command."""
        return asyncio.run(_in_books(self.folder / "nps.db", work))


async def _in_books(path: Path, work: Callable[[Books], T]) -> T:
    async with Store.open(path) as store:
        return await store.write(work)
