from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from bot.asking.interview import State
from bot.people import erasure
from bot.policy import RELATIONSHIP
from bot.store import Books
from channels.contract import Address
from tests.bot.house import (
    DAY,
    NOW,
    SAY,
    House,
    answered,
    asked,
    joined,
    known,
)

Work = Callable[[Books], object]


async def test_a_customer_is_asked_out_of_turn_in_their_own_day(house: House) -> None:
    await house.store.write(
        lambda books: joined(
            books, "K-2", name="Ann", account="", time_zone="America/New_York"
        )
    )

    told = await house.order("ask K-2")

    (ask,) = await house.store.read(lambda books: books.asks.planned())
    assert told == SAY("ask.planned", customer="Ann", moment="2 March 2026 at 09:00")
    assert ask.due_at == datetime(2026, 3, 2, 14, tzinfo=UTC)
    assert house.woken


async def test_a_question_asked_for_in_a_pause_waits(house: House) -> None:
    await house.order("pause")

    told = await house.order("ask K-1")

    assert told.endswith(SAY("ask.paused"))


def opted_out(books: Books) -> None:
    erasure.opt_out(books, known(books), NOW - DAY)


def unreachable(books: Books) -> None:
    books.customers.unreachable(known(books).id, "blocked", NOW - DAY)


def one_of_the_account(books: Books) -> None:
    joined(books, "K-2")
    asked(books, "K-2", at=NOW - DAY, slot="2026-03/01")


def one_of_the_account_by_hand(books: Books) -> None:
    joined(books, "K-2")
    assert books.asks.plan(RELATIONSHIP, known(books, "K-2").id, None, NOW + DAY)


HINDERED = [
    pytest.param(
        opted_out, "since 1 March 2026 they do not want to be", id="opted out"
    ),
    pytest.param(
        lambda books: books.customers.leave("K-1", NOW - DAY),
        "not a customer since 1 March 2026",
        id="left",
    ),
    pytest.param(
        unreachable, "since 1 March 2026 (has blocked the bot)", id="unreachable"
    ),
    pytest.param(
        lambda books: books.customers.move(
            known(books).id, Address("slack", "anna@example.com")
        ),
        "no chat address",
        id="only an e-mail address",
    ),
    pytest.param(
        lambda books: answered(books, ago=179),
        "until 3 March 2026: 180 days after",
        id="resting",
    ),
    pytest.param(
        lambda books: books.customers.contacted(
            known(books).id, NOW - timedelta(hours=23)
        ),
        "until 2 March 2026 at 13:00: we wrote to them less than 24 hours ago",
        id="written to today",
    ),
    pytest.param(
        one_of_the_account,
        "Not before 1 April 2026: in Nordwind the limit for this month (1)",
        id="the account has had its share",
    ),
    pytest.param(
        one_of_the_account_by_hand, "Not before 1 April 2026", id="or soon will have"
    ),
    pytest.param(
        lambda books: asked(books, at=NOW - 200 * DAY, slot=None),
        "already open, since 14 August 2025",
        id="still asked",
    ),
    pytest.param(
        lambda books: books.asks.plan(RELATIONSHIP, known(books).id, None, NOW + DAY),
        "already planned for 3 March 2026 at 12:00",
        id="planned",
    ),
]


@pytest.mark.parametrize(("been", "why"), HINDERED)
async def test_one_who_must_not_be_asked_is_not(
    house: House, been: Work, why: str
) -> None:
    await house.store.write(been)
    before = await house.store.read(lambda books: books.asks.how_many())

    told = await house.order("ask K-1")

    assert told.startswith("Quirina Vogel (Nordwind) is not asked now. ")
    assert why in told
    assert await house.store.read(lambda books: books.asks.how_many()) == before


@pytest.mark.parametrize(("been", "why"), HINDERED)
async def test_why_tells_the_same(house: House, been: Work, why: str) -> None:
    await house.store.write(been)

    assert why in await house.order("why K-1")


async def test_no_account_has_no_cap(house: House) -> None:
    def been(books: Books) -> None:
        joined(books, "K-2", account="")
        joined(books, "K-3", account="")
        asked(books, "K-2", at=NOW - DAY, slot="2026-03/01")

    await house.store.write(been)

    assert "is asked on" in await house.order("ask K-3")


# Skip -------------------------------------------------------------------------


async def test_one_who_is_skipped_has_had_their_turn(house: House) -> None:
    told = await house.order("skip K-1")

    assert told == SAY("skip.done", customer="Quirina Vogel (Nordwind)")
    assert (await house.customer()).last_turn == NOW


async def test_skipping_cancels_what_was_planned(house: House) -> None:
    await house.order("ask K-1", now=NOW + 8 * timedelta(hours=1))

    told = await house.order("skip K-1")

    (ask,) = await house.store.read(lambda books: books.asks.of(1))
    assert "the question planned for 3 March 2026 at 09:00 is cancelled" in told
    assert ask.state is State.CANCELLED
    assert "skipped by an admin" in await house.order("why K-1")


async def test_one_who_was_asked_cannot_be_skipped(house: House) -> None:
    await house.store.write(lambda books: asked(books, at=NOW - DAY, slot=None))

    told = await house.order("skip K-1")

    (ask,) = await house.store.read(lambda books: books.asks.of(1))
    assert "already asked on 1 March 2026" in told
    assert ask.state is State.ASKED
