"""When a customer may be written to."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings, strategies as st

from bot.planning.sendtime import SendWindow, wall_of, zone_info

WORKDAYS = frozenset(range(5))
EVERY_DAY = frozenset(range(7))
OFFICE = SendWindow(time(9), time(16), WORKDAYS)
NIGHT = SendWindow(time(2, 15), time(2, 45), EVERY_DAY)
ZONES = (
    "Europe/Copenhagen",
    "America/New_York",
    "America/Santiago",
    "Africa/Cairo",
    "Asia/Kathmandu",
    "Australia/Lord_Howe",
    "Pacific/Apia",
    "Pacific/Kiritimati",
)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def wall(text: str) -> datetime:
    return datetime.fromisoformat(text)


@pytest.mark.parametrize(
    ("moment", "zone", "is_open"),
    [
        pytest.param("2026-11-02 08:00", "Europe/Copenhagen", True, id="at opening"),
        pytest.param("2026-11-02 07:59", "Europe/Copenhagen", False, id="before it"),
        pytest.param("2026-11-02 14:59", "Europe/Copenhagen", True, id="last minute"),
        pytest.param("2026-11-02 15:00", "Europe/Copenhagen", False, id="at closing"),
        pytest.param("2026-11-01 12:00", "Europe/Copenhagen", False, id="on a Sunday"),
        pytest.param("2026-11-01 19:00", "Pacific/Kiritimati", True, id="Monday there"),
        pytest.param("2026-11-02 03:20", "Asia/Kathmandu", True, id="quarter hours"),
    ],
)
def test_the_window_is_read_on_the_customers_wall(
    moment: str, zone: str, *, is_open: bool
) -> None:
    assert OFFICE.contains(utc(moment), zone) is is_open


def test_an_open_window_lets_the_moment_stand() -> None:
    now = utc("2026-11-02 10:00:07")

    opening = OFFICE.next_open(now, "Europe/Copenhagen")

    assert opening == now
    assert opening.tzinfo is zone_info("Europe/Copenhagen")


def test_friday_evening_waits_for_monday() -> None:
    friday = utc("2026-11-06 21:30")

    opening = OFFICE.next_open(friday, "America/New_York")

    assert opening.isoformat() == "2026-11-09T09:00:00-05:00"


def test_a_day_that_a_zone_left_out_is_passed_over() -> None:
    # Samoa crossed the date line: Friday the 30th of December 2011 never was.
    fridays = SendWindow(time(9), time(16), frozenset({4}))

    opening = fridays.next_open(utc("2011-12-30 09:00"), "Pacific/Apia")

    assert opening.isoformat() == "2012-01-06T09:00:00+14:00"


def test_a_skipped_time_moves_forward() -> None:
    early = SendWindow(time(2), time(4), EVERY_DAY)

    moment = early.moment(wall("2026-03-29 02:30"), "Europe/Copenhagen")

    assert moment.isoformat() == "2026-03-29T03:30:00+02:00"


def test_a_window_lost_in_the_gap_opens_the_next_night() -> None:
    moment = NIGHT.moment(wall("2026-03-29 02:30"), "Europe/Copenhagen")

    assert moment.isoformat() == "2026-03-30T02:15:00+02:00"


def test_a_time_that_comes_twice_is_the_first_of_the_two() -> None:
    moment = NIGHT.moment(wall("2026-10-25 02:30"), "Europe/Copenhagen")

    assert moment.isoformat() == "2026-10-25T02:30:00+02:00"


@pytest.mark.parametrize(
    ("fraction", "expected"),
    [
        pytest.param(0.0, "2026-11-02 09:00", id="the opening"),
        pytest.param(0.5, "2026-11-02 12:30", id="the middle"),
        pytest.param(0.9999, "2026-11-02 15:59", id="the last minute"),
    ],
)
def test_a_fraction_of_the_window_is_a_whole_minute(
    fraction: float, expected: str
) -> None:
    assert OFFICE.wall(date(2026, 11, 2), fraction) == wall(expected)


def test_working_days_are_the_months_open_days() -> None:
    days = OFFICE.working_days(2026, 2)

    assert len(days) == 20
    assert days[0] == date(2026, 2, 2)
    assert days[-1] == date(2026, 2, 27)


def test_a_window_that_never_opens_is_refused() -> None:
    with pytest.raises(ValueError, match="not 16:00 to 09:00"):
        SendWindow(time(16), time(9), WORKDAYS)
    with pytest.raises(ValueError, match="needs weekdays"):
        SendWindow(time(9), time(16), frozenset())


windows = st.builds(
    lambda hours, days: SendWindow(hours[0], hours[1], days),
    st.lists(st.times(), min_size=2, max_size=2, unique=True).map(sorted),
    st.frozensets(st.integers(0, 6), min_size=1),
)
moments = st.datetimes(wall("2011-01-01"), wall("2030-01-01"), timezones=st.just(UTC))


@settings(max_examples=150)
@given(windows, moments, st.sampled_from(ZONES))
def test_the_next_opening_is_open_and_not_past(
    window: SendWindow, moment: datetime, zone: str
) -> None:
    opening = window.next_open(moment, zone)

    assert opening.astimezone(UTC) >= moment
    assert window.contains(opening, zone)
    assert opening - moment <= timedelta(days=15)
    assert window.next_open(opening, zone) == opening


@settings(max_examples=150)
@given(windows, moments, st.floats(0, 1, exclude_max=True), st.sampled_from(ZONES))
def test_a_wall_clock_in_the_window_is_kept_wherever_it_exists(
    window: SendWindow, day: datetime, fraction: float, zone: str
) -> None:
    asked_for = window.wall(day.date(), fraction)

    moment = window.moment(asked_for, zone)

    seen = wall_of(moment, zone)
    assert window.contains(moment, zone)
    assert seen >= asked_for
    assert moment.fold == 0
    if day.weekday() in window.weekdays and exists(asked_for, zone):
        assert seen == asked_for


def exists(asked_for: datetime, zone: str) -> bool:
    there = asked_for.replace(tzinfo=zone_info(zone))
    return wall_of(there.astimezone(UTC), zone) == asked_for
