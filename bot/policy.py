"""What the company has settled, as the rooms need it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from bot.asking import interview
from bot.asking.wording import Asker
from bot.people.customer import Customer
from bot.planning import plan
from bot.planning.sendtime import SendWindow, wall_of
from bot.settings import Settings
from bot.telling.standing import Terms
from bot.texts import Phrases, Texts
from channels.contract import Address

RELATIONSHIP = 1
"""The number of the relationship survey in the books."""


@dataclass(frozen=True, slots=True)
class Policy:
    """What the company has settled.

    Attributes:
        zone: The team's IANA time zone, which says what day it is.
        language: The team's, and that of customers of whom none is known.
        team: Where the team reads; None: nowhere.
        admins: Who may give orders.
        remind_after: From the question to its one reminder; None: no reminder.
        expire_after: From the question to its end without an answer.
        summary_at: The team's time of day for the daily summary.
    """

    asker: Asker
    texts: Texts
    zone: str
    language: str
    team: Address | None
    admins: frozenset[Address]
    rotation: plan.Rules
    interview: interview.Rules
    remind_after: timedelta | None
    expire_after: timedelta
    summary_at: time
    score: Terms

    def today(self, now: datetime) -> date:
        """Tell the date where the team is."""
        return wall_of(now, self.zone).date()

    def zone_of(self, customer: Customer) -> str:
        """Tell by which clock the customer lives, as far as is known."""
        return customer.time_zone or self.zone

    def says(self, customer: Customer) -> Phrases:
        """Speak the customer's language, as far as it is known."""
        return self.texts.of(customer.language or self.language)

    @property
    def team_says(self) -> Phrases:
        """Speak the team's language."""
        return self.texts.of(self.language)


def settled(settings: Settings) -> Policy:
    """Read the policy out of the settings.

    Raises:
        TextsError: The company's own wording does not fit.
    """
    survey, score = settings.survey, settings.score
    remind = survey.remind_after_days
    return Policy(
        asker=Asker(
            settings.company.name, settings.company.sender or settings.company.name
        ),
        texts=Texts(settings.texts),
        zone=settings.team.time_zone,
        language=settings.team.language,
        team=settings.team.channel,
        admins=frozenset(settings.admin.users),
        rotation=_rotation(settings),
        interview=interview.Rules(
            later=timedelta(days=survey.later_days),
            correction=timedelta(days=survey.correction_days),
        ),
        remind_after=timedelta(days=remind) if remind else None,
        expire_after=timedelta(days=survey.expire_after_days),
        summary_at=settings.team.daily_summary_at,
        score=Terms(score.window_days, score.minimum_answers, score.confidence / 100),
    )


def _rotation(settings: Settings) -> plan.Rules:
    survey = settings.survey
    return plan.Rules(
        per_month=survey.customers_per_month,
        rest=timedelta(days=survey.rest_days),
        account_cap=survey.account_contacts_per_month,
        window=SendWindow(survey.send_from, survey.send_until, survey.weekdays),
        zone=settings.team.time_zone,
    )
