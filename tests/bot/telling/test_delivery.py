"""What becomes of a message, by what the channel says."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

import pytest

from bot.asking.interview import State
from bot.store import Books, Store, UnwritableError
from bot.store.books import Work
from bot.store.outbox import Outbox, Outgoing, Saying, Urgency
from bot.telling.outcomes import GIVE_UP_AFTER
from channels.contract import (
    Address,
    Alert,
    Button,
    ChannelError,
    FollowUp,
    Limit,
    Listener,
    Note,
    NotNow,
    OutcomeUnknown,
    PlaceMoved,
    Question,
    Refused,
    Summary,
    Tap,
    Unauthorised,
    Unreachable,
)
from channels.memory import Memory
from tests.bot.world import ADMIN, ANNA, BO, OWNER, TEAM, World, at, policy, spoken

T = TypeVar("T")

GONE = Unreachable("bot was blocked by the user")
WRONG = Refused("can't parse entities")
LOST = OutcomeUnknown("timed out")
MINUTE = timedelta(minutes=1)
START = at("2026-03-02 10:00")
A_YEAR = timedelta(days=365)
BIG_STEPS = timedelta(hours=97)


def questions(world: World) -> list[Address]:
    """Tell to whom questions were ever posted or edited, in order."""
    said = [*world.slack.transcript, *world.telegram.transcript]
    return [one.to for one in said if isinstance(one.message, Question)]


# A question


async def test_a_question_that_was_sent_is_asked(world: World) -> None:
    await world.asked("Bo", BO)

    assert (await world.ask("Bo")).state is State.ASKED
    assert questions(world) == [BO]


async def test_a_question_told_to_wait_goes_when_it_may(world: World) -> None:
    world.telegram.fail_next(NotNow("busy", 300))
    await world.asked("Bo", BO)
    assert (await world.ask("Bo")).state is State.PLANNED

    await world.turn(4 * MINUTE, step=MINUTE)
    assert questions(world) == []
    await world.turn(2 * MINUTE, step=MINUTE)

    assert questions(world) == [BO]
    assert (await world.ask("Bo")).state is State.ASKED


async def test_a_question_follows_a_chat_that_moved(world: World) -> None:
    new = Address("telegram", "4242")
    world.telegram.fail_next(PlaceMoved(new))

    await world.asked("Bo", BO)

    assert questions(world) == [new]
    assert (await world.customer("Bo")).address == new
    assert (await world.ask("Bo")).state is State.ASKED


@pytest.mark.parametrize(
    ("error", "state", "trouble"),
    [
        pytest.param(GONE, State.UNREACHABLE, "trouble.unreachable", id="unreachable"),
        pytest.param(WRONG, State.REFUSED, "trouble.refused", id="refused"),
    ],
)
async def test_a_question_that_cannot_go_ends(
    world: World, error: ChannelError, state: State, trouble: str
) -> None:
    world.telegram.fail_next(error)

    await world.asked("Bo", BO)

    assert (await world.ask("Bo")).state is state
    assert trouble in await world.troubles()
    unreachable = (await world.customer("Bo")).unreachable_at is not None
    assert unreachable is (state is State.UNREACHABLE)


async def test_one_who_is_refused_a_question_gives_up_their_turn(
    world: World,
) -> None:
    world.telegram.fail_next(WRONG)

    await world.asked("Bo", BO)

    assert (await world.customer("Bo")).last_turn == world.now


async def test_a_question_does_not_follow_a_chat_to_another_customer(
    world: World,
) -> None:
    other = Address("telegram", "-4242")
    await world.hire("Cy", other)
    world.telegram.fail_next(PlaceMoved(other))

    await world.asked("Bo", BO)

    assert (await world.customer("Bo")).address == BO
    assert (await world.ask("Bo")).state is State.UNREACHABLE
    assert await world.waiting() == 0


async def test_a_question_follows_the_group_in_which_a_person_is_asked(
    world: World,
) -> None:
    world.telegram.fail_next(PlaceMoved(Address("telegram", "-2")))

    await world.asked("Bo", Address("telegram", "-1", "42"))

    assert questions(world) == [Address("telegram", "-2", "42")]


@pytest.mark.parametrize(
    "error", [None, WRONG, LOST, NotNow("busy", 60)], ids=["sent", "no", "?", "wait"]
)
async def test_forgetting_somebody_while_a_question_is_on_its_way_leaves_nothing(
    world: World, caplog: pytest.LogCaptureFixture, error: ChannelError | None
) -> None:
    await world.hire("Bo", BO)
    await world.order("ask Bo")
    await world.service.tick()
    world.telegram.fail_next(None)
    sending = world.sending()
    await world.telegram.hanging.wait()

    await world.slack.order(ADMIN, "forget Bo yes")
    world.telegram.land(error)
    await sending

    assert await world.waiting() == 0
    assert await world.troubles() == []
    assert caplog.messages == []
    assert await world.store.read(lambda b: b.outbox.posted("ask:1")) is None


async def test_one_who_is_out_of_reach_is_left_alone(world: World) -> None:
    world.telegram.fail_next(GONE)
    await world.asked("Bo", BO)

    await world.turn(A_YEAR, step=BIG_STEPS)

    assert questions(world) == []


async def test_without_a_good_token_a_question_waits_for_one(world: World) -> None:
    world.telegram.fail_next(Unauthorised("invalid_auth"))
    await world.asked("Bo", BO)
    assert (await world.ask("Bo")).state is State.PLANNED
    assert "trouble.unauthorised" in await world.troubles()

    await world.turn(6 * MINUTE, step=MINUTE)

    assert questions(world) == [BO]


@pytest.mark.parametrize("arrived", [True, False], ids=["arrived", "did not arrive"])
async def test_a_question_that_may_have_gone_is_not_sent_again(
    world: World, *, arrived: bool
) -> None:
    world.telegram.fail_next(LOST, done=arrived)

    await world.asked("Bo", BO)
    assert (await world.ask("Bo")).state is State.UNCONFIRMED
    await world.turn(timedelta(days=6), step=timedelta(hours=5))

    assert questions(world) == [BO] * arrived
    if arrived:
        await world.tap(BO, 2)
        assert isinstance(world.last(OWNER), Alert)
        assert isinstance(world.last(BO), FollowUp)


@pytest.mark.parametrize("arrived", [True, False], ids=["arrived", "did not arrive"])
async def test_a_crash_while_sending_a_question_sends_it_no_second_time(
    world: World, *, arrived: bool
) -> None:
    await world.hire("Bo", BO)
    await world.store.write(
        lambda books: books.asks.plan(1, 1, None, world.now)  # by hand
    )
    await world.service.tick()
    world.telegram.fail_next(None, done=arrived)

    await world.crash_while_sending(world.telegram)

    assert (await world.ask("Bo")).state is State.UNCONFIRMED
    await world.turn(timedelta(days=6), step=timedelta(hours=5))
    assert questions(world) == [BO] * arrived


async def test_a_reminder_that_may_have_gone_is_not_sent_again(world: World) -> None:
    await world.asked("Bo", BO)
    world.telegram.fail_next(LOST)

    await world.turn(timedelta(days=20), step=timedelta(hours=5))

    assert questions(world) == [BO]
    await world.tap(BO, 9)
    assert (await world.ask("Bo")).state is State.ANSWERED


async def test_a_reminder_told_to_wait_goes_when_it_may(world: World) -> None:
    await world.asked("Bo", BO)
    world.telegram.fail_next(NotNow("busy", 300))

    await world.turn(timedelta(days=20), step=timedelta(hours=5))

    assert questions(world) == [BO, BO]


async def test_an_answer_quicker_than_the_reminder_stands(world: World) -> None:
    await world.asked("Bo", BO)
    on = next(iter(world.telegram.chat(BO)))
    await world.turn(timedelta(days=6), step=timedelta(hours=5))
    world.clock.turn(world.now + timedelta(days=1))
    await world.service.tick()
    world.telegram.fail_next(None)
    sending = world.sending()
    await world.telegram.hanging.wait()

    await world.telegram.tell(Tap("t1", BO, 1, 2, on))
    world.telegram.land()
    await sending

    why, reminder = world.chat(BO)
    assert "You answered 2." in spoken(why)
    assert spoken(reminder) == "This question is closed now. Thank you all the same."


async def test_an_answer_quicker_than_the_platform_counts(world: World) -> None:
    await world.hire("Bo", BO)
    await world.store.write(lambda books: books.asks.plan(1, 1, None, world.now))
    await world.service.tick()
    world.telegram.fail_next(None, done=True)
    sending = world.sending()
    await world.telegram.hanging.wait()

    await world.telegram.tap(BO, 9)
    world.telegram.land()
    await sending

    ask = await world.ask("Bo")
    assert (ask.state, ask.score) == (State.ANSWERED, 9)
    assert [type(message) for message in world.chat(BO)] == [FollowUp]


async def test_a_question_never_takes_the_place_of_words_that_wait(
    world: World,
) -> None:
    await world.asked("Bo", BO)
    world.telegram.fail_next(NotNow("busy", 8 * 24 * 3600))
    await world.press(BO, Button.LATER)  # the promise waits longer than "later" is

    await world.turn(timedelta(days=20), step=timedelta(hours=5))

    assert questions(world) == [BO, BO, BO]  # asked, asked again, reminded
    assert (await world.ask("Bo")).state is State.ASKED


# Any other message: an alert to the owner


async def unhappy(world: World, error: ChannelError, *, done: bool = False) -> None:
    """Make Bo unhappy, with trouble on the way of the alert."""
    await world.asked("Bo", BO)
    world.slack.fail_next(error, done=done)
    await world.tap(BO, 2)


async def test_an_alert_that_was_sent_waits_no_more(world: World) -> None:
    await world.asked("Bo", BO)
    await world.tap(BO, 2)

    assert len(world.chat(OWNER)) == 1
    assert await world.waiting() == 0


@pytest.mark.parametrize(
    ("error", "wait"),
    [
        pytest.param(NotNow("busy", 30), MINUTE, id="not now"),
        pytest.param(Unauthorised("invalid_auth"), 6 * MINUTE, id="unauthorised"),
        pytest.param(LOST, MINUTE, id="unknown"),
    ],
)
async def test_an_alert_is_tried_until_it_stands(
    world: World, error: ChannelError, wait: timedelta
) -> None:
    await unhappy(world, error)
    assert world.chat(OWNER) == []
    assert await world.waiting() == 1

    await world.turn(wait, step=MINUTE)

    assert len(world.chat(OWNER)) == 1
    assert await world.waiting() == 0


async def test_waiting_for_a_good_token_uses_up_no_patience(world: World) -> None:
    await world.asked("Bo", BO)
    await world.telegram.tap(BO, 2)
    for _ in range(GIVE_UP_AFTER + 1):
        world.slack.fail_next(NotNow("busy", 60))
    world.slack.fail_next(LOST)

    await world.turn((GIVE_UP_AFTER + 5) * MINUTE, step=MINUTE)

    assert len(world.chat(OWNER)) == 1


async def test_an_alert_on_its_way_in_a_crash_is_sent_again(world: World) -> None:
    await world.asked("Bo", BO)
    await world.telegram.tap(BO, 2)
    world.slack.fail_next(None)

    await world.crash_while_sending(world.slack)
    await world.turn(MINUTE)

    assert len(world.chat(OWNER)) == 1


async def test_an_alert_follows_a_chat_that_moved(world: World) -> None:
    new = Address("slack", "C0NEW")

    await unhappy(world, PlaceMoved(new))

    assert isinstance(world.last(new), Alert)


@pytest.mark.parametrize(
    ("error", "trouble"),
    [
        pytest.param(GONE, "trouble.unreachable", id="unreachable"),
        pytest.param(WRONG, "trouble.refused", id="refused"),
    ],
)
async def test_an_alert_that_the_owner_cannot_get_goes_to_the_team(
    world: World, error: ChannelError, trouble: str
) -> None:
    await unhappy(world, error)

    assert world.chat(OWNER) == []
    assert isinstance(world.last(TEAM), Alert)
    assert trouble in await world.troubles()

    await world.write(BO, "Slow")

    alert = world.last(TEAM)
    assert isinstance(alert, Alert)
    assert alert.quote == "Slow"
    assert "could not be reached" in alert.note or "owner" in alert.note.lower()
    assert world.chat(OWNER) == []


@pytest.mark.parametrize("error", [GONE, WRONG], ids=["unreachable", "refused"])
async def test_an_alert_that_the_team_cannot_get_waits_until_it_can(
    world: World, error: ChannelError
) -> None:
    await world.asked("Bo", BO)
    for _ in range(2):
        world.slack.fail_next(error)

    await world.tap(BO, 2)
    assert len(await world.troubles()) == 2  # of the owner and of the team
    await world.turn(6 * MINUTE, step=MINUTE)

    assert isinstance(world.last(TEAM), Alert)
    assert await world.waiting() == 0


async def test_words_that_nobody_can_be_given_wait(world: World) -> None:
    await world.hire("Bo", BO)
    for _ in range(2):
        world.slack.fail_next(GONE)

    await world.write(BO, "Your invoice is wrong")
    assert world.chat(TEAM) == []
    await world.turn(6 * MINUTE, step=MINUTE)

    forwarded = [m for m in world.chat(TEAM) if isinstance(m, Alert)]
    assert [alert.quote for alert in forwarded] == ["Your invoice is wrong"]


async def test_a_summary_waits_until_we_are_let_into_the_team_channel(
    world: World,
) -> None:
    for _ in range(2):
        world.slack.fail_next(Unreachable("not_in_channel"))

    await world.tick()
    assert world.chat(TEAM) == []
    assert "trouble.unreachable" in await world.troubles()
    await world.turn(6 * MINUTE, step=MINUTE)

    assert len(world.chat(TEAM)) == 2  # the running score has its own


async def test_without_a_token_for_the_owner_an_alert_goes_to_the_team(
    world: World,
) -> None:
    owner = Address("telegram", "7")
    await world.asked("Anna", ANNA, owner=owner)
    await world.restart_without("telegram")

    await world.slack.tap(ANNA, 2)
    await world.tick()

    assert any(isinstance(message, Alert) for message in world.chat(TEAM))
    assert "trouble.unreachable" in await world.troubles()


async def test_without_a_token_a_question_ends_and_says_so(world: World) -> None:
    await world.hire("Bo", BO)
    await world.order("ask Bo")
    await world.restart_without("telegram")

    await world.tick()

    assert (await world.ask("Bo")).state is State.REFUSED
    assert (await world.customer("Bo")).unreachable_at is None
    assert "trouble.refused" in await world.troubles()


async def test_an_edit_that_is_refused_is_posted_anew(world: World) -> None:
    await world.asked("Bo", BO)
    world.telegram.fail_next(Refused("message to edit not found"))

    await world.tap(BO, 9)

    question, why = world.chat(BO)
    assert isinstance(question, Question)
    assert "You answered 9." in spoken(why)


async def test_tidying_up_that_is_refused_is_let_be(world: World) -> None:
    await world.asked("Bo", BO)
    await world.turn(timedelta(days=20), step=timedelta(hours=5))
    world.telegram.fail_next(Refused("message can't be edited"))

    await world.turn(timedelta(days=12), step=timedelta(hours=5))

    assert (await world.ask("Bo")).state is State.EXPIRED
    assert all(isinstance(m, Question | FollowUp) for m in world.chat(BO))
    assert len(world.chat(BO)) == 2


async def test_what_stood_in_a_chat_that_moved_is_posted_anew(world: World) -> None:
    new = Address("slack", "C0NEW")
    await world.asked("Bo", BO)
    world.slack.fail_next(PlaceMoved(new))

    await world.tap(BO, 9)  # nobody is alerted; the running score is the next edit
    await world.tick()
    await world.turn(timedelta(days=1))

    running, summary = world.chat(new)
    assert isinstance(running, Summary)
    assert running.pin
    assert isinstance(summary, Summary)


async def test_a_pause_tells_of_a_question_that_takes_too_long(world: World) -> None:
    await world.hire("Bo", BO)
    await world.order("ask Bo")
    await world.service.tick()
    world.telegram.fail_next(None)
    sending = world.sending()
    await world.telegram.hanging.wait()

    told = await world.slack.order(ADMIN, "pause")
    world.telegram.land()
    await sending

    assert spoken(told).endswith("1 question is still on its way.")


# One message for each topic


async def test_a_burst_makes_one_edit(world: World) -> None:
    await world.asked("Bo", BO)
    said = len(world.telegram.transcript)
    for score in (3, 9, 0, 10):
        await world.telegram.tap(BO, score)

    await world.deliver()

    (edit,) = world.telegram.transcript[said:]
    assert "You answered 10." in spoken(edit.message)


def note(text: str, ask: int | None = None) -> Saying:
    """Say *text* under one topic, which was due long ago."""
    due = START
    return Saying("t", BO, Note(text), Urgency.NOW, due, ask=ask)


def due(books: Books) -> list[Outgoing]:
    return books.outbox.due("telegram", START, 10)


async def test_words_reworded_after_they_were_read_are_read_again(
    world: World,
) -> None:
    def reworded(books: Books) -> list[bool]:
        books.outbox.put(note("old"))
        (old,) = due(books)
        books.outbox.put(note("new"))
        (new,) = due(books)
        return [books.outbox.start(old), books.outbox.start(new)]

    assert await world.store.write(reworded) == [False, True]


async def test_newer_words_wait_for_those_on_their_way_and_overtake_them(
    world: World,
) -> None:
    def overtaken(books: Books) -> list[str]:
        books.outbox.put(note("old"))
        (old,) = due(books)
        books.outbox.start(old)
        books.outbox.put(note("new"))
        assert due(books) == []
        books.outbox.retry(old, START)
        return [spoken(row.message) for row in due(books)]

    assert await world.store.write(overtaken) == ["new"]


async def test_an_answer_takes_the_place_of_a_question_that_waits(
    world: World,
) -> None:
    await world.asked("Bo", BO)

    def replaced(books: Books) -> int | None:
        books.outbox.put(note("question", ask=1))
        books.outbox.put(note("follow-up"))
        return due(books)[0].ask

    assert await world.store.write(replaced) is None


# Pace


async def test_questions_leave_room_for_what_is_urgent(world: World) -> None:
    owner = Address("telegram", "7")
    people = [Address("telegram", str(place)) for place in range(100, 105)]
    world.telegram.pace = [Limit("telegram", 1 / 60, burst=3, reserve=2)]
    for who in people:
        await world.hire(who.place, who, owner=owner)
        await world.slack.order(Address("slack", "U0ADMIN"), f"ask {who.place}")

    await world.tick()
    assert questions(world) == people[:1]
    await world.tap(people[0], 2)
    assert isinstance(world.last(people[0]), FollowUp)
    assert isinstance(world.last(owner), Alert)
    assert questions(world) == people[:1]

    await world.turn(timedelta(minutes=10), step=MINUTE)
    assert questions(world) == people


async def test_one_told_to_wait_does_not_hold_up_another_chat(world: World) -> None:
    world.telegram.fail_next(NotNow("busy", 3600))
    await world.asked("Bo", BO)

    await world.asked("Anna", ANNA)

    assert questions(world) == [ANNA]


async def test_a_limit_that_said_not_now_is_obeyed_by_all_its_sends(
    world: World,
) -> None:
    world.telegram.pace = [Limit("telegram", 10)]
    world.telegram.fail_next(NotNow("busy", 600))
    await world.asked("Bo", BO)
    await world.asked("Cy", Address("telegram", "43"))
    await world.turn(9 * MINUTE, step=MINUTE)
    assert questions(world) == []

    await world.turn(2 * MINUTE, step=MINUTE)

    assert len(questions(world)) == 2


async def test_one_with_much_to_say_holds_up_nobody_else(world: World) -> None:
    def crowded(books: Books) -> list[Address]:
        for number in range(100):
            saying = Saying(f"chatty:{number}", OWNER, Note("."), Urgency.ALERT, START)
            books.outbox.put(saying)
        books.outbox.put(Saying("quiet", TEAM, Note("."), Urgency.ALERT, START))
        return [row.to for row in books.outbox.due("slack", START, 10)]

    assert await world.store.write(crowded) == [OWNER, TEAM]


@pytest.mark.usefixtures("world")
async def test_ten_thousand_that_wait_are_looked_at_by_an_index(tmp_path: Path) -> None:
    values = {"service": "slack", "urgency": 3, "now": 1, "limit": 64}
    with closing(sqlite3.connect(tmp_path / "nps.db")) as db:
        plan = db.execute(f"EXPLAIN QUERY PLAN {Outbox.statements['due']}", values)
        steps = [step for *_, step in plan]

    assert any(
        "INDEX outbox_due (service=? AND urgency=? AND due_at<?)" in s for s in steps
    )
    assert any(
        "INDEX outbox_to (service=? AND urgency=? AND address=?" in s for s in steps
    )
    assert not any("TEMP B-TREE" in step for step in steps)


# The disk


class Frail(Store):
    """A store on a disk that is full at times."""

    full = False

    async def write(self, work: Work[T]) -> T:
        if self.full:
            raise UnwritableError("database or disk is full")
        return await super().write(work)


@asynccontextmanager
async def frail_world(path: Path) -> AsyncIterator[tuple[World, Frail]]:
    async with Frail.open(path) as store:
        assert isinstance(store, Frail)
        yield World(store, policy(), at("2026-03-02 10:00")), store


class Deaf(Memory):
    """A chat service that lets nobody in any more, when told."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.deaf = asyncio.Event()

    async def run(self, hear: Listener) -> None:
        self.listen(hear)
        await self.deaf.wait()
        raise Unauthorised("invalid_auth")


async def test_on_a_full_disk_neither_sending_nor_hearing_ends(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with frail_world(tmp_path / "nps.db") as (world, disk):
        world.channels["slack"] = world.slack = slack = Deaf("slack")
        await world.restart()
        serving = asyncio.create_task(world.service.run())
        await world.until(lambda: bool(world.chat(TEAM)))
        await disk.write(lambda books: books.outbox.put(note("Hello")))
        disk.full = True
        world.service.stir()
        slack.deaf.set()
        wait = "{} has to wait: database or disk is full"
        waits = {wait.format("slack"), wait.format("telegram")}

        await world.until(lambda: serving.done() or waits <= {*caplog.messages})
        disk.full = False
        world.clock.turn(world.now + MINUTE)
        await world.until(lambda: serving.done() or bool(world.chat(BO)))

        serving.cancel()
        with pytest.raises(asyncio.CancelledError):
            await serving


async def test_the_service_outlives_a_full_disk(tmp_path: Path) -> None:
    async with frail_world(tmp_path / "nps.db") as (world, disk):
        serving = asyncio.create_task(world.service.run())
        await world.until(lambda: bool(world.chat(TEAM)))
        customer = await world.hire("Bo", BO)
        await disk.write(lambda books: books.asks.plan(1, customer.id, None, world.now))
        disk.full = True
        for _ in range(3):
            await world.service.tick()
            world.clock.turn(world.now + MINUTE)
            await world.settled()
        assert not serving.done()

        disk.full = False
        await world.service.tick()
        await world.until(lambda: questions(world) == [BO])

        serving.cancel()
        with pytest.raises(asyncio.CancelledError):
            await serving


async def test_what_a_full_disk_could_not_note_is_noted_when_it_can(
    tmp_path: Path,
) -> None:
    async with frail_world(tmp_path / "nps.db") as (world, disk):
        await world.hire("Bo", BO)
        await world.order("ask Bo")
        await world.service.tick()
        world.telegram.fail_next(None)
        sending = world.sending()
        await world.telegram.hanging.wait()
        disk.full = True
        world.telegram.land()
        await world.settled()
        assert questions(world) == [BO]
        assert (await world.ask("Bo")).state is State.SENDING

        disk.full = False
        world.clock.turn(world.now + MINUTE)
        await sending

        assert (await world.ask("Bo")).state is State.ASKED
