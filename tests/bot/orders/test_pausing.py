from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from bot.orders import pausing
from bot.policy import RELATIONSHIP
from bot.store import Books
from tests.bot.house import (
    ADMIN,
    DAY,
    NOW,
    SAY,
    House,
    joined,
    known,
)


async def test_a_pause_is_confirmed_when_nothing_is_on_its_way_any_more(
    house: House,
) -> None:
    told = await house.order("pause")

    assert told == SAY("pause.done")
    assert house.waited_for == [True]  # it was on disk before we waited
    assert house.woken


async def test_a_pause_tells_of_questions_that_are_still_on_their_way(
    house: House,
) -> None:
    house.flying.append(2)

    told = await house.order("pause")

    assert told == f"{SAY('pause.done')} 2 questions are still on their way."


async def test_a_pause_may_be_given_twice(house: House) -> None:
    await house.order("pause")
    told = await house.order("pause until 2026-03-09", now=NOW + DAY)

    since = await house.store.read(lambda books: books.office.paused_since())
    assert told == SAY("pause.done.until", date="9 March 2026")
    assert since == NOW


async def test_resuming_makes_up_for_nothing(house: House) -> None:
    def planned(books: Books) -> None:
        for n in range(2, 6):
            joined(books, f"K-{n}", account="")
        due = {1: NOW, 2: NOW + 2 * DAY, 3: NOW + 3 * DAY}
        for n, at in due.items():
            books.asks.plan(RELATIONSHIP, known(books, f"K-{n}").id, f"2026-03/{n}", at)
        books.asks.plan(RELATIONSHIP, known(books, "K-4").id, None, NOW, str(ADMIN))

    await house.store.write(planned)
    await house.order("pause")
    later = NOW + 2 * DAY

    told = await house.order("resume", now=later)

    left, since, slots = await house.store.read(
        lambda books: (
            [ask.customer_id for ask in books.asks.planned()],
            books.office.fact("asking_since"),
            books.asks.slots(RELATIONSHIP, "2026-03"),
        )
    )
    assert told == SAY("resume.done")
    assert left == [4, 2, 3]  # by hand; today's; tomorrow's
    assert since == "2026-03-04"
    assert sorted(slots) == ["2026-03/2", "2026-03/3"]
    assert (await house.customer()).last_turn is None  # they keep their place


async def test_resuming_what_was_not_paused_is_said_so(house: House) -> None:
    assert await house.order("resume") == SAY("resume.already")


async def test_a_pause_ends_when_its_day_begins_where_the_team_is(
    house: House,
) -> None:
    await house.order("pause until 2026-03-09")
    midnight = datetime(2026, 3, 8, 23, tzinfo=UTC)

    def lifted(now: datetime) -> Callable[[Books], bool]:
        return lambda books: pausing.lift(books, house.policy, now)

    assert not await house.store.write(lifted(midnight - timedelta(seconds=1)))
    assert await house.store.write(lifted(midnight))
    assert not await house.store.write(lifted(midnight))
    since = await house.store.read(lambda books: books.office.paused_since())
    assert since is None
