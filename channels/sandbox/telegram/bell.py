"""Waking everyone who waits for something to change."""

from __future__ import annotations

import asyncio
from collections.abc import Callable


class Bell:
    """A condition that plain code can ring, without a lock and without awaiting."""

    def __init__(self) -> None:
        self._rung = asyncio.Event()

    def ring(self) -> None:
        """Let everyone who waits look again."""
        self._rung.set()
        self._rung = asyncio.Event()

    async def until(self, ready: Callable[[], bool]) -> None:
        """Wait until `ready` says so; return at once when it does already."""
        while not ready():
            await self._rung.wait()
