"""Two years of a company's life, and the promises held against what people saw.

Nothing here looks into the books: a check that leaned on them would believe them.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Iterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import NamedTuple
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings, strategies as st

from bot.store import Store
from channels.contract import (
    Address,
    Alert,
    Arrived,
    Button,
    ChannelError,
    FollowUp,
    Left,
    Message,
    NotNow,
    OutcomeUnknown,
    Posted,
    Question,
    Refused,
    Tap,
    Unauthorised,
    Unreachable,
)
from channels.memory import Memory
from tests.bot.world import HOME, World, at, policy

REST = timedelta(days=180)
GUARD = timedelta(hours=24)
STEP = timedelta(hours=43)  # comes to every hour of the day, and to every weekday
ZONES = ("Europe/Copenhagen", "America/New_York", "Pacific/Auckland")
START, END = at("2026-03-02 10:00"), at("2028-03-02 10:00")


@dataclass(frozen=True)
class Resident:
    """Somebody who may be asked."""

    key: str
    address: Address
    account: str
    zone: str


class Sight(NamedTuple):
    """A message that came before somebody's eyes, or may have."""

    when: datetime
    to: Address
    at: Posted
    message: Message
    edit: bool


@dataclass
class Diary:
    """What people saw and did, as they would tell it."""

    sights: list[Sight] = field(default_factory=list)
    pauses: list[tuple[datetime, datetime]] = field(default_factory=list)
    refused: dict[Address, list[tuple[datetime, datetime]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    answered: dict[Address, list[tuple[datetime, int, int]]] = field(
        default_factory=lambda: defaultdict(list)
    )


class Town:
    """Everybody who lives through the two years."""

    def __init__(
        self, world: World, path: Path, stack: AsyncExitStack, rng: Random
    ) -> None:
        self.world = world
        self.diary = Diary()
        self.people: list[Resident] = []
        self._path = path
        self._stack = stack
        self._rng = rng
        self._seen = dict.fromkeys(world.channels, 0)
        self._lost = dict.fromkeys(world.channels, 0)
        self._paused: datetime | None = None
        self._blocked: dict[Address, datetime] = {}

    async def live(self) -> None:
        """Let the two years go by."""
        for _ in range(12):
            await self.join()
        ways = [self.join] + [self.fail] * 3 + [self.crash, self.reopen, self.ask]
        ways += [self.answer] * 8 + [self.later] * 2 + [self.never, self.stop]
        ways += [self.block, self.come_back, self.pause, self.resume, self.leave]
        ways += [self.write] * 2
        while self.world.now < END:
            for _ in range(self._rng.choice((0, 0, 1, 1, 2))):
                await self._rng.choice(ways)()
            minutes = (
                self._rng.choice((10, 180, 900)) if self._rng.random() < 0.2 else 0
            )
            await self.step(timedelta(minutes=minutes) or STEP)
        for _ in range(5):
            await self.step(STEP)
        self.close()

    def close(self) -> None:
        """Write the last lines of the diary."""
        if self._paused:
            self.diary.pauses.append((self._paused, END + REST))
        for who, since in self._blocked.items():
            self.diary.refused[who].append((since, END + REST))

    async def step(self, by: timedelta) -> None:
        """Go on by a while."""
        self.note()
        self.world.clock.turn(self.world.now + by)
        await self.world.tick()
        self.note()

    def note(self) -> None:
        """Write down what has come before people's eyes since the last time."""
        for name, channel in self.world.channels.items():
            said = channel.transcript[self._seen[name] :]
            self._seen[name] += len(said)
            failed = channel.failures[self._lost[name] :]
            self._lost[name] += len(failed)
            perhaps = [
                one
                for one, error in failed
                if (error is None or isinstance(error, OutcomeUnknown))
                and one not in said
            ]
            self.diary.sights += [
                Sight(self.world.now, one.to, one.at, one.message, one.edit)
                for one in (*said, *perhaps)
            ]

    # What may happen

    def _somebody(self) -> Resident:
        return self._rng.choice(self.people)

    def _channel(self) -> Memory:
        return self._rng.choice((self.world.slack, self.world.telegram))

    async def join(self) -> None:
        n = len(self.people) + 1
        address = self._rng.choice(
            (
                Address("slack", f"U0{n}"),
                Address("telegram", str(n)),
                Address("slack", "C0SHARED", f"U0{n}"),
            )
        )
        account = self._rng.choice(("", "Acorn", "Birch", "Cedar"))
        resident = Resident(f"K{n}", address, account, self._rng.choice(ZONES))
        await self.world.hire(
            resident.key, address, account=account, zone=resident.zone
        )
        self.people.append(resident)

    async def leave(self) -> None:
        key, now = self._somebody().key, self.world.now
        await self.world.store.write(lambda books: books.customers.leave(key, now))

    async def fail(self) -> None:
        errors: list[ChannelError] = [
            NotNow("busy", self._rng.choice((1.0, 7200.0, 200_000.0))),
            Unauthorised("invalid_auth"),
            OutcomeUnknown("timed out"),
        ]
        if self._rng.random() < 0.2:
            errors += [Unreachable("gone"), Refused("bad message")]
        error = self._rng.choice(errors)
        done = isinstance(error, OutcomeUnknown) and self._rng.random() < 0.5
        self._channel().fail_next(error, done=done)

    async def crash(self) -> None:
        """End in the middle of a send, if there is one to come in the next days."""
        channel, world = self._channel(), self.world
        channel.fail_next(None, done=self._rng.random() < 0.5)
        for _ in range(8):
            self.note()
            world.clock.turn(world.now + STEP)
            await world.service.tick()
            await world.service.show_score()
            sending = world.sending()
            hangs = asyncio.create_task(channel.hanging.wait())
            await asyncio.wait((sending, hangs), return_when=asyncio.FIRST_COMPLETED)
            hangs.cancel()
            if channel.hanging.is_set():
                sending.cancel()
                channel.cut()
                break
        self.note()
        channel.forgive()
        await self.reopen()

    async def reopen(self) -> None:
        await self._stack.aclose()
        opening = Store.open(self._path)
        self.world.store = await self._stack.enter_async_context(opening)
        await self.world.restart()

    async def ask(self) -> None:
        await self.world.order(f"ask {self._somebody().key}")

    def _question(self, resident: Resident) -> tuple[Posted, int] | None:
        """Find a question before somebody's eyes."""
        channel = self.world.channels[resident.address.service]
        mine = {said.at for said in channel.transcript if said.to == resident.address}
        standing = channel.chat(resident.address).items()
        found = [
            (on, message.ask)
            for on, message in standing
            if on in mine and isinstance(message, Question)
        ]
        return found[-1] if found else None

    async def answer(self) -> None:
        for resident in self._rng.sample(self.people, 4):
            if question := self._question(resident):
                on, ask = question
                channel = self.world.channels[resident.address.service]
                score = self._rng.randrange(11)
                tap = Tap(channel.key(), resident.address, ask, score, on)
                if await channel.tell(tap) is None:
                    self.diary.answered[resident.address].append(
                        (self.world.now, ask, score)
                    )
                return

    async def _press(self, button: Button) -> Resident | None:
        for resident in self._rng.sample(self.people, 6):
            question = self._question(resident)
            channel = self.world.channels[resident.address.service]
            chat = channel.chat(resident.address)
            if question and button in dict(chat[question[0]].buttons):  # type: ignore[union-attr]  # it is a question
                if await channel.press(resident.address, button) is None:
                    return resident
                return None
        return None

    async def later(self) -> None:
        await self._press(Button.LATER)

    async def never(self) -> None:
        if resident := await self._press(Button.NEVER):
            self._refuses(resident)

    async def stop(self) -> None:
        resident = self._somebody()
        if resident.address.service == "telegram" and self._rng.random() < 0.3:
            who = resident.address
            await self.world.telegram.tell(
                Left(self.world.telegram.key(), who, stop=True)
            )
            self._refuses(resident)

    def _refuses(self, resident: Resident) -> None:
        forever = (self.world.now, END + REST)
        self.diary.refused[resident.address].append(forever)

    async def block(self) -> None:
        who = self._somebody().address
        if who.service == "telegram" and who not in self._blocked:
            await self.world.telegram.tell(Left(self.world.telegram.key(), who))
            self._blocked[who] = self.world.now

    async def come_back(self) -> None:
        if self._blocked:
            who, since = self._blocked.popitem()
            await self.world.telegram.tell(Arrived(self.world.telegram.key(), who))
            self.diary.refused[who].append((since, self.world.now))

    async def pause(self) -> None:
        if self._paused is None and self._rng.random() < 0.3:
            await self.world.order("pause")
            self.note()
            self._paused = self.world.now

    async def resume(self) -> None:
        if self._paused is not None:
            self.diary.pauses.append((self._paused, self.world.now))
            self._paused = None
            await self.world.order("resume")

    async def write(self) -> None:
        who = self._somebody().address
        await self.world.channels[who.service].write(who, "Well then")


# The promises -----------------------------------------------------------------


def is_reminder(message: Question) -> bool:
    return "gentle reminder" in message.text


def asked(diary: Diary) -> Iterator[tuple[Sight, Question]]:
    """Tell each question and reminder that went out, or may have."""
    for sight in diary.sights:
        message = sight.message
        if isinstance(message, Question) and not sight.edit and "Hi " in message.text:
            yield sight, message


def never_asked_twice(diary: Diary) -> None:
    """P1: one question, one reminder, and one more after "later"."""
    laters = {
        sight.message.ask
        for sight in diary.sights
        if isinstance(sight.message, FollowUp) and "ask again on" in sight.message.text
    }
    first, reminders = defaultdict[int, int](int), defaultdict[int, int](int)
    for _, message in asked(diary):
        (reminders if is_reminder(message) else first)[message.ask] += 1
    for ask, times in first.items():
        assert times <= 1 + (ask in laters), f"ask {ask} went out {times} times"
    assert all(times == 1 for times in reminders.values())


def rest_is_kept(diary: Diary, resident: Resident) -> None:
    """P5: 180 days between asks, and a day between whatever comes unasked."""
    mine = [(s, q) for s, q in asked(diary) if s.to == resident.address]
    for (one, _), (next_one, _) in pairwise(mine):
        assert next_one.when - one.when >= GUARD, f"{resident.key} had no day's peace"
    asks: dict[int, datetime] = {}
    last: dict[int, datetime] = {}
    for sight, question in mine:
        if not is_reminder(question):
            asks.setdefault(question.ask, sight.when)
            last[question.ask] = sight.when
    answers: dict[int, datetime] = {}
    for when, ask, _ in diary.answered[resident.address]:
        answers.setdefault(ask, when)
    for before, after in pairwise(asks):
        assert asks[after] - last[before] >= REST, f"{resident.key} was asked too soon"
    for ask, when in answers.items():
        for other, start in asks.items():
            assert other == ask or start < when or start - when >= REST


def accounts_are_spared(diary: Diary, people: list[Resident]) -> None:
    """P5: one contact of an account in a month."""
    homes = {one.address: one for one in people}
    first: dict[int, Sight] = {}
    for sight, question in asked(diary):
        first.setdefault(question.ask, sight)
    months = defaultdict[tuple[str, str], list[str]](list)
    for sight in first.values():
        one = homes[sight.to]
        month = sight.when.astimezone(HOME).strftime("%Y-%m")
        if one.account:
            months[one.account, month].append(one.key)
    for where, keys in months.items():
        assert len(keys) == 1, f"{keys} of {where} were asked"


def pause_means_pause(diary: Diary) -> None:
    """P6: nothing goes out between a pause confirmed and its end."""
    for sight, question in asked(diary):
        for since, until in diary.pauses:
            assert not since < sight.when < until, f"{question.ask} went out in a pause"


def no_means_no(diary: Diary) -> None:
    """P7: for ever, or until a block is taken back."""
    for sight, _ in asked(diary):
        for since, until in diary.refused[sight.to]:
            assert not since < sight.when < until, f"{sight.to} had said no"


def hours_are_kept(diary: Diary, people: list[Resident]) -> None:
    zones = {one.address: ZoneInfo(one.zone) for one in people}
    for sight, _ in asked(diary):
        wall = sight.when.astimezone(zones[sight.to])
        assert 9 <= wall.hour < 16, f"{sight.to} was written to at {wall}"
        assert wall.weekday() < 5


def the_team_is_told(diary: Diary, people: list[Resident]) -> None:
    """P4: whoever was unhappy first is the subject of an alert."""
    alerts = [s.message for s in diary.sights if isinstance(s.message, Alert)]
    titles = " ".join(alert.title for alert in alerts)
    for one in people:
        scores = {ask: score for _, ask, score in reversed(diary.answered[one.address])}
        if any(score <= 6 for score in scores.values()):
            assert f"{one.key} " in titles or f"{one.key}," in titles, one.key


# The test ---------------------------------------------------------------------


async def two_years(seed: int) -> Town:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "nps.db"
        async with AsyncExitStack() as stack:
            store = await stack.enter_async_context(Store.open(path))
            rules = policy(survey={"customers_per_month": 6})
            rng = Random(seed)  # noqa: S311 - the same two years for the same seed
            town = Town(World(store, rules, START), path, stack, rng)
            await town.live()
    return town


@pytest.mark.timeout(180)  # seconds; ten on a quiet machine
@settings(max_examples=2, deadline=None, derandomize=True, database=None)
@given(seed=st.integers(0, 2**32))
def test_in_two_years_every_promise_is_kept(seed: int) -> None:
    town = asyncio.run(two_years(seed))

    hold(town)


def hold(town: Town) -> None:
    never_asked_twice(town.diary)
    for resident in town.people:
        rest_is_kept(town.diary, resident)
    accounts_are_spared(town.diary, town.people)
    pause_means_pause(town.diary)
    no_means_no(town.diary)
    hours_are_kept(town.diary, town.people)
    the_team_is_told(town.diary, town.people)
    assert len([*asked(town.diary)]) > 20, "hardly anybody was asked"
    assert not any(channel.mistakes for channel in town.world.channels.values())
