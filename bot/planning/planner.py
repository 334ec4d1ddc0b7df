"""Who is asked next, when, and why the others are not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta

from bot.planning.month import Month, Standing, rested_from
from bot.planning.plan import (
    Overbooked,
    Person,
    Plan,
    Planned,
    Reason,
    Rules,
    Shortfall,
    Skip,
)
from bot.planning.sendtime import wall_of

AVERAGE_MONTH = timedelta(days=365.2425 / 12)


def plan(
    people: Iterable[Person],
    rules: Rules,
    *,
    now: datetime,
    since: date,
    taken: Mapping[str, str],
    months: int = 1,
) -> Plan:
    """Plan the calendar month of *now* and those after it, *months* in all.

    In the months after the first, a planned question counts as asked at its moment and
    one that is open now as closed; who will answer, and when, is not foreseen.

    Args:
        people: Everybody, in any order.
        rules: What the team has settled.
        now: The present moment.
        since: The day on which asking began or was taken up again; the slots of
            earlier days are void.
        taken: The slots used already, each with the account that it was used on.
        months: At least 1.
    """
    now = now.astimezone(UTC)
    everybody = sorted(people, key=lambda person: person.key)
    month = Month(wall_of(now, rules.zone).date(), rules, now)
    line = [Standing(one, rules, month) for one in everybody if not one.barred]
    asks: list[Planned] = []
    warnings: list[Shortfall | Overbooked] = [*_overbooked(line, rules)]
    for ahead in range(months):
        month = Month(month.end, rules, now) if ahead else month
        asks += month.fill(line, since, taken)
        warnings += month.shortfall(line)
    asks.sort(key=lambda ask: ask.at.timestamp())
    asked = {ask.person.key for ask in asks}
    left = (one for one in everybody if one.key not in asked)
    skipped = tuple(_skip(one, rules, month, now) for one in left)
    return Plan(tuple(asks), skipped, tuple(warnings))


def _overbooked(line: Iterable[Standing], rules: Rules) -> Iterator[Overbooked]:
    share = AVERAGE_MONTH / max(rules.rest, rules.guard, AVERAGE_MONTH)
    possible = sum(
        min(people * share, (account and rules.account_cap) or people)
        for account, people in Counter(one.person.account for one in line).items()
    )
    if possible < rules.per_month:
        yield Overbooked(rules.per_month, possible)


def _skip(person: Person, rules: Rules, month: Month, now: datetime) -> Skip:
    rested = rested_from(person, rules)
    if person.barred:
        return Skip(person, person.barred)
    if person.waiting:
        return Skip(person, Reason.WAITING)
    if person.key in month.capped:
        return Skip(person, Reason.ACCOUNT_CAP, month.end)
    if rested > now:
        return Skip(person, Reason.RESTING, wall_of(rested, person.zone).date())
    return Skip(person, Reason.NOT_YET)
