"""An unhappy customer, in words for whoever must call them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from bot.casebook import severe
from bot.people.customer import Customer
from bot.telling.naming import known_as
from bot.texts import Phrases
from channels.contract import Alert, Note

Fact = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Story:
    """A case as it is told, and told anew when more is known.

    Attributes:
        case: The number people quote.
        score: What the customer says now.
        answered_at: When they first did, in the team's time zone.
        words: All they wrote about it so far.
        was: The score they said before; None: they have not changed it.
        owner_missed: Whether this goes to the team because the owner is out of reach.
    """

    case: int
    customer: Customer
    score: int
    answered_at: datetime
    words: str = ""
    was: int | None = None
    owner_missed: bool = False


def alert(story: Story, say: Phrases) -> Alert:
    """Word the alert of a detractor."""
    key = "alert.title.severe" if severe(story.score) else "alert.title"
    title = say(key, who=_who(story.customer), score=story.score)
    return _told(story, title, " ".join(_notes(story, say)), say)


def withdrawn(story: Story, say: Phrases) -> Alert:
    """Word what takes the alert's place when the score is a detractor's no longer."""
    who = _who(story.customer)
    title = say("alert.title.withdrawn", who=who, was=story.was, score=story.score)
    return _told(story, title, say("alert.withdrawn"), say)


def forwarded(customer: Customer, text: str, say: Phrases) -> Alert:
    """Word what a customer wrote that belongs to no answer."""
    title = say("forwarded.title", who=_who(customer))
    facts = tuple(_facts(customer, say))
    return _worded(customer, title, facts, text, say("forwarded.note"), say)


def erased(say: Phrases) -> Note:
    """Word what takes the alert's place when its customer has been forgotten."""
    return Note(say("alert.erased"))


def _told(story: Story, title: str, note: str, say: Phrases) -> Alert:
    facts = (
        *_facts(story.customer, say),
        (say("alert.answered"), say.moment(story.answered_at)),
        (say("alert.case"), str(story.case)),
    )
    return _worded(story.customer, title, facts, story.words, note, say)


def _worded(
    who: Customer,
    title: str,
    facts: tuple[Fact, ...],
    quote: str,
    note: str,
    say: Phrases,
) -> Alert:
    label = say("alert.contact") if who.address else ""
    return Alert(title, facts, quote, who.address, label, note)


def _who(customer: Customer) -> str:
    return known_as(customer.name, customer.account)


def _facts(customer: Customer, say: Phrases) -> Iterator[Fact]:
    if customer.account:
        yield say("alert.account"), customer.account
    if customer.role:
        yield say("alert.role"), customer.role
    if customer.value is not None:
        yield say("alert.value"), say.number(customer.value)
    yield say("alert.customer"), customer.key


def _notes(story: Story, say: Phrases) -> Iterator[str]:
    if story.owner_missed:
        yield say("alert.owner.missed")
    if story.was is not None:
        yield say("alert.changed", was=story.was, score=story.score)
    if not story.words:
        yield say("alert.wordless")
    yield say("alert.hurry")
