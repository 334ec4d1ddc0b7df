"""When a customer may be written to, by the clock on the customer's own wall.

A wall clock is a `datetime` without a zone; a moment is one with. In the night in
which a zone changes its clock, a time that is skipped stands for as long after the
gap as it lay within it, and a time that comes twice stands for the first of the two.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from itertools import count
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class SendWindow:
    """The hours and weekdays on which customers are written to.

    Attributes:
        opens: The first time of day.
        closes: The time of day before which all is sent; on the same day.
        weekdays: Monday is 0.
    """

    opens: time
    closes: time
    weekdays: frozenset[int]

    def __post_init__(self) -> None:
        if self.opens >= self.closes:
            hours = f"{self.opens:%H:%M} to {self.closes:%H:%M}"
            raise ValueError(f"a send window must open before it closes, not {hours}")
        if not self.weekdays or not self.weekdays <= set(range(7)):
            days = sorted(self.weekdays)
            raise ValueError(f"a send window needs weekdays from 0 to 6, not {days}")

    def contains(self, moment: datetime, zone: str) -> bool:
        """Tell whether people in *zone* may be written to at *moment*."""
        local = wall_of(moment, zone)
        in_hours = self.opens <= local.time() < self.closes
        return in_hours and local.weekday() in self.weekdays

    def next_open(self, moment: datetime, zone: str) -> datetime:
        """Return *moment* in *zone* if the window is open, else its next opening."""
        moment = moment.astimezone(UTC)
        if self.contains(moment, zone):
            return moment.astimezone(zone_info(zone))
        today = wall_of(moment, zone).date()
        days = (today + timedelta(days=ahead) for ahead in count())
        openings = (_moment(datetime.combine(day, self.opens), zone) for day in days)
        return next(
            opening
            for opening in openings
            # Not every day has its opening: it may have been lost in a gap.
            if opening.astimezone(UTC) > moment and self.contains(opening, zone)
        )

    def wall(self, day: date, fraction: float) -> datetime:
        """Return the wall clock at *fraction* (0 up to 1) of the window on *day*."""
        opening = datetime.combine(day, self.opens)
        length = datetime.combine(day, self.closes) - opening
        minutes = int(fraction * (length // timedelta(minutes=1)))
        return opening + timedelta(minutes=minutes)

    def moment(self, wall: datetime, zone: str) -> datetime:
        """Return when people in *zone* see *wall*, or the window's next opening."""
        return self.next_open(_moment(wall, zone), zone)

    def working_days(self, year: int, month: int) -> list[date]:
        """List the days of a month on which the window opens."""
        days = range(1, calendar.monthrange(year, month)[1] + 1)
        dates = (date(year, month, day) for day in days)
        return [day for day in dates if day.weekday() in self.weekdays]


@cache
def zone_info(name: str) -> ZoneInfo:
    """Look a time zone up, and keep it: there are only a few hundred."""
    return ZoneInfo(name)


def wall_of(moment: datetime, zone: str) -> datetime:
    """Return the wall clock that people in *zone* see at *moment*."""
    return moment.astimezone(zone_info(zone)).replace(tzinfo=None)


def _moment(wall: datetime, zone: str) -> datetime:
    here = zone_info(zone)
    # By way of UTC, a wall clock that is skipped comes back as one that exists.
    return wall.replace(tzinfo=here, fold=0).astimezone(UTC).astimezone(here)
