"""What the page needs of the demo beside the two platforms."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Protocol

Json = dict[str, Any]


class Stage(Protocol):
    """The service as the page shows it, and the time it lives in."""

    def clock(self) -> Json:
        """Tell the time and what moves it; cheap, and asked often."""
        ...

    async def state(self) -> Json:
        """Tell all else: who is who, the customers, the score."""
        ...

    @property
    def orders(self) -> Mapping[str, Callable[[Json], None]]:
        """What can be ordered of the demo, by name.

        An order raises `KeyError` or `ValueError` when it is not understood.
        """
        ...

    async def quietly(self, act: Callable[[], Awaitable[Json]]) -> Json:
        """Let a person act while time does not jump, and see what comes of it."""
        ...
