"""What the page shows of the demo, and what it can order of it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

from bot.demo.cast import ADMIN, TEAM
from bot.demo.company import company_name
from bot.demo.life import Life
from bot.demo.opening import ZONE
from bot.demo.passage import Passage
from bot.demo.roll import roll
from bot.demo.town import Town
from bot.demo.trouble import Trouble
from bot.store import Books
from bot.telling.newsroom import Newsroom
from bot.telling.standing import as_json

Json = dict[str, Any]


def next_month(moment: datetime) -> datetime:
    """Tell the same time of the same day in the next month, or on its last day.

    >>> next_month(datetime(2026, 1, 31, 9)).isoformat()
    '2026-02-28T09:00:00'
    """
    first = (moment.replace(day=1) + timedelta(days=31)).replace(day=1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return first.replace(day=min(moment.day, last.day))


JUMPS: Mapping[str, Callable[[datetime], datetime]] = {
    "hour": lambda moment: moment.astimezone(UTC) + timedelta(hours=1),
    "day": lambda moment: moment + timedelta(days=1),
    "month": next_month,
}
"""Where a jump leads, from a moment on the team's clock."""


class DemoStage:
    """The demo, as the page knows it."""

    def __init__(self, life: Life, passage: Passage, town: Town) -> None:
        self._life = life
        self._passage = passage
        self._town = town
        self._cast = town.cast
        self._newsroom = Newsroom(life.policy)
        self._trouble = Trouble(life.slack, life.telegram)

    def clock(self) -> Json:
        """Tell the time and what moves it."""
        now = self._life.clock.now()
        if not self._passage.walking:  # the page shows minutes
            now = now.replace(second=0, microsecond=0)
        return {
            "now": now.timestamp(),
            "playing": self._passage.playing,
            "walking": self._passage.walking,
            "crowd": self._town.crowd,
            "away": self._trouble.away(),
            "coming": self._trouble.coming(),
        }

    async def state(self) -> Json:
        """Tell all else."""
        now = self._life.clock.now()
        return await self._life.store.read(partial(self._state, now=now))

    def _state(self, books: Books, now: datetime) -> Json:
        return {
            "company": company_name(),
            "zone": self._life.policy.zone,
            "team": {"chat": f"{self._cast.team}/{self._admin}", "name": TEAM},
            "admin": ADMIN,
            "owners": {chat: name for name, chat in self._cast.owners.items()},
            "customers": roll(books),
            "standing": as_json(self._newsroom.standing(books, now)),
            "controls": self._trouble.controls(),
            "paused": books.office.paused_since() is not None,
        }

    @property
    def _admin(self) -> str:
        return self._cast.admin.partition(":")[2]

    async def quietly(self, act: Callable[[], Awaitable[Json]]) -> Json:
        """Let a person act while time does not jump, and see what comes of it."""
        async with self._passage.still:
            told = await act()
            await self._life.heard()
            return told

    # What can be ordered

    @property
    def orders(self) -> Mapping[str, Callable[[Json], None]]:
        """What can be ordered, by name."""
        return {
            "play": lambda _: self._passage.play(on=True),
            "pause": lambda _: self._passage.play(on=False),
            "jump": self._jump,
            "crowd": self._crowd,
            "fault": self._trouble.plan,
            "mend": lambda _: self._trouble.mend(),
        }

    def _jump(self, given: Json) -> None:
        self._passage.jump(JUMPS[given["by"]](self._passage.goal.astimezone(ZONE)))

    def _crowd(self, given: Json) -> None:
        self._town.crowd = given["on"] is True
