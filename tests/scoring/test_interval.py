from __future__ import annotations

import pytest
from hypothesis import given, settings, strategies as st

from scoring import Counts, Interval, NoAnswersError, score_interval, worst_case
from scoring.interval import critical_value

COUNT = st.integers(0, 2000)
COUNTS = st.builds(Counts, COUNT, COUNT, COUNT).filter(lambda counts: counts.n > 0)
TINY = 1e-10  # of a point


def near(interval: Interval, low: float, high: float) -> bool:
    """Compare with ends given as fractions, to ten digits."""
    return (interval.low, interval.high) == pytest.approx(
        (100 * low, 100 * high), rel=1e-10, abs=1e-10
    )


# Tango's score interval at 95 %, from an independent implementation. The first three
# are the vectors that the R package NPS tests itself with.
@pytest.mark.parametrize(
    ("counts", "low", "high"),
    [
        pytest.param(Counts(3, 2, 1), -0.31107378462422, 0.75395666356387, id="3/2/1"),
        pytest.param(Counts(1, 1, 1), -0.69240474198738, 0.69240474198738, id="1/1/1"),
        pytest.param(
            Counts(1, 0, 1), -0.81093758853154, 0.81093758853154, id="two opposite"
        ),
        pytest.param(Counts(10, 0, 0), 0.44493440027422, 1.0, id="all promoters"),
        pytest.param(
            Counts(0, 10, 0), -0.27753279986289, 0.27753279986289, id="all passives"
        ),
        pytest.param(
            Counts(12, 5, 3), 0.074375428879347, 0.70527145971261, id="20 accounts"
        ),
        pytest.param(
            Counts(33, 17, 10), 0.17633878353314, 0.55453922074434, id="60 accounts"
        ),
    ],
)
def test_the_interval_is_the_reference(counts: Counts, low: float, high: float) -> None:
    assert near(score_interval(counts), low, high)


def test_the_interval_is_that_of_r_for_matched_pairs() -> None:
    # PropCIs::scoreci.mp(b = 20, c = 40, n = 160, conf.level = 0.95), which stops at
    # the seventh decimal; b are the detractors. The digits beyond are the reference's.
    reference = 0.030864533133087, 0.21806424416682

    assert near(score_interval(Counts(40, 100, 20)), *reference)


# The same implementation, all counts multiplied by (N - 1) / (N - n).
@pytest.mark.parametrize(
    ("counts", "population", "low", "high"),
    [
        pytest.param(
            Counts(33, 17, 10),
            100,
            0.2550405046104,
            0.49689885842136,
            id="60 of 100",
        ),
        pytest.param(
            Counts(12, 5, 3),
            25,
            0.28908901529752,
            0.58366896894139,
            id="20 of 25",
        ),
    ],
)
def test_the_interval_in_a_known_population_is_the_reference(
    counts: Counts, population: int, low: float, high: float
) -> None:
    assert near(score_interval(counts, population=population), low, high)


@given(st.integers(1, 10**7), st.floats(0.5, 0.999))
@settings(max_examples=50)
def test_one_group_alone_has_a_closed_form(n: int, confidence: float) -> None:
    # Setting the share of the two other groups to 0 in Tango's equation solves it.
    z2 = critical_value(confidence) ** 2

    passives = score_interval(Counts(0, n, 0), confidence)
    promoters = score_interval(Counts(n, 0, 0), confidence)

    assert near(passives, -z2 / (n + z2), z2 / (n + z2))
    assert near(promoters, (n - z2) / (n + z2), 1)


@given(COUNTS)
@settings(max_examples=100)
def test_the_interval_holds_the_score_and_stays_on_the_scale(counts: Counts) -> None:
    interval = score_interval(counts)

    assert -100 <= interval.low <= counts.nps <= interval.high <= 100


def test_a_billion_answers_that_nearly_agree_have_an_interval() -> None:
    interval = score_interval(Counts(0, 1, 999_999_999))

    assert -100 <= interval.low < interval.high < -99.9999


@given(COUNTS, st.integers(2, 1000))
@settings(max_examples=50)
def test_more_answers_in_the_same_proportions_are_surer(
    counts: Counts, times: int
) -> None:
    more = Counts(
        counts.promoters * times, counts.passives * times, counts.detractors * times
    )

    assert score_interval(more).half_width < score_interval(counts).half_width


@given(COUNTS, st.integers(1, 1000))
@settings(max_examples=50)
def test_swapping_promoters_and_detractors_mirrors_the_interval(
    counts: Counts, silent: int
) -> None:
    mirrored = Counts(counts.detractors, counts.passives, counts.promoters)
    population = counts.n + silent

    interval = score_interval(counts, population=population)
    mirror = score_interval(mirrored, population=population)

    assert (mirror.low, mirror.high) == (-interval.high, -interval.low)


@given(COUNTS)
@settings(max_examples=50)
def test_more_confidence_is_wider(counts: Counts) -> None:
    narrow, wide = score_interval(counts, 0.8), score_interval(counts, 0.99)

    assert narrow.half_width < wide.half_width


@given(COUNTS, st.integers(1, 10**6), st.integers(1, 10**6))
@settings(max_examples=50)
def test_fewer_silent_customers_never_widen_the_interval(
    counts: Counts, some: int, more: int
) -> None:
    unknown = score_interval(counts)
    large = score_interval(counts, population=counts.n + some + more)
    small = score_interval(counts, population=counts.n + some)

    assert unknown.low - TINY <= large.low <= small.low + TINY
    assert small.high - TINY <= large.high <= unknown.high + TINY


@given(COUNTS)
@settings(max_examples=50)
def test_when_all_have_answered_the_interval_is_the_score(counts: Counts) -> None:
    everybody = score_interval(counts, population=counts.n)

    assert everybody == worst_case(counts, counts.n)
    assert everybody == Interval(counts.nps, counts.nps)
    assert everybody.half_width == 0


@given(COUNTS, st.integers(0, 1000))
@settings(max_examples=50)
def test_the_worst_case_holds_whatever_the_silent_would_say(
    counts: Counts, silent: int
) -> None:
    worst = worst_case(counts, counts.n + silent)
    passive = Counts(counts.promoters, counts.passives + silent, counts.detractors)

    assert -100 <= worst.low <= passive.nps <= worst.high <= 100
    assert worst.half_width == pytest.approx(100 * silent / passive.n)


def test_the_worst_case_of_no_answers_is_the_whole_scale() -> None:
    assert worst_case(Counts(0, 0, 0), population=5) == Interval(-100, 100)


@pytest.mark.parametrize("population", [None, 0, 5])
def test_without_answers_there_is_no_interval(population: int | None) -> None:
    with pytest.raises(NoAnswersError):
        score_interval(Counts(0, 0, 0), population=population)


def test_a_population_smaller_than_the_answers_is_refused() -> None:
    with pytest.raises(ValueError, match="at least the 6 who answered, not 5"):
        score_interval(Counts(3, 2, 1), population=5)
    with pytest.raises(ValueError, match="at least the 6 who answered, not 5"):
        worst_case(Counts(3, 2, 1), population=5)


@pytest.mark.parametrize("confidence", [0, 1, 95, -0.5, float("nan")])
def test_a_confidence_that_is_no_share_is_refused(confidence: float) -> None:
    with pytest.raises(ValueError, match=f"between 0 and 1, not {confidence}"):
        score_interval(Counts(3, 2, 1), confidence)
