from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

from bot.demo.clock import DemoClock

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


class Pace:
    """The real time, as far as a test lets it pass."""

    def __init__(self) -> None:
        self.seconds = 100.0

    def __call__(self) -> float:
        return self.seconds


def test_it_stands_until_it_is_let_go_and_again_when_it_is_stopped() -> None:
    pace = Pace()
    clock = DemoClock(NOON, pace)

    pace.seconds += 5
    assert clock.now() == NOON
    clock.go()
    pace.seconds += 5
    assert clock.now() == NOON + timedelta(seconds=5)
    clock.stop()
    pace.seconds += 5
    assert clock.now() == NOON + timedelta(seconds=5)


def test_it_goes_on_from_where_it_was_turned_to() -> None:
    pace = Pace()
    clock = DemoClock(NOON, pace)
    clock.go()

    clock.turn(NOON + HOUR)
    pace.seconds += 1

    assert clock.now() == NOON + HOUR + timedelta(seconds=1)


def test_it_is_never_turned_back() -> None:
    clock = DemoClock(NOON)

    clock.turn(NOON - HOUR)

    assert clock.now() == NOON


def test_it_tells_utc_whatever_it_was_given() -> None:
    clock = DemoClock(datetime.fromisoformat("2026-07-01T09:00+02:00"))

    assert clock.now().isoformat() == "2026-07-01T07:00:00+00:00"


async def test_who_waits_for_a_moment_is_woken_when_the_clock_is_turned() -> None:
    clock = DemoClock(NOON)
    waiting = asyncio.create_task(clock.reaches(NOON + HOUR))
    await asyncio.sleep(0)
    assert not waiting.done()

    clock.turn(NOON + HOUR)

    await waiting


async def test_nobody_waits_for_what_has_passed() -> None:
    await DemoClock(NOON).reaches(NOON)
