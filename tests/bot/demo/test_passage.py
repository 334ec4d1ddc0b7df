from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, strategies as st

from bot.demo.clock import DemoClock
from bot.demo.passage import LONGEST_NAP, Passage

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
NEVER = timedelta(days=4000)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


class Diary:
    """Lives by appointments, and notes when it was looked at."""

    def __init__(self, clock: DemoClock, *appointments: timedelta) -> None:
        self.clock = clock
        self.due = sorted(NOON + one for one in appointments)
        self.stops: list[datetime] = []
        self.behind = 0

    async def settle(self) -> None:
        self.stops.append(self.clock.now())
        self.behind = max(self.behind - 1, 0)

    async def next_due(self, now: datetime) -> datetime:
        return next((one for one in self.due if one > now), NOON + NEVER)

    async def is_behind(self, now: datetime) -> bool:
        del now
        return self.behind > 0


class Nobody:
    """No crowd, or one that does a single thing."""

    def __init__(self, turn: datetime | None = None) -> None:
        self.turn = turn
        self.acted: list[datetime] = []

    def next_turn(self) -> datetime | None:
        return self.turn

    async def act(self, now: datetime) -> None:
        if self.turn and self.turn <= now:
            self.acted.append(now)
            self.turn = None


@pytest.fixture
def clock() -> DemoClock:
    return DemoClock(NOON, lambda: 0.0)


@pytest.fixture
async def running() -> AsyncIterator[list[asyncio.Task[None]]]:
    tasks: list[asyncio.Task[None]] = []
    yield tasks
    for task in tasks:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def test_a_jump_stops_wherever_something_is_due(clock: DemoClock) -> None:
    life = Diary(clock, HOUR, 3 * HOUR, 2 * DAY)
    passage = Passage(clock, life, Nobody())

    passage.jump(NOON + DAY)
    await passage.walk_to(NOON + DAY)

    assert life.stops == [NOON + HOUR, NOON + 3 * HOUR, NOON + DAY]
    assert not passage.walking


@given(st.lists(st.integers(1, 72), max_size=8))
def test_however_it_is_filled_a_jump_leaves_nothing_out(hours: list[int]) -> None:
    clock = DemoClock(NOON, lambda: 0.0)
    life = Diary(clock, *(hour * HOUR for hour in hours))
    passage = Passage(clock, life, Nobody())
    passage.jump(NOON + 2 * DAY)

    asyncio.run(passage.walk_to(NOON + 2 * DAY))

    wanted = {hour for hour in hours if hour <= 48} | {48}
    assert life.stops == [NOON + hour * HOUR for hour in sorted(wanted)]


async def test_the_crowd_acts_when_its_moment_comes(clock: DemoClock) -> None:
    crowd = Nobody(NOON + HOUR)
    passage = Passage(clock, Diary(clock), crowd)

    passage.jump(NOON + DAY)
    await passage.walk_to(NOON + DAY)

    assert crowd.acted == [NOON + HOUR]


async def test_what_a_platform_holds_back_gets_another_chance(clock: DemoClock) -> None:
    life = Diary(clock)
    life.behind = 3
    passage = Passage(clock, life, Nobody())

    passage.jump(NOON + DAY)
    await passage.walk_to(NOON + DAY)

    waits = [(stop - NOON).total_seconds() for stop in life.stops]
    assert waits == [1, 3, 7, DAY.total_seconds()]


async def test_it_does_not_wait_every_second_for_what_never_moves(
    clock: DemoClock,
) -> None:
    life = Diary(clock)
    life.behind = 10_000
    passage = Passage(clock, life, Nobody())

    passage.jump(NOON + DAY)
    await passage.walk_to(NOON + DAY)

    assert len(life.stops) < DAY / LONGEST_NAP + 12


async def test_jumps_add_up(clock: DemoClock) -> None:
    passage = Passage(clock, Diary(clock), Nobody())

    passage.jump(passage.goal + DAY)
    passage.jump(passage.goal + DAY)

    assert passage.goal == NOON + 2 * DAY


async def test_pause_ends_a_jump(
    clock: DemoClock, running: list[asyncio.Task[None]]
) -> None:
    passage = Passage(clock, Diary(clock, HOUR, 2 * HOUR), Nobody())
    async with passage.still:
        passage.jump(NOON + DAY)
        running.append(asyncio.create_task(passage.run()))
        await asyncio.sleep(0)
        passage.play(on=False)

    assert not passage.walking
    assert clock.now() <= NOON + HOUR
