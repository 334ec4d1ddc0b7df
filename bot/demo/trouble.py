"""What is made to go wrong with the chat services, and what of it is still to come."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from bot.demo.spoiling import KINDS, Service, SlackService, TelegramService
from channels.sandbox.slack import SlackSandbox
from channels.sandbox.telegram import TelegramSandbox

Json = dict[str, Any]
_Fact = TypeVar("_Fact", str, int)

AWAY = "away"
TIMES = (1, 5)


@dataclass(slots=True)
class _Spoilt:
    """One chat service, and the messages of it that are yet to go wrong."""

    service: Service
    coming: deque[str] = field(default_factory=deque)

    def count(self) -> None:
        """Strike out what went wrong meanwhile."""
        for kinds in self.service.struck():
            if self.coming and self.coming[0] in kinds:
                self.coming.popleft()


class Trouble:
    """What can be made to go wrong, and what of it is still to come."""

    def __init__(self, slack: SlackSandbox, telegram: TelegramSandbox) -> None:
        self._services = {
            "Slack": _Spoilt(SlackService(slack)),
            "Telegram": _Spoilt(TelegramService(telegram)),
        }

    def away(self) -> list[str]:
        """Name the chat services that are away."""
        return [name for name, one in self._services.items() if one.service.away]

    def coming(self) -> Json:
        """Tell which messages are to go wrong, and how, by chat service."""
        for one in self._services.values():
            one.count()
        return {name: list(one.coming) for name, one in self._services.items()}

    def controls(self) -> dict[str, str]:
        """Tell where faults are taken over HTTP, by chat service."""
        return {name: one.service.control for name, one in self._services.items()}

    def plan(self, given: Json) -> None:
        """Let something go wrong; raises `ValueError` for what is not known."""
        spoilt = self._services[_one_of(self._services, given, "platform")]
        what = _one_of((*KINDS, AWAY), given, "what")
        if what == AWAY:
            spoilt.service.leave()
            return
        times = _one_of(TIMES, given, "times")
        spoilt.count()
        spoilt.service.plan(what, times)
        spoilt.coming.extend([what] * times)

    def mend(self) -> None:
        """Let everything work again."""
        for one in self._services.values():
            one.service.mend()
            one.coming.clear()


def _one_of(known: Iterable[_Fact], given: Json, name: str) -> _Fact:
    came = given.get(name)
    for one in known:
        if one == came:
            return one
    wanted = ", ".join(map(str, known))
    raise ValueError(f"{name} is to be one of {wanted}, not {came!r}")
