"""Whether the score moved.

Adjusted Wald: before two scores are compared, each gets three made-up answers, 3/4
promoter, 1 1/2 passive and 3/4 detractor, so that a handful of answers that happen to
agree does not pass for certainty. From Rocks, Interval Estimation for the "Net
Promoter Score" (The American Statistician 70, 2016, 365-372, arXiv 1601.07235); the
same as `adjusted.wald` of the R package NPS.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import erfc, sqrt

from scoring.interval import critical_value
from scoring.nps import Counts, NoAnswersError

MADE_UP = 3
MADE_UP_OUTER = 3 / 4  # each, of promoters and of detractors


@dataclass(frozen=True, slots=True)
class Change:
    """How far the score moved, and how sure that is.

    Attributes:
        delta: Points up (or down, negative), -200 to +200, after adjustment: a little
            nearer 0 than the difference of the two scores.
        low: The least that it may be.
        high: The most that it may be.
        z: The same in standard errors.
        p: How often as much would come about by chance alone, 0 to 1.
    """

    delta: float
    low: float
    high: float
    z: float
    p: float

    @property
    def means_something(self) -> bool:
        """True where no change at all can be ruled out."""
        return self.low > 0 or self.high < 0


def change(before: Counts, after: Counts, confidence: float = 0.95) -> Change:
    """Compare two closed periods in which different people answered.

    It is not made to be looked at after every answer: sooner or later chance alone
    would then mean something.

    Raises:
        NoAnswersError: One of the periods has no answers.
        ValueError: The confidence is not between 0 and 1.

    >>> moved = change(before=Counts(45, 30, 25), after=Counts(60, 25, 15))
    >>> round(moved.delta), moved.means_something
    (24, True)
    """
    margin = critical_value(confidence)
    old, old_variance = _adjusted(before)
    new, new_variance = _adjusted(after)
    delta = new - old
    error = sqrt(old_variance + new_variance)
    z = delta / error
    return Change(
        delta=100 * delta,
        low=100 * max(delta - margin * error, -2),
        high=100 * min(delta + margin * error, 2),
        z=z,
        p=erfc(abs(z) / sqrt(2)),
    )


def _adjusted(counts: Counts) -> tuple[float, float]:
    """Tell the adjusted score, -1 to +1, and the variance of it."""
    if not counts.n:
        raise NoAnswersError("there is no change without answers before and after")
    n = counts.n + MADE_UP
    promoters = (counts.promoters + MADE_UP_OUTER) / n
    detractors = (counts.detractors + MADE_UP_OUTER) / n
    score = promoters - detractors
    return score, (promoters + detractors - score * score) / n
