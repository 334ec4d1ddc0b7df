from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime
from functools import partial
from pathlib import Path

import pytest

from bot.demo.agenda import is_behind, next_due
from bot.policy import settled
from bot.settings import Settings
from bot.store import Store
from bot.store.outbox import Saying, Urgency
from channels.contract import Address, Note

POLICY = settled(Settings())
ANNA = Address("slack", "U0ANNA")


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    async with Store.open(tmp_path / "nps.db") as store:
        yield store


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-03-{text}+01:00")


async def due_after(store: Store, now: str) -> datetime:
    return await store.read(partial(next_due, policy=POLICY, now=at(now)))


async def test_the_next_summary_is_always_something_to_do(store: Store) -> None:
    assert await due_after(store, "02T08:59") == at("02T09:00")
    assert await due_after(store, "02T09:00") == at("03T09:00")


async def test_what_waits_in_the_outbox_is_due_when_it_says(store: Store) -> None:
    saying = Saying("it", ANNA, Note("Hello"), Urgency.NOW, at("02T10:30"))
    await store.write(lambda books: books.outbox.put(saying))

    assert await due_after(store, "02T10:00") == at("02T10:30")
    assert not await store.read(partial(is_behind, now=at("02T10:00")))
    assert await store.read(partial(is_behind, now=at("02T10:30")))
