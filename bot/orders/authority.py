"""Who may give which orders."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum, auto

from bot.orders.commands import Verb
from bot.people.moving import whereabouts
from bot.policy import Policy
from bot.store import Books
from bot.texts import Phrases
from channels.contract import Address, Command


class Role(Enum):
    """What somebody is to the service."""

    ADMIN = auto()
    STAFF = auto()
    STRANGER = auto()


MAY: dict[Role, frozenset[Verb]] = {
    Role.ADMIN: frozenset(Verb),
    Role.STAFF: frozenset({Verb.HELP, Verb.SUMMARY, Verb.CASES}),
    Role.STRANGER: frozenset(),
}
"""What each may order."""

_AFTER = {
    Verb.PAUSE: "usage.pause",
    **dict.fromkeys(
        (Verb.ASK, Verb.WHY, Verb.SKIP, Verb.LINK, Verb.FORGET), "usage.customer"
    ),
}


def role(books: Books, policy: Policy, command: Command) -> Role:
    """Tell what the giver of an order is to the service.

    On staff are owners, and whoever writes in the team's chat. To be in the same
    workspace is not enough: guests are, and customers whom we know by e-mail alone.
    """
    by = person(command)
    if any((one.service, one.who) == (by.service, by.who) for one in policy.admins):
        return Role.ADMIN
    team = policy.team and whereabouts(books, policy.team)
    in_team = Address(by.service, command.place) == team
    is_staff = in_team or books.customers.is_owner(by)
    return Role.STAFF if is_staff else Role.STRANGER


def person(command: Command) -> Address:
    """Tell who gave an order, in whatever chat."""
    return Address(command.by.service, command.by.who)


def help_for(role: Role, say: Phrases) -> str:
    """Tell somebody what they may order, a line each."""
    return "\n".join([say("help"), *_lines(role, say)])


def _lines(role: Role, say: Phrases) -> Iterator[str]:
    for verb in Verb:
        if verb in MAY[role]:
            after = f" {say(_AFTER[verb])}" if verb in _AFTER else ""
            yield f"/nps {verb}{after} – {say(f'command.{verb}')}"
