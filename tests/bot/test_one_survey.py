"""The whole story of one answer, as each of them sees it."""

from __future__ import annotations

from datetime import timedelta

from bot.asking.interview import State
from channels.contract import Alert, Button, FollowUp, Question, Summary
from tests.bot.world import ANNA, OWNER, TEAM, World, spoken


async def test_an_unhappy_customer_is_heard(world: World) -> None:
    await world.asked("Anna", ANNA)

    (question,) = world.chat(ANNA)
    assert isinstance(question, Question)
    assert "How likely are you to recommend Acme" in question.text
    assert [button for button, _ in question.buttons] == [Button.LATER, Button.NEVER]

    assert await world.tap(ANNA, 3) is None

    (why,) = world.chat(ANNA)
    assert isinstance(why, FollowUp)
    assert "You answered 3." in why.text
    (alert,) = world.chat(OWNER)
    assert isinstance(alert, Alert)
    assert (alert.title, alert.quote) == ("Anna gave 3 of 10 – very unhappy", "")
    assert alert.contact == ANNA

    reply = await world.write(ANNA, "Too slow, and <!channel> *rude*")

    assert spoken(reply) == "Thank you – I have passed it on."
    (thanks,) = world.chat(ANNA)
    assert "your words have gone to the people who can act on them" in spoken(thanks)
    (alert,) = world.chat(OWNER)
    assert isinstance(alert, Alert)
    assert alert.quote == "Too slow, and <!channel> *rude*"

    await world.press(ANNA, Button.CHANGE)
    await world.tap(ANNA, 8)

    (alert,) = world.chat(OWNER)
    assert "withdr" in spoken(alert) or "8" in spoken(alert)
    ask = await world.ask("Anna")
    assert (ask.state, ask.score) == (State.ANSWERED, 8)

    await world.turn("2026-03-03 09:30")

    daily, running, next_daily = world.chat(TEAM)
    assert all(isinstance(one, Summary) for one in (daily, running, next_daily))
    assert isinstance(running, Summary)
    assert running.pin
    assert isinstance(next_daily, Summary)
    (voice,) = next_daily.voices
    assert "Anna" in voice.who
    assert voice.words == "Too slow, and <!channel> *rude*"


async def test_every_chat_holds_one_message_for_all_of_it(world: World) -> None:
    await world.asked("Anna", ANNA)
    for score in (3, 9, 0):
        await world.tap(ANNA, score)
        await world.write(ANNA, f"Because of {score}")
        await world.press(ANNA, Button.CHANGE)
        await world.turn(timedelta(minutes=5))

    assert len(world.chat(ANNA)) == 1
    assert len(world.chat(OWNER)) == 1


async def test_silence_is_asked_about_once_and_then_left_alone(world: World) -> None:
    await world.asked("Anna", ANNA)

    await world.turn("2026-03-09 09:30")
    assert len(world.chat(ANNA)) == 1

    await world.turn("2026-03-09 11:00")
    older, reminder = world.chat(ANNA)
    assert spoken(older) == "I have asked again further down."
    assert isinstance(reminder, Question)
    assert "a gentle reminder" in reminder.text

    await world.turn("2026-04-10 10:00", step=timedelta(hours=7))
    older, closed = world.chat(ANNA)
    assert isinstance(closed, FollowUp)
    assert spoken(closed) == "This question is closed now. Thank you all the same."
    assert (await world.ask("Anna")).state is State.EXPIRED
