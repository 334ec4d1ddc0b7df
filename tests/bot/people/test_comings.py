"""Who arrives, leaves or moves."""

from __future__ import annotations

from datetime import timedelta

from bot.asking.interview import State
from bot.orders.invitation import hashed
from channels.contract import (
    Address,
    Arrived,
    FollowUp,
    Left,
    Moved,
    Question,
    Reply,
    Summary,
)
from tests.bot.world import BO, OWNER, TEAM, World, spoken

CY = Address("telegram", "43")
BAD = "This link does not work"


async def invite(world: World, key: str, code: str) -> None:
    """Send a customer a link that is good for thirty days."""
    customer = await world.customer(key)
    expires = world.now + timedelta(days=30)
    await world.store.write(
        lambda books: books.office.invite(hashed(code), customer.id, expires)
    )


async def start(
    world: World, who: Address, code: str = "", language: str = ""
) -> Reply:
    return await world.telegram.tell(Arrived(world.telegram.key(), who, code, language))


async def block(world: World, who: Address, *, stop: bool = False) -> Reply:
    reply = await world.telegram.tell(Left(world.telegram.key(), who, stop=stop))
    await world.deliver()
    return reply


async def test_a_personal_link_brings_a_customer_in(world: World) -> None:
    await world.hire("Bo", None)
    await invite(world, "Bo", "secret")

    reply = await start(world, BO, "secret")

    assert "Hi Bo, good to have you here." in spoken(reply)
    await world.order("ask Bo")
    await world.tick()
    assert isinstance(world.last(BO), Question)


async def test_the_link_tells_the_language_where_the_file_does_not(
    world: World,
) -> None:
    await world.hire("Bo", None, language="")
    await invite(world, "Bo", "secret")

    reply = await start(world, BO, "secret", "da-DK")

    assert (await world.customer("Bo")).language == "da"
    assert "Hej Bo" in spoken(reply)


async def test_a_link_works_once(world: World) -> None:
    await world.hire("Bo", None)
    await invite(world, "Bo", "secret")
    await start(world, BO, "secret")

    assert BAD in spoken(await start(world, CY, "secret"))

    assert (await world.customer("Bo")).address == BO


async def test_a_link_works_for_a_while(world: World) -> None:
    await world.hire("Bo", None)
    await invite(world, "Bo", "secret")
    world.clock.turn(world.now + timedelta(days=30))

    assert BAD in spoken(await start(world, BO, "secret"))


async def test_a_link_that_another_customer_opened_still_works(world: World) -> None:
    await world.hire("Bo", None)
    await world.hire("Cy", CY)
    await invite(world, "Bo", "secret")

    assert BAD in spoken(await start(world, CY, "secret"))
    assert (await world.customer("Cy")).address == CY

    assert "Hi Bo" in spoken(await start(world, BO, "secret"))


async def test_a_made_up_code_brings_nobody_in(world: World) -> None:
    assert BAD in spoken(await start(world, BO, "made-up"))


async def test_without_a_link_a_stranger_is_asked_for_one(world: World) -> None:
    assert "personal link" in spoken(await start(world, BO))


async def test_one_who_blocks_is_not_asked_until_they_start_again(
    world: World,
) -> None:
    await world.hire("Bo", BO)
    await block(world, BO)

    assert "blocked" in (await world.order("ask Bo")).lower()
    await world.turn(timedelta(days=62), step=timedelta(hours=25))
    assert world.chat(BO) == []

    assert "Welcome back, Bo" in spoken(await start(world, BO))
    await world.turn(timedelta(days=62), step=timedelta(hours=25))
    assert world.chat(BO) != []


async def test_a_block_ends_the_question_that_is_open(world: World) -> None:
    await world.asked("Bo", BO)

    await block(world, BO)

    assert (await world.ask("Bo")).state is State.UNREACHABLE
    await world.turn(timedelta(days=20), step=timedelta(hours=25))
    assert len(world.chat(BO)) == 1


async def test_one_who_comes_back_can_still_answer_what_stands_there(
    world: World,
) -> None:
    await world.asked("Bo", BO)
    await block(world, BO)
    await start(world, BO)

    await world.tap(BO, 4)

    assert (await world.ask("Bo")).score == 4
    assert "gave 4 of 10" in spoken(world.last(OWNER))


async def test_stop_is_for_ever(world: World) -> None:
    await world.asked("Bo", BO)

    reply = await block(world, BO, stop=True)

    assert "will never ask you again" in spoken(reply)
    assert (await world.customer("Bo")).opted_out_at
    reply = await start(world, BO)
    assert "will never ask you again" in spoken(reply)
    await world.turn(timedelta(days=400), step=timedelta(hours=97))
    assert len(world.chat(BO)) == 1


async def test_a_stop_by_a_stranger_is_answered(world: World) -> None:
    assert "don’t know you" in spoken(await block(world, BO, stop=True))


async def test_a_block_by_a_stranger_is_nothing(world: World) -> None:
    assert await block(world, BO) is None


async def test_a_customer_s_chat_that_moves_is_followed(world: World) -> None:
    await world.asked("Bo", BO)

    await world.telegram.tell(Moved("m1", BO, CY))

    assert (await world.customer("Bo")).address == CY


async def test_the_team_s_chat_that_moves_is_followed(world: World) -> None:
    new = Address("slack", "C0NEW")
    await world.tick()
    before = len(world.chat(TEAM))
    await world.hire("Bo", BO, owner=None)

    await world.slack.tell(Moved("m1", TEAM, new))
    await world.write(BO, "Hello")
    await world.turn(timedelta(days=1))

    assert len(world.chat(TEAM)) == before
    alert, *summaries = world.chat(new)
    assert "Bo" in spoken(alert)
    assert len(summaries) == 2
    assert all(isinstance(one, Summary) for one in summaries)


async def test_a_follow_up_finds_a_chat_that_moved_meanwhile(world: World) -> None:
    await world.asked("Bo", BO)
    await world.telegram.tap(BO, 9)

    await world.telegram.tell(Moved("m1", BO, CY))
    await world.deliver()

    assert isinstance(world.last(CY), FollowUp)
    assert world.chat(OWNER) == []
