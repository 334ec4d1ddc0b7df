"""`nps-bot export`: everything, for other programs."""

from __future__ import annotations

import asyncio
import csv
import json
import sys
from collections.abc import Callable
from functools import partial
from io import TextIOWrapper
from typing import TextIO

import click

from bot.cli.books import opened
from bot.cli.cells import cell, harmless
from bot.cli.page import reads_settings
from bot.cli.records import records, sheet
from bot.settings import Settings
from bot.store import Books


@click.command()
@click.argument("what", type=click.Choice(["answers", "customers", "cases"]))
@click.option(
    "--format",
    "form",
    type=click.Choice(["csv", "jsonl"]),
    default="csv",
    show_default=True,
    help="A table with a header, or a JSON object a line.",
)
@reads_settings
def export(settings: Settings, what: str, form: str) -> None:
    """Write all answers, customers or cases to standard output.

    Both forms are in UTF-8; moments are in UTC. In the table, text that a spreadsheet
    would run as a formula has a ' before it. The customers' table can be edited and
    imported again; it leaves out those who have left.

    Examples:
      nps-bot export answers > answers.csv
      nps-bot export customers --format jsonl | head -1
    """
    if isinstance(sys.stdout, TextIOWrapper):
        # Whatever the terminal's encoding: it is mostly a file that is written.
        sys.stdout.reconfigure(encoding="utf-8", newline="")
    write = _table if form == "csv" else _lines
    asyncio.run(_export(settings, partial(write, sys.stdout, what)))
    sys.stdout.flush()


async def _export(settings: Settings, write: Callable[[Books], None]) -> None:
    async with opened(settings) as store:
        await store.read(write)


def _table(out: TextIO, what: str, books: Books) -> None:
    columns, rows = sheet(books, what)
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(map(harmless, columns))
    for row in rows:
        writer.writerow(cell(row.get(column)) for column in columns)


def _lines(out: TextIO, what: str, books: Books) -> None:
    lines = (json.dumps(one, ensure_ascii=False) for one in records(books, what))
    out.writelines(f"{line}\n" for line in lines)
