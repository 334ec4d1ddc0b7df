"""The chat services, spoilt: a fault of each kind for their next messages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any, Protocol

from channels.sandbox.slack import Fault as SlackFault, SlackSandbox
from channels.sandbox.telegram import Fault as TelegramFault, TelegramSandbox

Json = dict[str, Any]

OUTAGE_SECONDS = timedelta(hours=1).total_seconds()
WAIT_SECONDS = 30
SLOW_SECONDS = 5
BAD_GATEWAY = 502

# Of all calls only these are spoilt: any next call would mostly be a mere poll.
_SLACK_SENDS = "chat.postMessage"
_TELEGRAM_SENDS = "sendMessage"

_SLACK: Mapping[str, SlackFault] = {
    "500": SlackFault.error("internal_error", 500),
    "429": SlackFault.rate_limited(WAIT_SECONDS),
    "slow": SlackFault(delay_seconds=SLOW_SECONDS),
    "before": SlackFault(drop=True),
    "after": SlackFault(drop=True, after=True),
}
_TELEGRAM: Mapping[str, TelegramFault] = {
    "500": TelegramFault(500),
    "429": TelegramFault.too_fast(WAIT_SECONDS),
    "slow": TelegramFault(delay_seconds=SLOW_SECONDS),
    "before": TelegramFault(drop=True),
    "after": TelegramFault(drop=True, after=True),
}
KINDS = tuple(_SLACK)


class Service(Protocol):
    """A chat service that can be spoilt."""

    @property
    def control(self) -> str:
        """The address that takes faults as JSON."""
        ...

    @property
    def away(self) -> bool:
        """Whether an outage goes on."""
        ...

    def plan(self, kind: str, times: int) -> None:
        """Let the next messages go wrong."""
        ...

    def leave(self) -> None:
        """Be away for a time."""
        ...

    def mend(self) -> None:
        """Let everything work again."""
        ...

    def struck(self) -> Iterator[list[str]]:
        """Tell of each mishap since this was last asked which kinds it may be."""
        ...


class SlackService:
    """Slack, spoilt on demand."""

    def __init__(self, slack: SlackSandbox) -> None:
        self._slack = slack
        self._read = 0

    @property
    def control(self) -> str:
        """The address that takes faults as JSON."""
        return f"{self._slack.address}/control/fault"

    @property
    def away(self) -> bool:
        """Whether an outage goes on."""
        return self._slack.faults.away

    def plan(self, kind: str, times: int) -> None:
        """Let the next messages go wrong."""
        self._slack.faults.add(_SLACK_SENDS, _SLACK[kind], times)

    def leave(self) -> None:
        """Be away for a time."""
        self._slack.faults.outage(OUTAGE_SECONDS)

    def mend(self) -> None:
        """Let everything work again."""
        self._slack.faults.clear()

    def struck(self) -> Iterator[list[str]]:
        """Tell of each mishap since this was last asked which kinds it may be."""
        journal = self._slack.workspace.journal
        news, self._read = journal[self._read :], len(journal)
        for entry in news:
            facts = entry.facts
            if facts.get("method") != _SLACK_SENDS:
                continue
            if entry.kind == "call":  # one that is only slow is noted as any other
                yield [kind for kind, fault in _SLACK.items() if not fault.spoils]
            elif entry.kind == "fault" and facts.get("struck"):
                yield [kind for kind, fault in _SLACK.items() if _is(fault, facts)]


class TelegramService:
    """Telegram, spoilt on demand."""

    def __init__(self, telegram: TelegramSandbox) -> None:
        self._telegram = telegram
        self._read = 0

    @property
    def control(self) -> str:
        """The address that takes faults as JSON."""
        return self._telegram.control_url

    @property
    def away(self) -> bool:
        """Whether an outage goes on."""
        return self._telegram.away

    def plan(self, kind: str, times: int) -> None:
        """Let the next messages go wrong."""
        self._telegram.fail(_TELEGRAM_SENDS, _TELEGRAM[kind], times)

    def leave(self) -> None:
        """Be away for a time."""
        self._telegram.outage(OUTAGE_SECONDS, BAD_GATEWAY)

    def mend(self) -> None:
        """Let everything work again."""
        self._telegram.mend()

    def struck(self) -> Iterator[list[str]]:
        """Tell of each mishap since this was last asked which kinds it may be."""
        news = self._telegram.journal.of("fault", after=self._read)
        self._read = len(self._telegram.journal.entries)
        for entry in news:
            if entry.what["method"].lower() == _TELEGRAM_SENDS.lower():
                faults = _TELEGRAM.items()
                yield [kind for kind, fault in faults if _is(fault, entry.what)]


def _is(fault: SlackFault | TelegramFault, facts: Json) -> bool:
    wanted = {"status": fault.status, "drop": fault.drop, "after": fault.after}
    return wanted.items() <= facts.items()
