"""Where we stand: the Net Promoter Score.

    0  1  2  3  4     5  6      7  8      9  10
    └── severe ─┘
    └──── detractor ─────┘   passive   promoter

The score is the share of promoters less the share of detractors, in points.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

SEVERE_UP_TO = 4
"""The highest score of a customer who is ready to speak ill of us in public."""


class NoAnswersError(ValueError):
    """Nobody has answered, so there is no score, not even 0."""


class Group(StrEnum):
    """What a score makes of the one who gave it."""

    PROMOTER = "promoter"
    PASSIVE = "passive"
    DETRACTOR = "detractor"


def group(score: int) -> Group:
    """Tell the group that a score belongs to.

    Raises:
        ValueError: It is not one of the eleven scores.

    >>> group(8).value
    'passive'
    """
    match score:
        case 9 | 10:
            return Group.PROMOTER
        case 7 | 8:
            return Group.PASSIVE
        case 0 | 1 | 2 | 3 | 4 | 5 | 6:
            return Group.DETRACTOR
        case _:
            raise ValueError(f"score must be a whole number 0 to 10, not {score!r}")


@dataclass(frozen=True, slots=True)
class Counts:
    """How many answered what.

    Attributes:
        promoters: Answers of 9 and 10.
        passives: Answers of 7 and 8.
        detractors: Answers of 0 to 6.
        severe: Those of the detractors who answered 0 to 4.

    >>> Counts(promoters=12, passives=5, detractors=3).nps
    45.0
    """

    promoters: int
    passives: int
    detractors: int
    severe: int = 0

    def __post_init__(self) -> None:
        for name in ("promoters", "passives", "detractors", "severe"):
            _check_count(name, getattr(self, name))
        if self.severe > self.detractors:
            most = f"at most the {self.detractors} detractors"
            raise ValueError(f"severe must be {most}, not {self.severe}")

    @classmethod
    def of_scores(cls, answers: Mapping[int, int]) -> Self:
        """Count from how often each score was given; scores left out count 0.

        Raises:
            ValueError: A score is not 0 to 10, or a number of answers is negative.

        >>> Counts.of_scores({10: 3, 7: 2, 6: 1, 0: 1})
        Counts(promoters=3, passives=2, detractors=2, severe=1)
        """
        groups = Counter[Group]()
        for score, times in answers.items():
            groups[group(score)] += _check_count(f"answers[{score}]", times)
        return cls(
            promoters=groups[Group.PROMOTER],
            passives=groups[Group.PASSIVE],
            detractors=groups[Group.DETRACTOR],
            severe=sum(answers.get(score, 0) for score in range(SEVERE_UP_TO + 1)),
        )

    @property
    def n(self) -> int:
        """All answers."""
        return self.promoters + self.passives + self.detractors

    @property
    def nps(self) -> float:
        """The Net Promoter Score, -100 to +100.

        Raises:
            NoAnswersError: There are no answers.
        """
        if not self.n:
            raise NoAnswersError("there is no score without answers")
        # Multiplied first, so that 7 of 25 is 28.0 and not 28.000000000000004.
        return 100 * (self.promoters - self.detractors) / self.n


def _check_count(name: str, count: int) -> int:
    if count < 0:
        raise ValueError(f"{name} must be 0 or more, not {count}")
    return count
