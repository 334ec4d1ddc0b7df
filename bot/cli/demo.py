"""`nps-bot demo`: everything on this machine, with no accounts."""

from __future__ import annotations

import asyncio
import logging
import signal
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import click

from bot.cli import journal
from bot.cli.page import Wrong
from bot.store.alone import TakenError, alone

if TYPE_CHECKING:
    from bot.demo.show import Demo

PORT = 8008
FOLDER = Path(".demo")


@click.command()
@click.option("--fresh", is_flag=True, help="Begin anew, and forget the last demo.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=PORT,
    show_default=True,
    help="Where the page is; if that is taken, at the next free one.",
)
def demo(port: int, *, fresh: bool) -> None:
    """Try everything in a browser, with no accounts.

    A sample company lives in a Slack and a Telegram that run on this machine; they
    need no token, and nothing leaves the machine. The service between them is the
    real one. Open the address that is printed.

    Ctrl-C ends it; the next start goes on where this one was. All of it is in the
    folder .demo here. Your settings and tokens are not looked at.

    Examples:
      nps-bot demo
      nps-bot demo --fresh --port 9000
    """
    # The platforms' libraries take a second to load, which few commands need.
    from bot.demo.keeping import UnreadableWorldError  # noqa: PLC0415

    journal.begin(logging.CRITICAL)  # what goes wrong there is part of the show
    try:
        FOLDER.mkdir(exist_ok=True)
        with _alone():
            asyncio.run(_show(port, fresh=fresh))
    except asyncio.CancelledError:
        return  # SIGTERM
    except UnreadableWorldError as error:
        raise Wrong(f"{error}; begin anew with `nps-bot demo --fresh`") from error
    except (OSError, sqlite3.Error) as error:
        raise Wrong(f"the demo cannot run: {error}") from error


@contextmanager
def _alone() -> Iterator[None]:
    """Keep other demos out of the folder."""
    try:
        with alone(FOLDER / "running"):
            yield
    except TakenError as error:
        raise Wrong(f"a demo runs in {FOLDER.resolve()} already") from error


async def _show(port: int, *, fresh: bool) -> None:
    from bot.demo.show import on_show  # noqa: PLC0415

    loop, me = asyncio.get_running_loop(), asyncio.current_task()
    if me is not None:
        with suppress(NotImplementedError):  # Windows
            loop.add_signal_handler(signal.SIGTERM, me.cancel)
    today = datetime.now().astimezone().date()
    async with on_show(FOLDER, port=port, today=today, fresh=fresh) as running:
        _say(running, port)
        await running.run()


def _say(running: Demo, port: int) -> None:
    """Say where the page is, and what else one should know."""
    taken = urlsplit(running.address).port
    if port not in (0, taken):
        click.echo(f"port {port} is taken, so this is at {taken}", err=True)
    how = "goes on" if running.goes_on else "is ready"
    click.echo(f"The demo {how}: {running.address}")
    click.echo("Ctrl-C ends it.", err=True)
