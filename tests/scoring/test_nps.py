from __future__ import annotations

import pytest
from hypothesis import given, settings, strategies as st

from scoring import Counts, Group, NoAnswersError, group

ANSWERS = st.dictionaries(st.integers(0, 10), st.integers(0, 1000))


@pytest.mark.parametrize(
    ("scores", "expected"),
    [
        pytest.param(range(7), Group.DETRACTOR, id="0 to 6"),
        pytest.param(range(7, 9), Group.PASSIVE, id="7 and 8"),
        pytest.param(range(9, 11), Group.PROMOTER, id="9 and 10"),
    ],
)
def test_every_score_belongs_to_one_group(scores: range, expected: Group) -> None:
    assert {group(score) for score in scores} == {expected}


@pytest.mark.parametrize("score", [-1, 11])
def test_a_score_off_the_scale_is_refused(score: int) -> None:
    with pytest.raises(ValueError, match=f"score must be .* 0 to 10, not {score}"):
        group(score)


def test_each_score_is_counted_in_its_group() -> None:
    once_each = Counts.of_scores(dict.fromkeys(range(11), 1))

    assert once_each == Counts(promoters=2, passives=2, detractors=7, severe=5)


@given(ANSWERS)
@settings(max_examples=50)
def test_the_groups_add_up_to_all_answers(answers: dict[int, int]) -> None:
    counts = Counts.of_scores(answers)

    assert counts.n == sum(answers.values())
    assert counts.severe <= counts.detractors


def test_a_negative_number_of_answers_is_refused_even_if_others_make_up_for_it() -> (
    None
):
    with pytest.raises(ValueError, match=r"answers\[9\] must be 0 or more, not -1"):
        Counts.of_scores({9: -1, 10: 3})


@pytest.mark.parametrize("name", ["promoters", "passives", "detractors", "severe"])
def test_a_negative_count_is_refused(name: str) -> None:
    counts = {"promoters": 1, "passives": 1, "detractors": 1, name: -2}

    with pytest.raises(ValueError, match=f"{name} must be 0 or more, not -2"):
        Counts(**counts)


def test_more_severe_than_detractors_is_refused() -> None:
    with pytest.raises(ValueError, match="at most the 3 detractors, not 4"):
        Counts(promoters=0, passives=0, detractors=3, severe=4)


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        pytest.param(Counts(3, 2, 1), 100 / 3, id="a third"),
        pytest.param(Counts(10, 0, 0), 100, id="all promoters"),
        pytest.param(Counts(0, 10, 0), 0, id="all passives"),
        pytest.param(Counts(0, 0, 10), -100, id="all detractors"),
        pytest.param(Counts(7, 18, 0), 28.0, id="7 of 25, to the last digit"),
    ],
)
def test_the_score_is_promoters_less_detractors(
    counts: Counts, expected: float
) -> None:
    assert counts.nps == expected


def test_without_answers_there_is_no_score() -> None:
    with pytest.raises(NoAnswersError, match="no score without answers"):
        _ = Counts(0, 0, 0).nps
