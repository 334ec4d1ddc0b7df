"""`nps-bot db`: the database itself."""

from __future__ import annotations

import asyncio

import click

from bot.cli.books import opened
from bot.cli.page import Page, reads_settings, settings_option
from bot.settings import Settings
from bot.store.address import database_path


@click.group(cls=Page)
@settings_option
def db() -> None:
    """Look after the database."""


@db.command()
@reads_settings
def upgrade(settings: Settings) -> None:
    """Bring the database to this version; make it if it is not there.

    Every command does so by itself; this one does nothing else. Keep a copy of the
    file if you may want to go back to an older nps-bot, which does not open it.

    Example:
      nps-bot db upgrade
    """
    asyncio.run(_open(settings))
    path = database_path(settings.database.url)
    click.echo(f"{path} is ready for this version of nps-bot")


async def _open(settings: Settings) -> None:
    async with opened(settings, make=True):
        pass
