"""One call of the Web API, as a method sees it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from channels.sandbox.slack.model import SlackError

if TYPE_CHECKING:
    from collections.abc import Callable

    from channels.sandbox.slack.model import Json
    from channels.sandbox.slack.permits import Permits
    from channels.sandbox.slack.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Call:
    """What came in, and what a method needs to do it.

    Attributes:
        space: The workspace.
        permits: Trigger ids and response addresses.
        args: The arguments, without the token.
        address: The sandbox's own `http://…`.
        new_socket: Makes the one-time address of a WebSocket.
        tell: Passes an event on to the app, where it subscribed to it.
    """

    space: Workspace
    permits: Permits
    args: Json
    address: str
    new_socket: Callable[[], str]
    tell: Callable[[Json], None]

    def text(self, name: str) -> str:
        """An argument as text; empty when it was not given."""
        value = self.args.get(name)
        return "" if value is None else str(value)

    def need(self, name: str) -> str:
        """An argument that has to be there; raises `SlackError`."""
        if not (value := self.text(name)):
            raise bad_arguments(f"missing required field: {name}")
        return value

    def data(self, name: str) -> Any:  # noqa: ANN401 (whatever came)
        """An argument that is JSON, also when it was sent as a string."""
        value = self.args.get(name)
        if not isinstance(value, str) or not value:
            return value or None
        try:
            return json.loads(value)
        except json.JSONDecodeError:
            raise bad_arguments(f"must be valid JSON: {name}") from None

    def flag(self, name: str) -> bool:
        """An argument that is yes or no."""
        return self.text(name).lower() in {"1", "true"}

    def number(self, name: str, otherwise: int) -> int:
        """An argument that is a whole number."""
        try:
            return int(self.text(name) or otherwise)
        except ValueError:
            raise bad_arguments(f"must be an integer: {name}") from None


def bad_arguments(*faults: str) -> SlackError:
    """`invalid_arguments`, with what was wrong."""
    messages = [f"[ERROR] {fault}" for fault in faults]
    metadata = {"messages": messages}
    return SlackError("invalid_arguments", response_metadata=metadata)
