"""What is wrong with the customers on paper, each fault with how to mend it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from zoneinfo import ZoneInfoNotFoundError

from bot.people.comings import BLOCKED
from bot.people.customer import Customer
from bot.planning.sendtime import zone_info

SHOWN = 5

SERVICES = {"slack": "SLACK_BOT_TOKEN", "telegram": "TELEGRAM_BOT_TOKEN"}


def askable(customers: Sequence[Customer]) -> list[Customer]:
    """Leave out those who want not to be asked: they said so, or blocked us."""
    return [
        one
        for one in customers
        if not one.opted_out_at and one.unreachable_why != BLOCKED
    ]


def faults(customers: Sequence[Customer], services: Collection[str]) -> Iterator[str]:
    """Tell what is wrong.

    Args:
        customers: Those who may be asked.
        services: Those that there is a token for.
    """
    if unplaced := [one for one in customers if one.address is None]:
        mend = "fill in channel, or send them what `nps-bot customers link` makes"
        yield f"customers without an address: {_counted(unplaced)}; {mend}"
    if astray := [one for one in customers if _has_unknown_zone(one)]:
        mend = "correct time_zone in your file"
        yield f"customers in an unknown time zone: {_counted(astray)}; {mend}"
    for service, token in SERVICES.items():
        if service in services:
            continue
        where = f"in {service.title()}, which has no token"
        if there := [one for one in customers if _service(one) == service]:
            yield f"customers {where}: {_counted(there)}; set {token}"
        if owned := [one for one in customers if _owned_in(one) == service]:
            yield f"customers with an owner {where}: {_counted(owned)}; set {token}"


def named(keys: Sequence[str]) -> str:
    """Name the first of *keys*, and say that there are more."""
    more = "…" if len(keys) > SHOWN else ""
    return ", ".join([*keys[:SHOWN], *filter(None, [more])])


def _counted(customers: Sequence[Customer]) -> str:
    return f"{len(customers):,} ({named([one.key for one in customers])})"


def _has_unknown_zone(customer: Customer) -> bool:
    try:
        zone_info(customer.time_zone or "UTC")
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return True
    return False


def _service(customer: Customer) -> str:
    return customer.address.service if customer.address else ""


def _owned_in(customer: Customer) -> str:
    return customer.owner.service if customer.owner else ""
