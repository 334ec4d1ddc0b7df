"""The database, opened for a command."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.cli.page import Wrong
from bot.people.customer import Customer
from bot.settings import Settings
from bot.store import Books, NewerDatabaseError, Store
from bot.store.address import database_path, try_out


@asynccontextmanager
async def opened(settings: Settings, *, make: bool = False) -> AsyncIterator[Store]:
    """Open the database.

    Args:
        settings: Where it is.
        make: Make it if it is not there; others than those who put something in do
            not, so that a wrong folder is noticed.

    Raises:
        Wrong: It cannot be used.
    """
    path = database_path(settings.database.url)
    if not make and not path.exists():
        raise Wrong(
            f"there is no database {path}; `nps-bot customers import FILE` makes one,"
            " or correct database.url in the settings"
        )
    try:
        try_out(path)
        async with Store.open(path) as store:
            yield store
    except NewerDatabaseError as error:
        raise Wrong(f"{path} cannot be used: {error}") from error
    except sqlite3.Error as error:
        raise Wrong(f"the database {path} cannot be used: {error}") from error


def known(books: Books, key: str) -> Customer:
    """Find the customer with the company's *key*; raises `Wrong`."""
    customer = books.customers.by_key(key)
    if customer is None:
        raise Wrong(f"no customer has the id {key!r}")
    return customer
