"""`nps-bot plan`: who will be asked when, and who will not and why."""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

import click

from bot.asking.manners import barred
from bot.asking.rounds import Rounds
from bot.cli.books import opened
from bot.cli.page import reads_settings
from bot.clock import RealClock
from bot.orders.forecast import outlook
from bot.people.customer import Customer
from bot.planning.plan import Cause, Overbooked, Plan, Reason, Shortfall, Skip
from bot.planning.sendtime import zone_info
from bot.policy import Policy, settled
from bot.settings import Settings
from bot.store import Books
from bot.telling.naming import known_as

_REASONS = {
    Reason.OPTED_OUT: "asked not to be asked",
    Reason.UNREACHABLE: "cannot be reached",
    Reason.NO_ADDRESS: "no address, or an e-mail not looked up yet",
    Reason.LEFT: "left",
    Reason.WAITING: "a question is open",
    Reason.RESTING: "resting",
    Reason.ACCOUNT_CAP: "enough others at the same account",
    Reason.NOT_YET: "later in the rotation",
}
_CAUSES = {
    Cause.MONTH_OVER: "too little is left of the month",
    Cause.ACCOUNT_CAP: "too few accounts; see survey.account_contacts_per_month",
    Cause.REST: "everybody else rests; see survey.rest_days",
    Cause.NOBODY_LEFT: "there is nobody who may be asked",
}


@dataclass(frozen=True, slots=True)
class Question:
    """One question to come; *at* is in the customer's own zone."""

    customer: Customer
    at: datetime


@dataclass(frozen=True, slots=True)
class Coming:
    """What comes: the questions by moment, and everybody else with the reason."""

    questions: list[Question]
    skipped: list[Skip]
    warnings: tuple[Shortfall | Overbooked, ...]
    paused: bool
    paused_until: date | None


@click.command()
@click.option(
    "--months",
    type=click.IntRange(1, 24),
    default=1,
    show_default=True,
    help="How many calendar months, this one included.",
)
@click.option("--json", "machine", is_flag=True, help="Write it for other programs.")
@reads_settings
def plan(settings: Settings, *, months: int, machine: bool) -> None:
    """Show who will be asked when, and who will not and why.

    Nothing is changed, and no token is needed. Dates and times are the customer's
    own. As JSON: {"asks": [...], "skipped": [...]}.

    Examples:
      nps-bot plan
      nps-bot plan --months 3 --json
    """
    coming = asyncio.run(_coming(settled(settings), settings, months))
    if machine:
        click.echo(json.dumps(_as_json(coming), ensure_ascii=False, indent=2))
        return
    for line in _in_words(coming):
        click.echo(line)


async def _coming(policy: Policy, settings: Settings, months: int) -> Coming:
    async with opened(settings) as store:
        return await store.read(lambda books: _foreseen(books, policy, months))


def _foreseen(books: Books, policy: Policy, months: int) -> Coming:
    now = RealClock().now()
    ahead = outlook(books, Rounds(policy), policy, now).plan(months)
    questions = _questions(books, policy, ahead)
    asked = {question.customer.id for question in questions}
    return Coming(
        questions,
        [skip for skip in ahead.skipped if skip.person.id not in asked],
        ahead.warnings,
        books.office.paused_since() is not None,
        books.office.paused_until(),
    )


def _questions(books: Books, policy: Policy, ahead: Plan) -> list[Question]:
    """List those that are in the books already, and those that are not."""
    customers = {one.id: one for one in books.customers.here()}
    noted = ((ask.customer_id, ask.due_at) for ask in books.asks.planned())
    new = ((ask.person.id, ask.at) for ask in ahead.asks)
    questions = [
        Question(one, at.astimezone(zone_info(policy.zone_of(one))))
        for number, at in (*noted, *new)
        if (one := customers.get(number)) and not barred(one)
    ]
    return sorted(questions, key=lambda question: question.at.timestamp())


def _as_json(coming: Coming) -> dict[str, object]:
    return {
        "asks": [
            {
                "customer": question.customer.key,
                "account": question.customer.account,
                "survey": "relationship",
                "channel": str(question.customer.address),
                "at": question.at.isoformat(),
            }
            for question in coming.questions
        ],
        "skipped": [_skipped(skip) for skip in coming.skipped],
    }


def _skipped(skip: Skip) -> dict[str, str]:
    until = {"until": skip.until.isoformat()} if skip.until else {}
    return {"customer": skip.person.key, "reason": skip.reason} | until


def _in_words(coming: Coming) -> Iterator[str]:
    if coming.paused:
        until = f"until {coming.paused_until}" if coming.paused_until else "for now"
        yield f"Asking is paused {until}; without that, this is what would come."
    for question in coming.questions:
        one = question.customer
        yield f"{question.at:%a %Y-%m-%d %H:%M}  {known_as(one.name, one.account)}"
    if not coming.questions:
        yield "Nobody will be asked."
    reasons = Counter(skip.reason for skip in coming.skipped)
    if reasons:
        yield f"\nNot asked: {reasons.total():,}"
    for reason, number in reasons.most_common():
        yield f"{number:7,}  {_REASONS[reason]}"
    if coming.warnings:
        yield ""
    yield from map(_warning, coming.warnings)


def _warning(warning: Shortfall | Overbooked) -> str:
    match warning:
        case Shortfall(month=month, wanted=wanted, possible=possible, cause=cause):
            why = _CAUSES[cause]
            return f"In {month} only {possible:,} of {wanted:,} are asked: {why}."
        case Overbooked(wanted=wanted, possible=possible):
            return (
                f"{wanted:,} a month are wanted, and rest and the account's cap allow"
                f" {possible:,.1f}; see survey.customers_per_month."
            )
