"""The open cases, in words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from bot.casebook import Case
from bot.store import Books
from bot.telling.naming import known_as
from bot.texts import Phrases

SHOWN = 10
QUOTE = 120  # characters


def case_list(books: Books, say: Phrases, now: datetime) -> str:
    """Tell the open cases, the most urgent first."""
    cases = books.cases.current(SHOWN + 1)
    if not cases:
        return say("cases.none")
    blocks = [say("cases"), *("\n".join(_told(c, say, now)) for c in cases[:SHOWN])]
    if len(cases) > SHOWN:
        blocks.append(say("cases.more", n=SHOWN))
    return "\n\n".join(blocks)


def _told(case: Case, say: Phrases, now: datetime) -> Iterator[str]:
    who = known_as(case.name, case.account)
    yield say("cases.case", id=case.id, customer=who, score=case.score)
    owner = case.owner or say("story.owner.team")
    yield say("cases.owner", age=_age(now - case.opened_at, say), owner=owner)
    if case.reason:
        yield say("quote", words=_shortened(case.reason))


def _age(age: timedelta, say: Phrases) -> str:
    if age >= timedelta(days=2):
        return say.plural("age.days", age.days)
    return say.plural("age.hours", age // timedelta(hours=1))


def _shortened(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= QUOTE else f"{line[: QUOTE - 1].rstrip()}…"
