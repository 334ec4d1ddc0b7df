"""How content the customers of the demo are: what they would answer on a day.

Everybody has a temper that stays. Two stores have a story that is there to be found:
the deliveries of one fail every winter, the support of the other became good.
"""

from __future__ import annotations

from datetime import date
from random import Random

FAILS_IN_WINTER = "Oslo"
HAS_IMPROVED = "Amsterdam"

_WINTER = (11, 12, 1, 2)
_FALL = 3  # points that a store's trouble costs
_RISE = 0.6  # points that all have risen by within the year
_BETTER_SINCE_DAYS = 120
_SWING = (-1, 0, 0, 0, 1)  # nobody is always in the same mood
_TEMPERS = {10: 22, 9: 26, 8: 23, 7: 12, 6: 5, 5: 5, 4: 2, 3: 2, 2: 1, 1: 1, 0: 1}


def score(who: str, store: str, on: date, dice: Random, *, days_ago: int = 0) -> int:
    """Tell what somebody answers.

    Args:
        who: The customer's key, which their temper hangs on.
        store: The store that serves them.
        on: The day they answer.
        dice: The chance.
        days_ago: How long that was before the demo began; 0: it was not.
    """
    temper = Random(who).choices(*zip(*_TEMPERS.items(), strict=True))[0]  # noqa: S311
    rising = _RISE * days_ago / 365
    trouble = _FALL if complaint(store, on, days_ago=days_ago) else 0
    felt = temper + dice.choice(_SWING) - rising - trouble
    return min(max(round(felt), 0), 10)


def complaint(store: str, on: date, *, days_ago: int = 0) -> str:
    """Name what is wrong at a store; empty: nothing."""
    if store == FAILS_IN_WINTER and on.month in _WINTER:
        return "delivery"
    if store == HAS_IMPROVED and days_ago > _BETTER_SINCE_DAYS:
        return "support"
    return ""
