"""Moments as the database keeps them: whole microseconds of UTC."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def micros(moment: datetime) -> int:
    """Turn an aware *moment* into microseconds since 1970 in UTC."""
    return (moment - _EPOCH) // _MICROSECOND


def maybe_micros(moment: datetime | None) -> int | None:
    """Do the same where there may be none."""
    return None if moment is None else micros(moment)


def moment(us: int) -> datetime:
    """Turn microseconds since 1970 into an aware moment in UTC."""
    return _EPOCH + timedelta(microseconds=us)


def maybe_moment(us: int | None) -> datetime | None:
    """Do the same where there may be none."""
    return None if us is None else moment(us)
