"""What cannot be taken in is put aside, and holds nothing up."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.clerk import Clerk
from bot.clock import TurnedClock
from bot.customer import Entry
from bot.desk import Desk
from bot.policy import RELATIONSHIP, settled
from bot.rounds import Rounds
from bot.settings import Settings
from bot.store import Books, Store
from channels.contract import Address, Posted, Tap

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
ANNA = Address("slack", "U0ANNA")
PRESS = Tap("press-1", ANNA, 1, 9, Posted("D1", "1.1"))


async def landed() -> None:
    """Nothing is ever on its way here."""


def desk_of(store: Store) -> Desk:
    policy, clock = settled(Settings()), TurnedClock(NOW)
    clerk = Clerk(store, policy, Rounds(policy), landed=landed, wake=lambda: None)
    return Desk(store, policy, clerk, clock, lambda: None)


def annas_question(books: Books) -> None:
    books.customers.add(Entry("K-1", "Anna", ANNA), 0.5, NOW)
    books.asks.plan(RELATIONSHIP, 1, None, NOW)
    books.asks.start(1)
    books.asks.sent(1, Posted("D1", "1.1"), NOW)


def owned_by(path: Path, owner: str) -> None:
    with sqlite3.connect(path) as db:
        db.execute("UPDATE customers SET owner = ?", (owner,))
    db.close()


async def test_what_we_stumble_over_is_kept_whole_and_taken_in_later(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "nps.db"
    async with Store.open(path) as store:
        await store.write(annas_question)
        owned_by(path, "nobody we can read")
        desk = desk_of(store)

        assert await desk.hear(PRESS) is None
        assert await desk.hear(PRESS) is None  # delivered again

        parked = await store.read(lambda books: books.office.parked())
        assert [heard for _, heard in parked] == [PRESS]
        assert "put aside press-1: ValueError" in caplog.text
        await desk.try_again()
        assert len(await store.read(lambda books: books.office.parked())) == 1

        owned_by(path, "slack:U0OWNER")
        await desk.try_again()

        assert await store.read(lambda books: books.office.parked()) == []
        (answer,) = await store.read(lambda books: books.answers.of(1))
        assert answer.score == 9
