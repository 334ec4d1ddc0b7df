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
_FALL = 2  # points that a store's trouble costs
_RISE = 0.2  # points that everybody rose by in the year before the demo
_BETTER_SINCE_DAYS = 120
_SWING = 0.9  # points up or down: nobody is always in the same mood
_TEMPERS = {10: 28, 9: 26, 8: 20, 7: 11, 6: 5, 5: 4, 4: 2, 3: 2, 1: 1, 0: 1}
_PEOPLE = "Bryglund 170"  # any other word makes other tempers


def score(who: str, store: str, on: date, dice: Random, *, days_ago: int = 0) -> int:
    """Tell what somebody answers.

    Args:
        who: The customer's key, which their temper hangs on.
        store: The store that serves them.
        on: The day they answer.
        dice: The chance.
        days_ago: How long that was before the demo began; 0: it was not.
    """
    people = Random(f"{_PEOPLE} {who}")  # noqa: S311 -- nothing secret is drawn
    (temper,) = people.choices(list(_TEMPERS), list(_TEMPERS.values()))
    trouble = _FALL if complaint(store, on, days_ago=days_ago) else 0
    felt = temper + dice.uniform(-_SWING, _SWING) - trouble - _RISE * days_ago / 365
    return min(max(round(felt), 0), 10)


def complaint(store: str, on: date, *, days_ago: int = 0) -> str:
    """Name what is wrong at a store; empty: nothing."""
    if store == FAILS_IN_WINTER and on.month in _WINTER:
        return "delivery"
    if store == HAS_IMPROVED and days_ago > _BETTER_SINCE_DAYS:
        return "support"
    return ""
