"""A company for every test that wants one."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.bot.house import House, house_of, joined, settings
from tests.bot.world import World, opened


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    """Open a company on a Monday morning, with nobody to ask yet."""
    async with opened(tmp_path / "nps.db", "2026-03-02 10:00") as world:
        yield world


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    """Open a company's books, with one customer in them."""
    async with house_of(settings(), tmp_path) as house:
        await house.store.write(joined)
        yield house
