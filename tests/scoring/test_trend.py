from __future__ import annotations

import pytest
from hypothesis import given, settings, strategies as st

from scoring import Change, Counts, NoAnswersError, change

COUNT = st.integers(0, 2000)
COUNTS = st.builds(Counts, COUNT, COUNT, COUNT).filter(lambda counts: counts.n > 0)


# Two samples, 3/4 + 1 1/2 + 3/4 added to each, at 95 %, from an independent
# implementation of Rocks (2016).
@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        pytest.param(
            Counts(45, 30, 25),
            Counts(60, 25, 15),
            Change(
                delta=24.271844660194,
                low=3.043343701653,
                high=45.500345618735,
                z=2.2409468037917,
                p=0.025029521010683,
            ),
            id="two waves",
        ),
        pytest.param(
            Counts(10, 5, 5),
            Counts(10, 5, 5),
            Change(delta=0.0, low=-47.312887585668, high=47.312887585668, z=0.0, p=1.0),
            id="no difference",
        ),
    ],
)
def test_the_change_is_the_reference(
    before: Counts, after: Counts, expected: Change
) -> None:
    moved = change(before, after)

    assert figures(moved) == pytest.approx(figures(expected), rel=1e-10)


def figures(moved: Change) -> tuple[float, ...]:
    return moved.delta, moved.low, moved.high, moved.z, moved.p


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        pytest.param(Counts(45, 30, 25), Counts(60, 25, 15), True, id="up"),
        pytest.param(Counts(60, 25, 15), Counts(45, 30, 25), True, id="down"),
        pytest.param(Counts(60, 25, 15), Counts(58, 26, 16), False, id="hardly"),
        pytest.param(Counts(0, 0, 1), Counts(1, 0, 0), False, id="one answer each"),
    ],
)
def test_a_change_means_something_when_no_change_is_ruled_out(
    before: Counts, after: Counts, *, expected: bool
) -> None:
    assert change(before, after).means_something is expected


@given(COUNTS, COUNTS)
@settings(max_examples=50)
def test_a_change_means_something_when_chance_is_rarer_than_the_rest(
    before: Counts, after: Counts
) -> None:
    moved = change(before, after)

    assert moved.means_something == (moved.p < 0.05)


@given(COUNTS, COUNTS)
@settings(max_examples=50)
def test_the_way_back_is_as_far(before: Counts, after: Counts) -> None:
    there, back = change(before, after), change(after, before)

    assert (back.delta, back.low, back.high) == (-there.delta, -there.high, -there.low)
    assert back.p == there.p


@given(COUNTS, COUNTS, st.floats(0.5, 0.9999))
@settings(max_examples=50)
def test_the_interval_holds_the_change_and_stays_on_the_scale(
    before: Counts, after: Counts, confidence: float
) -> None:
    moved = change(before, after, confidence)

    assert -200 <= moved.low <= moved.delta <= moved.high <= 200


def test_the_largest_change_is_from_one_end_to_the_other() -> None:
    assert change(Counts(0, 0, 10), Counts(10, 0, 0), 0.99).high == 200
    assert change(Counts(10, 0, 0), Counts(0, 0, 10), 0.99).low == -200


def test_without_answers_on_both_sides_there_is_no_change() -> None:
    nobody, somebody = Counts(0, 0, 0), Counts(3, 2, 1)

    with pytest.raises(NoAnswersError, match="no change without answers"):
        change(nobody, somebody)
    with pytest.raises(NoAnswersError, match="no change without answers"):
        change(somebody, nobody)


@pytest.mark.parametrize("confidence", [0, 1, 95])
def test_a_confidence_that_is_no_share_is_refused(confidence: float) -> None:
    with pytest.raises(ValueError, match=f"between 0 and 1, not {confidence}"):
        change(Counts(3, 2, 1), Counts(3, 2, 1), confidence)
