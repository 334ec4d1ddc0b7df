"""What was answered, with the counters that the score comes from.

The counters (`tally`) say how many answers of each score each day saw, apart for
answers that are their customer's latest and for those that another one followed.
They change in the same transaction as the answers, so that a score over millions
costs no more than its days.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from bot.store.shelf import Shelf
from bot.store.times import micros, moment


@dataclass(frozen=True, slots=True)
class Heard:
    """An answer as quoted to the team."""

    name: str
    account: str
    score: int
    reason: str


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer in a customer's history, with the corrections made to it."""

    id: int
    at: datetime
    score: int
    reason: str


@dataclass(frozen=True, slots=True)
class Given:
    """A score given at a moment: what an answer is made of.

    Attributes:
        day: The date of *at* in the team's time zone.
        ask: The ask it answers; None: imported.
    """

    survey: int
    customer: int
    score: int
    at: datetime
    day: date
    ask: int | None = None
    reason: str = ""


class Answers(Shelf, page_name="answers"):
    """The answers."""

    def add(self, given: Given) -> int | None:
        """Keep an answer and count it.

        Returns:
            Its number; None when that customer's answer of that moment is kept already.
        """
        whose = {"survey": given.survey, "customer": given.customer}
        at, day = micros(given.at), given.day.toordinal()
        after = self._one("after", **whose, at=at)
        next_day = after[0] if after else None
        row = self._one(
            "add",
            **whose,
            ask=given.ask,
            score=given.score,
            reason=given.reason,
            at=at,
            day=day,
            next_day=next_day,
        )
        if row is None:
            return None
        self._count(given.survey, given.score, day, next_day, 1)
        self._follow(given.survey, given.customer, at, day)
        return int(row[0])

    def score_at(self, survey: int, customer: int, at: datetime) -> int | None:
        """Tell the score of a customer's answer of that moment, if there is one."""
        row = self._one("score_at", survey=survey, customer=customer, at=micros(at))
        return None if row is None else int(row[0])

    def _follow(self, survey: int, customer: int, at: int, day: int) -> None:
        """Tell the answer before this one that it is no longer the latest."""
        before = self._one("before", survey=survey, customer=customer, at=at)
        if before:
            number, score, its_day, next_day = before
            self._count(survey, score, its_day, next_day, -1)
            self._do("follow", id=number, next_day=day)
            self._count(survey, score, its_day, day, 1)

    def _count(
        self, survey: int, score: int, day: int, next_day: int | None, n: int
    ) -> None:
        latest = next_day is None
        self._do("tally", survey=survey, latest=latest, day=day, score=score, n=n)

    def correct(self, ask: int, score: int, now: datetime) -> tuple[int, int]:
        """Change the score of an ask's answer, keeping what it was.

        Returns:
            The answer's number and its score before.
        """
        row = self._one("of_ask", ask=ask)
        if row is None:
            raise LookupError(f"ask {ask} has no answer to correct")
        number, survey, was, day, next_day = row
        self._do("correct", id=number, score=score)
        self._do("note_correction", id=number, at=micros(now), was=was, became=score)
        self._count(survey, was, day, next_day, -1)
        self._count(survey, score, day, next_day, 1)
        return number, was

    def number(self, ask: int) -> int | None:
        """Tell the number of an ask's answer, if it has one."""
        row = self._one("of_ask", ask=ask)
        return None if row is None else int(row[0])

    def corrections(self, answer: int) -> list[tuple[datetime, int, int]]:
        """Tell when a score changed, from what and to what, the oldest first."""
        rows = self._all("corrections", id=answer)
        return [(moment(at), was, became) for at, was, became in rows]

    def keep_words(self, ask: int, message: str, text: str, now: datetime) -> None:
        """Keep what one message says; the same message again replaces it."""
        self._do("keep_words", ask=ask, message=message, at=micros(now), text=text)
        self._do("reason", ask=ask, reason=self.words(ask))

    def words(self, ask: int) -> str:
        """Tell all that was said to an ask, message by message."""
        return "\n".join(row[0] for row in self._all("words", ask=ask))

    def ask_of_words(self, customer: int, message: str) -> int | None:
        """Tell which ask a customer's message was kept for."""
        row = self._one("ask_of_words", customer=customer, message=message)
        return None if row is None else int(row[0])

    def latest(self, survey: int, since: date, until: date) -> dict[int, int]:
        """Count each score over customers' latest answers, of these days.

        Right for days up to today; for earlier ones see `as_of`.
        """
        rows = self._all("latest", survey=survey, **_days(since, until))
        return _counted(rows)

    def as_of(self, survey: int, since: date, until: date) -> dict[int, int]:
        """Count each score as `latest` would have done at the end of *until*."""
        every = self._all("all", survey=survey, **_days(since, until))
        counts = _counted(every)
        overtaken = self._all("overtaken", survey=survey, **_days(since, until))
        return {
            score: n - _counted(overtaken).get(score, 0) for score, n in counts.items()
        }

    def voices(self, survey: int, since: datetime, until: datetime) -> list[Heard]:
        """List who answered or said why in this time, the unhappiest first.

        What comes at the very moment *until* belongs to the time after it.
        """
        span = {"since": micros(since), "until": micros(until)}
        rows = self._all("voices", survey=survey, **span)
        return [Heard(*row) for row in rows]

    def of(self, customer: int) -> list[Answer]:
        """List a customer's answers, the newest first."""
        rows = self._all("of", customer=customer)
        return [Answer(row[0], moment(row[1]), row[2], row[3]) for row in rows]

    def uncount(self, customer: int) -> None:
        """Take a customer's answers out of the counters, before they are erased."""
        for survey, score, day, next_day in self._all(
            "of_for_tally", customer=customer
        ):
            self._count(survey, score, day, next_day, -1)

    def export(self) -> list[tuple[str, str, str, str, int, str, datetime]]:
        """List every answer: key, name, account, survey, score, reason, moment."""
        return [(*row[:6], moment(row[6])) for row in self._all("export")]

    def recount(self) -> None:
        """Make the counters anew from the answers."""
        self._do("clear_tally")
        self._do("recount")


def _days(since: date, until: date) -> dict[str, int]:
    return {"since": since.toordinal(), "until": until.toordinal()}


def _counted(rows: list[tuple[int, int]]) -> dict[int, int]:
    return {score: n for score, n in rows if n}
