"""The short-lived rights that come with a press: `trigger_id` and `response_url`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from channels.sandbox.slack.model import SlackError

if TYPE_CHECKING:
    from channels.sandbox.slack.workspace import Workspace

TRIGGER_SECONDS = 3
RESPONSE_URL_SECONDS = 30 * 60
RESPONSE_URL_USES = 5


@dataclass(slots=True)
class Trigger:
    """The right to open one modal; `view` is the one it came from, if any."""

    user: str
    until: float
    view: str = ""
    used: bool = False


@dataclass(slots=True)
class Response:
    """The right to answer a few times; `message_ts` is empty after a command."""

    user: str
    channel: str
    message_ts: str
    until: float
    uses: int = 0


class Permits:
    """All that were given out."""

    def __init__(self, space: Workspace) -> None:
        self._space = space
        self._triggers: dict[str, Trigger] = {}
        self._responses: dict[str, Response] = {}

    def new_trigger(self, user: str, view: str = "") -> str:
        """Make a `trigger_id`."""
        name = f"{self._space.new_id('trigger.')}.{self._space.id}"
        until = self._space.now() + TRIGGER_SECONDS
        self._triggers[name] = Trigger(user, until, view)
        return name

    def exchange(self, name: str) -> Trigger:
        """Use a `trigger_id` up; raises `SlackError` when it is worth nothing."""
        trigger = self._triggers.get(name)
        if trigger is None:
            raise SlackError("invalid_trigger_id")
        if trigger.used:
            raise SlackError("exchanged_trigger_id")
        if self._space.now() > trigger.until:
            raise SlackError("expired_trigger_id")
        trigger.used = True
        return trigger

    def new_response(self, user: str, channel: str, message_ts: str = "") -> str:
        """Make the last part of a `response_url`."""
        name = self._space.new_id("response")
        until = self._space.now() + RESPONSE_URL_SECONDS
        self._responses[name] = Response(user, channel, message_ts, until)
        return name

    def respond(self, name: str) -> Response:
        """Count one use of a `response_url`; raises `SlackError` when none is left."""
        response = self._responses.get(name)
        if response is None or self._space.now() > response.until:
            raise SlackError("expired_url")
        if response.uses >= RESPONSE_URL_USES:
            raise SlackError("used_url")
        response.uses += 1
        return response
