"""What somebody must follow up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.casebook import Case
from bot.store.shelf import Row, Shelf
from bot.store.times import micros, moment
from channels.contract import Address


@dataclass(frozen=True, slots=True)
class Told:
    """A case's number, and who has been told of it; None: there is nobody."""

    id: int
    to: Address | None


class Cases(Shelf, page_name="cases"):
    """The cases."""

    def open(
        self,
        answer: int,
        survey: int,
        customer: int,
        *,
        severe: bool,
        told: Address | None,
        now: datetime,
    ) -> Told:
        """Open the answer's case, or open it again; one told before stays told."""
        row = self._one(
            "open",
            answer=answer,
            survey=survey,
            customer=customer,
            severe=severe,
            told=str(told or ""),
            now=micros(now),
        )
        if row is None:
            raise LookupError(f"the case of answer {answer} was not kept")
        return _told(row)

    def of_answer(self, answer: int) -> Told | None:
        """Find the case that an answer opened."""
        row = self._one("of_answer", answer=answer)
        return None if row is None else _told(row)

    def withdraw(self, case: int) -> None:
        """Note that the customer changed their mind for the better."""
        self._do("withdraw", id=case)

    def reroute(self, case: int, told: Address) -> None:
        """Note that somebody else is told, the first one being out of reach."""
        self._do("reroute", id=case, told=str(told))

    def current(self, limit: int) -> list[Case]:
        """List open cases: severe ones first, then the oldest."""
        return [_case(row) for row in self._all("current", limit=limit)]

    def all(self) -> list[Case]:
        """List every case."""
        return [_case(row) for row in self._all("all")]

    def of(self, customer: int) -> list[Told]:
        """List a customer's cases."""
        rows = self._all("of", customer=customer)
        return [_told(row) for row in rows]


def _told(row: Row) -> Told:
    return Told(row[0], Address.parse(row[1]) if row[1] else None)


def _case(row: Row) -> Case:
    return Case(
        id=row[0],
        customer_key=row[1],
        name=row[2],
        account=row[3],
        owner=row[4],
        score=row[5],
        reason=row[6],
        opened_at=moment(row[7]),
        state=row[8],
    )
