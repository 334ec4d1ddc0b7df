from __future__ import annotations

import pytest
from hypothesis import given, settings, strategies as st

from bot.cli.cells import amount, cell
from bot.people import customerfile

RUNS = "=+-@\t\r"


@pytest.mark.parametrize("first", RUNS)
def test_text_that_a_spreadsheet_would_run_is_quoted(first: str) -> None:
    assert cell(f"{first}cmd|' /C calc'!A0") == f"'{first}cmd|' /C calc'!A0"


@pytest.mark.parametrize("number", ["-5", "+45", "-1.5", "-1,5"])
def test_numbers_stay_numbers(number: str) -> None:
    assert cell(number) == number


@given(st.text())
@settings(max_examples=100)
def test_no_cell_begins_with_what_runs_unless_it_is_a_number(text: str) -> None:
    written = cell(text)

    assert written in {text, f"'{text}"}
    assert written[:1] not in RUNS or not written or written[1:2].isdigit()


@given(
    st.decimals(0, 10**9, places=4).map(float)
    | st.integers(0, 10**12).map(float)
    | st.decimals(0, 10**6, places=3).map(float)
)
@settings(max_examples=200)
def test_an_amount_is_read_back_as_the_same(value: float) -> None:
    assert customerfile.amount(amount(value)) == value
