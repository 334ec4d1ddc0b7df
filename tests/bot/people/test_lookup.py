"""Asking the platform about customers."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.people.lookup import look_up
from channels.contract import Address, ChannelError, NotNow, Profile, Unreachable
from channels.memory import Memory
from tests.bot.world import ANNA, World

MAIL = Address("slack", "anna@acme.com")
SAME = "the same person as another customer"  # erased with them, were they named
FOUND = Profile(ANNA, "Anna", "America/New_York", "da")


async def look(world: World) -> None:
    await look_up(world.slack, world.store, world.now)


async def test_an_e_mail_becomes_the_person_behind_it(world: World) -> None:
    await world.hire("Anna", MAIL, language="", zone="")
    world.slack.profiles[MAIL.place] = FOUND

    await look(world)

    anna = await world.customer("Anna")
    found = (anna.address, anna.time_zone, anna.language)
    assert found == (ANNA, "America/New_York", "da")


async def test_what_the_file_says_goes_before(world: World) -> None:
    await world.hire("Anna", ANNA, language="sv", zone="Europe/Oslo")
    world.slack.profiles[ANNA.place] = FOUND

    await look(world)

    anna = await world.customer("Anna")
    assert (anna.time_zone, anna.language) == ("Europe/Oslo", "sv")


@pytest.mark.parametrize("zone", ["Mars/Base", "", "EST5EDT\n"])
async def test_a_zone_that_is_none_is_not_kept(world: World, zone: str) -> None:
    await world.hire("Anna", ANNA, zone="")
    world.slack.profiles[ANNA.place] = Profile(ANNA, time_zone=zone)

    await look(world)

    assert (await world.customer("Anna")).time_zone == ""


async def test_an_unknown_e_mail_is_out_of_reach(world: World) -> None:
    await world.hire("Anna", MAIL)
    world.slack.profiles[MAIL.place] = Unreachable("users_not_found")

    await look(world)

    anna = await world.customer("Anna")
    assert anna.unreachable_at
    assert anna.unreachable_why == "users_not_found"


async def test_two_customers_who_are_one_person_are_told_of(world: World) -> None:
    await world.hire("Anna", ANNA)
    await world.hire("Twin", MAIL)
    world.slack.profiles[MAIL.place] = FOUND

    await look(world)

    assert (await world.customer("Twin")).unreachable_why == SAME
    assert (await world.customer("Anna")).unreachable_at is None


async def test_trouble_on_the_way_is_for_the_next_time(world: World) -> None:
    await world.hire("Anna", MAIL)
    world.slack.profiles[MAIL.place] = NotNow("busy", 1)
    await look(world)
    assert (await world.customer("Anna")).unreachable_at is None

    world.slack.profiles[MAIL.place] = FOUND
    await look(world)

    assert (await world.customer("Anna")).address == ANNA


async def test_the_platform_is_asked_again_after_a_month(world: World) -> None:
    await world.hire("Anna", ANNA, zone="")
    await look(world)
    world.slack.profiles[ANNA.place] = FOUND

    await look(world)
    assert (await world.customer("Anna")).time_zone == ""
    world.clock.turn(world.now + timedelta(days=31))
    await look(world)

    assert (await world.customer("Anna")).time_zone == "America/New_York"


async def test_what_is_found_of_an_address_left_meanwhile_is_dropped(
    world: World,
) -> None:
    anna = await world.hire("Anna", MAIL)
    moved = Address("telegram", "7")

    class Slow(Memory):
        async def profile(self, who: Address) -> Profile:
            await world.store.write(lambda books: books.customers.move(anna.id, moved))
            return Profile(ANNA, str(who))

    await look_up(Slow("slack"), world.store, world.now)

    assert (await world.customer("Anna")).address == moved


async def test_a_customer_known_by_e_mail_alone_is_not_asked_yet(
    world: World,
) -> None:
    await world.hire("Anna", MAIL)
    trouble: ChannelError = NotNow("busy", 1)
    world.slack.profiles[MAIL.place] = trouble

    await world.turn(timedelta(days=40), step=timedelta(hours=25))

    assert all(said.to != MAIL for said in world.slack.transcript)


async def test_who_was_lost_in_slack_is_found_again(world: World) -> None:
    await world.hire("Anna", ANNA)
    world.slack.profiles[ANNA.place] = Unreachable("user_not_found")
    await look(world)
    world.slack.profiles[ANNA.place] = FOUND

    await world.turn(timedelta(days=31), step=timedelta(days=1))

    assert (await world.customer("Anna")).unreachable_at is None
