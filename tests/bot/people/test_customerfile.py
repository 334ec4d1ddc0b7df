from __future__ import annotations

import pytest

from bot.people.customerfile import amount, entry


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("da", "da"),
        ("da-DK", "da"),
        ("sv_SE", "sv"),
        ("NO", "nb"),
        ("nn-NO", "nb"),
        ("nl", "nl"),
    ],
)
def test_a_language_may_come_with_a_country(written: str, meant: str) -> None:
    assert entry({"id": "1", "name": "A", "language": written}).language == meant


def test_a_time_zone_may_be_in_small_letters() -> None:
    said = entry({"id": "1", "name": "A", "time_zone": "europe/oslo"})

    assert said.time_zone == "Europe/Oslo"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("0", 0),
        ("1234.5", 1234.5),
        ("1234,5", 1234.5),
        ("1.234,5", 1234.5),
        ("1,234.50", 1234.5),
        ("1 234,50", 1234.5),
        ("1'234.50", 1234.5),
        ("12.500", 12500),
        ("1.234.567", 1234567),
        ("1234.567", 1234.567),
        ("0.125", 0.125),
    ],
)
def test_an_amount_is_read_as_it_is_written_here_or_there(
    written: str, meant: float
) -> None:
    assert amount(written) == meant


@pytest.mark.parametrize(
    "written", ["-1", "1.23.4", "1,23,456", "1.234.5", "1e3", "nan", "kr 5", "5,", "٣"]
)
def test_what_is_no_amount_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match="an amount is a number of at least 0"):
        amount(written)
