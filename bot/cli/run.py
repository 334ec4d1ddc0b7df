"""`nps-bot run`: the service."""

from __future__ import annotations

import asyncio

import click

from bot.cli import journal
from bot.cli.books import opened
from bot.cli.page import Wrong, reads_settings
from bot.policy import settled
from bot.settings import Settings, serving_faults
from bot.store.address import database_path
from bot.store.alone import TakenError, alone


@click.command()
@reads_settings
def run(settings: Settings) -> None:
    """Serve in Slack, in Telegram, or in both.

    It serves wherever there is a token for, until Ctrl-C or SIGTERM. The log goes to
    standard error. Start it again at any time: it goes on where it was.

    Example:
      SLACK_BOT_TOKEN=... SLACK_APP_TOKEN=... nps-bot run
    """
    # The platforms' libraries take a second to load, which few commands need.
    from bot.app import serve  # noqa: PLC0415

    if faults := serving_faults(settings):
        raise Wrong(*faults)
    settled(settings)
    asyncio.run(_try_database(settings))
    journal.begin()
    path = database_path(settings.database.url)
    try:
        with alone(path.with_name(f"{path.name}-running")):
            asyncio.run(serve(settings))
    except TakenError as error:
        raise Wrong(f"another nps-bot serves from {path} already") from error
    except asyncio.CancelledError:
        return  # SIGTERM
    except ExceptionGroup as group:
        taken, others = group.split(OSError)
        if taken is None or others is not None:
            raise
        raise Wrong(f"cannot listen: {_first(taken)}") from group


async def _try_database(settings: Settings) -> None:
    """Fail in plain words where the database cannot be opened."""
    async with opened(settings, make=True):
        pass


def _first(error: BaseException) -> BaseException:
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    return error
