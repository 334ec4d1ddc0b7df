"""`nps-bot forget`: a person erased."""

from __future__ import annotations

import asyncio

import click

from bot.cli.books import known, opened
from bot.cli.page import Wrong, reads_settings
from bot.clock import RealClock
from bot.people import erasure
from bot.policy import Policy, settled
from bot.settings import Settings
from bot.store import Books
from bot.telling.naming import known_as


@click.command()
@click.argument("key", metavar="ID")
@click.option("--yes", is_flag=True, help="Do not ask whether you are sure.")
@reads_settings
def forget(settings: Settings, key: str, *, yes: bool) -> None:
    """Erase the customer ID with all their answers and cases.

    What stays is a mark that cannot be read back, by which nobody with this id or
    address is ever asked again. It cannot be undone.

    Examples:
      nps-bot forget K-17
      nps-bot forget K-17 --yes
    """
    policy = settled(settings)
    if not yes:
        about = asyncio.run(_about(settings, key))
        if not click.confirm(f"Erase {about}, for good?", err=True):
            raise Wrong("nothing was erased")
    who = asyncio.run(_forget(settings, policy, key))
    click.echo(f"erased {who}; they will never be asked again")


async def _about(settings: Settings, key: str) -> str:
    async with opened(settings) as store:
        return await store.read(lambda books: _named(books, key))


def _named(books: Books, key: str) -> str:
    customer = known(books, key)
    answers, cases = books.answers.of(customer.id), books.cases.of(customer.id)
    who = known_as(customer.name, customer.account)
    return f"{who}, their answers ({len(answers)}) and cases ({len(cases)})"


async def _forget(settings: Settings, policy: Policy, key: str) -> str:
    async with opened(settings) as store:
        return await store.write(lambda books: _erase(books, policy, key))


def _erase(books: Books, policy: Policy, key: str) -> str:
    customer, now = known(books, key), RealClock().now()
    # Before the erasing, which then takes the id out of this entry too.
    books.office.audit("command line", "forget", key, now)
    erasure.forget(books, customer, now, policy)
    return known_as(customer.name, customer.account)
