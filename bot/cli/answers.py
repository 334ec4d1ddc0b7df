"""`nps-bot answers`: answers from before."""

from __future__ import annotations

import asyncio
from pathlib import Path

import click

from bot.cli.books import opened
from bot.cli.imports import shown, tell
from bot.cli.page import Page, reads_settings, settings_option
from bot.clock import RealClock
from bot.people.imported import Imported
from bot.people.pastanswers import import_answers
from bot.planning.sendtime import zone_info
from bot.settings import Settings


@click.group(cls=Page)
@settings_option
def answers() -> None:
    """Take over answers from before."""


@answers.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Tell the same, and change nothing.")
@reads_settings
def import_(settings: Settings, file: Path, *, dry_run: bool) -> None:
    """Add the past answers in FILE, so that the score does not start from zero.

    FILE is a CSV file with the columns customer (an id), score (0 to 10) and
    answered_at; it may have reason. Import the customers first. The same file twice
    changes nothing.

    A file such as
      customer,score,answered_at,reason
      K-17,9,2026-03-01T14:30+01:00,Quick help
      K-18,4,2026-03-02,
    is taken over with
      nps-bot answers import answers.csv
    """
    tell(asyncio.run(_import(settings, file, dry_run=dry_run)), dry_run=dry_run)


async def _import(settings: Settings, file: Path, *, dry_run: bool) -> Imported:
    async with opened(settings) as store:
        with shown() as progress:
            return await import_answers(
                store,
                file,
                now=RealClock().now(),
                zone=zone_info(settings.team.time_zone),
                dry_run=dry_run,
                progress=progress,
            )
