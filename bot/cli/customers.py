"""`nps-bot customers`: who may be asked."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack
from pathlib import Path
from urllib.parse import urlsplit

import click

from bot.cli.books import known, opened
from bot.cli.imports import shown, tell
from bot.cli.page import Page, Wrong, reads_settings, settings_option
from bot.clock import RealClock
from bot.orders.invitation import USERNAME, Invitation, invite
from bot.people.imported import Imported
from bot.people.roster import import_customers
from bot.planning.sendtime import wall_of
from bot.settings import Settings
from bot.store import Books


@click.group(cls=Page)
@settings_option
def customers() -> None:
    """Add, update and invite the customers."""


@customers.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Tell the same, and change nothing.")
@click.option(
    "--all",
    "complete",
    is_flag=True,
    help="The file is the whole list: customers not in it leave the rotation.",
)
@reads_settings
def import_(settings: Settings, file: Path, *, dry_run: bool, complete: bool) -> None:
    """Add and update the customers in FILE.

    FILE is a CSV file with a header. It needs the columns id (your own key) and name;
    it may have channel, account, role, language, time_zone, owner and value. Any
    further column becomes a segment.

    Good rows are kept whatever the others are; each row refused is told with its
    line, and the exit code is 1. The same file twice changes nothing.

    A file such as
      id,name,channel,account,owner,plan
      K-17,Anna Berg,slack:U0123456789,Acme,slack:U0987654321,Pro
      K-18,Bo Holm,telegram:123456789,Acme,slack:U0987654321,Free
    is taken over with
      nps-bot customers import customers.csv
    and, to see first what that would do,
      nps-bot customers import customers.csv --dry-run
    """
    done = asyncio.run(_import(settings, file, dry_run=dry_run, complete=complete))
    tell(done, complete=complete, dry_run=dry_run)


async def _import(
    settings: Settings, file: Path, *, dry_run: bool, complete: bool
) -> Imported:
    async with opened(settings, make=True) as store:
        with shown() as progress:
            return await import_customers(
                store,
                file,
                now=RealClock().now(),
                dry_run=dry_run,
                complete=complete,
                progress=progress,
            )


@customers.command()
@click.argument("key", metavar="ID")
@reads_settings
def link(settings: Settings, key: str) -> None:
    """Make a link that brings the customer ID to Telegram.

    Send it to the customer: whoever opens it and presses Start is from then on asked
    there. It works once.

    Example:
      nps-bot customers link K-17
    """
    made = asyncio.run(_link(settings, key))
    if made is None:
        raise Wrong(
            "a link needs a Telegram bot;"
            " set TELEGRAM_BOT_TOKEN in the environment or in .env"
        )
    until = wall_of(made.expires, settings.team.time_zone)
    click.echo(f"good until {until:%Y-%m-%d %H:%M}", err=True)
    click.echo(made.link)


async def _link(settings: Settings, key: str) -> Invitation | None:
    async with opened(settings) as store:
        await store.read(lambda books: known(books, key))
        username = await _username(settings)
        return await store.write(lambda books: _invite(books, key, username))


def _invite(books: Books, key: str, username: str) -> Invitation | None:
    if username:
        books.office.set_fact(USERNAME, username)
    return invite(books, known(books, key), RealClock().now())


async def _username(settings: Settings) -> str:
    """Ask Telegram what it calls us; empty where we have no token."""
    # Telegram's library takes a second to load, which only this command needs.
    from bot.app import platforms  # noqa: PLC0415
    from channels.telegram import Telegram  # noqa: PLC0415

    try:
        chats = platforms(settings)
    except ValueError as error:
        raise Wrong(str(error)) from error
    async with AsyncExitStack() as stack:
        for chat in chats.values():
            stack.push_async_callback(chat.close)
        telegram = chats.get("telegram")
        if not isinstance(telegram, Telegram):
            return ""
        link = await telegram.enrolment_link("code")
        return urlsplit(link).path.strip("/")
