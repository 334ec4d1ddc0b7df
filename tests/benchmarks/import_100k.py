"""How long an import of 100,000 customers takes, and of as many answers.

python tests/benchmarks/import_100k.py [ROWS]
"""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import Awaitable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.people.imported import Imported
from bot.people.pastanswers import import_answers
from bot.people.roster import import_customers
from bot.store import Store

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
ZONES = ("Europe/Copenhagen", "Europe/Oslo", "America/New_York")


async def main(rows: int) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        customers = _written(folder / "customers.csv", _customers(rows))
        moved = _written(folder / "moved.csv", _customers(rows, owner="slack:U2"))
        answers = _written(folder / "answers.csv", _answers(rows))
        async with Store.open(folder / "nps.db") as store:
            customers_of = partial(import_customers, store, now=NOW)
            await _timed("new", customers_of(customers))
            await _timed("the same again", customers_of(customers))
            await _timed("another owner", customers_of(moved))
            answers_of = partial(import_answers, store, answers, now=NOW, zone=UTC)
            await _timed("answers", answers_of())
            await _timed("the same again", answers_of())


async def _timed(title: str, work: Awaitable[Imported]) -> None:
    start = time.perf_counter()
    done = await work
    seconds = time.perf_counter() - start
    counts = f"{done.added} added, {done.changed} changed, {done.unchanged} unchanged"
    print(f"{title:16} {seconds:6.2f} s  {counts}, {len(done.refused)} refused")


def _customers(rows: int, owner: str = "slack:U1") -> list[str]:
    header = "id,name,channel,account,role,language,time_zone,owner,value,plan,store"
    return [header] + [
        f"K{i},Søren {i},slack:U{i:09},Acme {i // 5},Buyer,da,{ZONES[i % 3]},"
        f"{owner},{i}.5,{'Pro' if i % 2 else 'Free'},Store {i % 40}"
        for i in range(rows)
    ]


def _answers(rows: int) -> list[str]:
    return ["customer,score,answered_at,reason"] + [
        f"K{i},{i % 11},2025-{i % 12 + 1:02}-{i % 28 + 1:02}T10:00Z,Because"
        for i in range(rows)
    ]


def _written(path: Path, lines: list[str]) -> Path:
    path.write_text("\n".join(lines), "utf-8")
    return path


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000))
