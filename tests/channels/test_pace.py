"""How fast sends may follow each other."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given, strategies as st

from channels.contract import Limit
from channels.pace import Pace

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
NOTHING = timedelta(0)
ONE_A_SECOND = Limit("chat", per_second=1)
FIVE = Limit("all", per_second=1, burst=5, reserve=2)


def seconds(n: float) -> timedelta:
    return timedelta(seconds=n)


def test_the_first_send_goes_at_once() -> None:
    assert Pace().wait([ONE_A_SECOND], NOW, urgent=True) == NOTHING


def test_the_next_one_waits_for_its_turn() -> None:
    pace = Pace()
    pace.spend([ONE_A_SECOND], NOW)

    assert pace.wait([ONE_A_SECOND], NOW + seconds(0.25), urgent=True) == seconds(0.75)


def test_after_a_pause_a_burst_may_go() -> None:
    pace = Pace()
    for _ in range(5):
        assert pace.wait([FIVE], NOW, urgent=True) == NOTHING
        pace.spend([FIVE], NOW)

    assert pace.wait([FIVE], NOW, urgent=True) == seconds(1)


def test_a_long_pause_makes_no_longer_burst() -> None:
    pace = Pace()
    pace.spend([FIVE], NOW)
    later = NOW + timedelta(days=1)
    for _ in range(5):
        pace.spend([FIVE], later)

    assert pace.wait([FIVE], later, urgent=True) == seconds(1)


def test_what_is_not_urgent_leaves_the_reserve() -> None:
    pace = Pace()
    for _ in range(3):
        assert pace.wait([FIVE], NOW, urgent=False) == NOTHING
        pace.spend([FIVE], NOW)

    assert pace.wait([FIVE], NOW, urgent=False) == seconds(1)
    assert pace.wait([FIVE], NOW, urgent=True) == NOTHING


def test_a_reserve_as_large_as_the_burst_stops_nobody_for_ever() -> None:
    greedy = Limit("all", per_second=1, burst=2, reserve=9)

    assert Pace().wait([greedy], NOW, urgent=False) == NOTHING


def test_the_slowest_of_several_limits_counts() -> None:
    pace = Pace()
    slow = Limit("group", per_second=0.1)
    pace.spend([ONE_A_SECOND, slow], NOW)

    assert pace.wait([ONE_A_SECOND, slow], NOW, urgent=True) == seconds(10)
    assert pace.wait([ONE_A_SECOND], NOW, urgent=True) == seconds(1)


def test_limits_of_one_name_are_shared() -> None:
    pace = Pace()
    pace.spend([Limit("chat", per_second=1)], NOW)

    assert pace.wait([Limit("chat", per_second=1)], NOW, urgent=True) == seconds(1)
    assert pace.wait([Limit("other", per_second=1)], NOW, urgent=True) == NOTHING


def test_what_the_platform_says_is_obeyed_by_the_urgent_too() -> None:
    pace = Pace()
    pace.hold([FIVE], NOW + seconds(30))

    assert pace.wait([FIVE], NOW, urgent=True) == seconds(30)
    assert pace.wait([FIVE], NOW + seconds(30), urgent=True) == NOTHING


def test_a_shorter_wait_takes_nothing_from_a_longer_one() -> None:
    pace = Pace()
    pace.hold([FIVE], NOW + seconds(30))
    pace.hold([FIVE], NOW + seconds(10))

    assert pace.wait([FIVE], NOW, urgent=True) == seconds(30)


def test_a_clock_set_back_gives_nothing_away() -> None:
    pace = Pace()
    pace.spend([ONE_A_SECOND], NOW)

    assert pace.wait([ONE_A_SECOND], NOW - timedelta(hours=1), urgent=True) > NOTHING


@given(gaps=st.lists(st.floats(0, 5), max_size=60), urgent=st.booleans())
def test_no_stretch_of_time_sees_more_than_the_limit_allows(
    gaps: list[float], *, urgent: bool
) -> None:
    pace, now, sent = Pace(), NOW, list[datetime]()
    for gap in gaps:
        now += seconds(gap)
        if pace.wait([FIVE], now, urgent=urgent) == NOTHING:
            pace.spend([FIVE], now)
            sent.append(now)

    for i, start in enumerate(sent):
        for n, end in enumerate(sent[i:], 1):
            refilled = FIVE.per_second * (end - start).total_seconds()
            assert n <= FIVE.burst + refilled + 1e-3


@given(st.lists(st.booleans(), max_size=30))
def test_who_waits_as_told_may_go(urgent: list[bool]) -> None:
    pace, now = Pace(), NOW
    for one in urgent:
        now += pace.wait([FIVE], now, urgent=one)
        # A microsecond, for a moment is no finer than that.
        assert pace.wait([FIVE], now, urgent=one) <= timedelta(microseconds=1)
        pace.spend([FIVE], now)
