"""What changed since a page last heard."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from channels.sandbox.page.screens import Screens
    from channels.sandbox.page.stage import Json, Stage

LOOK_SECONDS = 0.1
STATE_SECONDS = 0.3
BREATH_SECONDS = 15.0


class Newsroom:
    """Looks for news while anybody listens, and tells everybody who does."""

    def __init__(self, screens: Screens, stage: Stage) -> None:
        self._screens = screens
        self._stage = stage
        self._listeners: set[asyncio.Queue[str]] = set()
        self._clock: Json = {}
        self._state: Json = {}
        self._stale = False

    async def listen(self) -> AsyncIterator[str]:
        """Give each piece of news as it stands in an event stream."""
        self._look()
        await self._look_closely()
        queue = asyncio.Queue[str]()
        self._listeners.add(queue)
        try:
            yield _event("state", self._clock | self._state)
            while True:
                try:
                    async with asyncio.timeout(BREATH_SECONDS):
                        news = await queue.get()
                except TimeoutError:
                    news = ": still here\n\n"
                yield news
        finally:
            self._listeners.discard(queue)

    async def run(self) -> None:
        """Look for news until cancelled."""
        loop = asyncio.get_running_loop()
        next_state = 0.0
        while True:
            self._look()
            if self._stale and self._listeners and loop.time() >= next_state:
                self._stale = False
                await self._look_closely()
                next_state = loop.time() + STATE_SECONDS
            await asyncio.sleep(LOOK_SECONDS)

    def _look(self) -> None:
        if rooms := self._screens.changed():
            self._stale = True
            self._tell("rooms", {"rooms": sorted(rooms)})
        clock = self._stage.clock()
        if clock != self._clock:
            self._stale = True
            self._clock = clock
            self._tell("state", clock)

    async def _look_closely(self) -> None:
        state = await self._stage.state()
        news = {name: fact for name, fact in state.items() if self._is_new(name, fact)}
        self._state = state
        if news:
            self._tell("state", news)

    def _is_new(self, name: str, fact: object) -> bool:
        return self._state.get(name) != fact

    def _tell(self, kind: str, news: Json) -> None:
        event = _event(kind, news)
        for queue in self._listeners:
            queue.put_nowait(event)


def _event(kind: str, news: Json) -> str:
    return f"event: {kind}\ndata: {json.dumps(news, ensure_ascii=False)}\n\n"
