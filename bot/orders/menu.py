"""What the platforms offer while somebody types a command."""

from __future__ import annotations

from bot.orders.commands import VERBS
from bot.policy import Policy
from bot.texts import LANGUAGES, Phrases
from channels.contract import Menu


def menu(policy: Policy) -> Menu:
    """Word the commands of customers, each in their language, and of admins."""
    languages = {language: policy.texts.of(language) for language in LANGUAGES}
    say = policy.team_says
    team = [policy.team] if policy.team else []
    return Menu(
        everybody={code: _customers(words) for code, words in languages.items()}
        | {"": _customers(say)},
        admins=[*policy.admins, *team],
        orders=[(verb, say(f"command.{verb}")) for verb in VERBS],
    )


def _customers(say: Phrases) -> list[tuple[str, str]]:
    return [
        ("start", say("telegram.command.start")),
        ("stop", say("telegram.command.stop")),
    ]
