"""The books: whole transactions, and the guards within the database."""

from __future__ import annotations

import asyncio
import sqlite3
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from threading import Event

import pytest
from hypothesis import given, settings, strategies as st

from bot.asking.interview import Ask, State
from bot.people.customer import Customer, Entry
from bot.store import Books, NewerDatabaseError, Store
from bot.store.answers import Given
from bot.store.books import SHARE_A_COMMIT
from bot.store.schema import upgrade, version
from bot.store.sql import migrations, page
from channels.contract import Address, Posted

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
DAY = timedelta(days=1)
SINCE, HALF, UNTIL = (NOW.date() + n * DAY for n in (0, 7, 20))


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    async with Store.open(tmp_path / "nps.db") as store:
        yield store


def fact(name: str, books: Books) -> None:
    books.office.set_fact(name, "here")


def broken(books: Books) -> None:
    """Write something, and then fail."""
    fact("broken", books)
    raise RuntimeError("on purpose")


def hire(books: Books, key: str = "K1") -> Customer:
    books.customers.add(Entry(key, key), 0.5, NOW)
    customer = books.customers.by_key(key)
    assert customer
    return customer


def an_ask(books: Books, customer: Customer, slot: str | None = None) -> Ask:
    number = books.asks.plan(1, customer.id, slot, NOW)
    assert number
    ask = books.asks.find(number)
    assert ask
    return ask


# Transactions


async def test_one_that_fails_harms_nobody_who_shares_its_commit(
    store: Store,
) -> None:
    works: list[Callable[[Books], None]] = [
        partial(fact, "a"),
        broken,
        partial(fact, "b"),
    ]

    a, error, b = await asyncio.gather(*map(store.write, works), return_exceptions=True)

    assert (a, b) == (None, None)
    assert isinstance(error, RuntimeError)
    found = await store.read(lambda books: [*map(books.office.fact, "ab")])
    assert found == ["here", "here"]
    assert await store.read(lambda books: books.office.fact("broken")) is None


async def test_a_statement_that_the_database_refuses_undoes_its_transaction(
    store: Store,
) -> None:
    def twice(books: Books) -> None:
        hire(books, "K1")
        hire(books, "K1")

    with pytest.raises(sqlite3.IntegrityError):
        await store.write(twice)

    assert await store.read(lambda books: books.customers.how_many()) == 0


async def test_more_than_fit_into_one_commit_are_all_written(store: Store) -> None:
    names = [f"fact {n}" for n in range(2 * SHARE_A_COMMIT + 1)]

    await asyncio.gather(*(store.write(partial(fact, name)) for name in names))

    found = await store.read(lambda books: [*map(books.office.fact, names)])
    assert all(found)


async def test_what_was_written_is_there_after_a_restart(tmp_path: Path) -> None:
    async with Store.open(tmp_path / "nps.db") as store:
        await store.write(partial(fact, "a"))

    async with Store.open(tmp_path / "nps.db") as store:
        assert await store.read(lambda books: books.office.fact("a")) == "here"


async def test_work_whose_caller_gave_up_still_stands(tmp_path: Path) -> None:
    async with Store.open(tmp_path / "nps.db") as store:
        writing = asyncio.create_task(store.write(partial(fact, "a")))
        await asyncio.sleep(0)
        writing.cancel()

    async with Store.open(tmp_path / "nps.db") as store:
        assert await store.read(lambda books: books.office.fact("a")) == "here"


async def test_a_reader_sees_one_state_of_the_books(store: Store) -> None:
    loop, once, go_on = asyncio.get_running_loop(), asyncio.Event(), Event()

    def seen_twice(books: Books) -> list[str | None]:
        first = books.office.fact("a")
        loop.call_soon_threadsafe(once.set)
        go_on.wait(timeout=5)
        return [first, books.office.fact("a")]

    reading = asyncio.create_task(store.read(seen_twice))
    await once.wait()
    await store.write(partial(fact, "a"))
    go_on.set()

    assert await reading == [None, None]


async def test_reading_keeps_nothing(store: Store) -> None:
    await store.read(partial(fact, "a"))

    assert await store.read(lambda books: books.office.fact("a")) is None


# The schema


def test_an_upgrade_takes_every_step_once_with_its_number(tmp_path: Path) -> None:
    db = sqlite3.connect(tmp_path / "nps.db", isolation_level=None)
    numbers = [number for number, _ in migrations()]

    assert version(db) == 0
    assert upgrade(db) == numbers
    assert version(db) == numbers[-1]
    assert upgrade(db) == []
    db.close()


async def test_a_newer_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "nps.db"
    async with Store.open(path):
        pass
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("PRAGMA user_version = 999")
    db.close()

    with pytest.raises(NewerDatabaseError, match="version 999"):
        async with Store.open(path):
            pass

    db = sqlite3.connect(path)
    assert version(db) == 999
    db.close()


def test_a_step_that_fails_leaves_the_number_as_it_was(tmp_path: Path) -> None:
    db = sqlite3.connect(tmp_path / "nps.db", isolation_level=None)
    db.execute("CREATE TABLE cases (id INTEGER)")  # in the way of the first step

    with pytest.raises(sqlite3.OperationalError):
        upgrade(db)

    assert version(db) == 0
    tables = db.execute("SELECT name FROM sqlite_master WHERE name = 'meta'")
    assert tables.fetchall() == []
    db.close()


@pytest.mark.parametrize(
    "name", ["customers", "asks", "answers", "cases", "outbox", "office"]
)
async def test_every_statement_can_be_prepared(store: Store, name: str) -> None:
    def prepared(books: Books) -> None:
        for statement in page(name).values():
            books.office._db.execute(  # noqa: SLF001 - no shelf runs them all
                f"EXPLAIN {statement}", _Anything()
            )

    await store.read(prepared)


class _Anything(dict[str, None]):
    """Whatever value is wanted."""

    def __missing__(self, key: str) -> None:
        return None


# The guards


async def test_a_step_decided_on_an_older_state_is_not_kept(store: Store) -> None:
    def overtaken(books: Books) -> list[object]:
        ask = an_ask(books, hire(books))
        assert books.asks.start(ask.id)
        late = books.asks.save(replace(ask, state=State.CANCELLED), State.PLANNED)
        found = books.asks.find(ask.id)
        return [late, found and found.state]

    assert await store.write(overtaken) == [False, State.SENDING]


async def test_nobody_has_two_open_asks(store: Store) -> None:
    def planned_twice(books: Books) -> list[int | None]:
        customer = hire(books)
        return [
            books.asks.plan(1, customer.id, slot, NOW) for slot in (None, "2026-03/01")
        ]

    first, second = await store.write(planned_twice)
    assert first
    assert second is None


@pytest.mark.parametrize("state", [State.SENDING, State.ASKED, State.UNCONFIRMED])
async def test_an_ask_on_its_way_is_open_too(store: Store, state: State) -> None:
    def planned_again(books: Books) -> int | None:
        customer = hire(books)
        ask = an_ask(books, customer)
        books.asks.save(replace(ask, state=state), State.PLANNED)
        return books.asks.plan(1, customer.id, None, NOW)

    assert await store.write(planned_again) is None


async def test_a_slot_is_given_once(store: Store) -> None:
    def given_twice(books: Books) -> list[int | None]:
        return [
            books.asks.plan(1, hire(books, key).id, "2026-03/01", NOW)
            for key in ("K1", "K2")
        ]

    first, second = await store.write(given_twice)
    assert first
    assert second is None


async def test_an_ask_that_never_went_out_gives_its_slot_back(store: Store) -> None:
    def ended(books: Books) -> dict[str, str]:
        ask = an_ask(books, hire(books), "2026-03/01")
        books.asks.end(ask.id, State.CANCELLED, "skipped", NOW)
        return books.asks.slots(1, "2026-03")

    assert await store.write(ended) == {}


async def test_one_that_went_out_keeps_it(store: Store) -> None:
    def ended(books: Books) -> dict[str, str]:
        ask = an_ask(books, hire(books), "2026-03/01")
        books.asks.count_asked(ask, NOW.date())
        books.asks.end(ask.id, State.UNREACHABLE, "gone", NOW)
        return books.asks.slots(1, "2026-03")

    assert await store.write(ended) == {"2026-03/01": ""}


async def test_the_slots_of_a_month_are_those_of_no_other(store: Store) -> None:
    def slots(books: Books) -> list[str]:
        for n, slot in enumerate(("2026-03/01", "2026-03/100", "2026-04/01")):
            an_ask(books, hire(books, f"K{n}"), slot)
        return sorted(books.asks.slots(1, "2026-03"))

    assert await store.write(slots) == ["2026-03/01", "2026-03/100"]


async def test_what_goes_out_beside_the_slots_of_a_month_is_known(
    store: Store,
) -> None:
    def beside(books: Books) -> list[int]:
        asks = [
            an_ask(books, hire(books, f"K{n}"), slot)
            for n, slot in enumerate(("2026-04/01", "2026-03/10", "2026-03/11", None))
        ]
        books.asks.count_asked(asks[2], date(2026, 3, 31))  # in time
        month = date(2026, 4, 1)
        found = books.asks.beside(1, "2026-04", month, date(2026, 4, 2))
        return sorted(number - asks[0].id for number in found)

    assert await store.write(beside) == [1, 3]  # late, and by hand


async def test_one_person_is_one_customer_in_whatever_chat(store: Store) -> None:
    def twins(books: Books) -> None:
        for key, address in (("K1", "slack:U1"), ("K2", "slack:C9/U1")):
            books.customers.add(Entry(key, key, Address.parse(address)), 0.5, NOW)

    with pytest.raises(sqlite3.IntegrityError):
        await store.write(twins)


async def test_a_claim_is_good_once(store: Store) -> None:
    def claimed(books: Books) -> list[bool]:
        ask = an_ask(books, hire(books))
        return [books.asks.start(ask.id), books.asks.start(ask.id)]

    assert await store.write(claimed) == [True, False]


async def test_a_pause_holds_every_claim(store: Store) -> None:
    def claimed(books: Books) -> list[bool]:
        ask = an_ask(books, hire(books))
        books.office.pause(NOW, None)
        held = books.asks.start(ask.id)
        books.office.resume()
        books.asks.start(ask.id)
        books.asks.sent(ask.id, Posted("D1", "1"), NOW)
        books.office.pause(NOW, None)
        return [held, books.asks.start_reminder(ask.id, NOW)]

    assert await store.write(claimed) == [False, False]


async def test_a_delivery_is_heard_once(store: Store) -> None:
    def heard(books: Books) -> list[bool]:
        return [books.office.hears("k", NOW), books.office.hears("k", NOW + DAY)]

    assert await store.write(heard) == [True, False]


# The counters

keys = st.sampled_from(["K1", "K2", "K3"])
moments = st.integers(0, 40).map(lambda n: NOW + n * DAY / 3)
deeds = st.one_of(
    st.tuples(st.just("answer"), keys, st.integers(0, 10), moments),
    st.tuples(st.just("import"), keys, st.integers(0, 10), moments),
    st.tuples(st.just("correct"), keys, st.integers(0, 10), moments),
    st.tuples(st.just("erase"), keys, st.just(0), st.just(NOW)),
)
Deed = tuple[str, str, int, datetime]


def done(books: Books, deed: Deed) -> None:
    """Do one thing that changes the counters."""
    what, key, score, at = deed
    customer = books.customers.by_key(key) or hire(books, key)
    given = Given(1, customer.id, score, at, at.date())
    match what:
        case "answer":
            ask = books.asks.plan(1, customer.id, None, at)
            assert ask
            asked = books.asks.find(ask)
            assert asked
            books.asks.count_asked(asked, at.date())
            answered = replace(asked, state=State.ANSWERED, answered_at=at, score=score)
            books.asks.save(answered, State.PLANNED)
            books.asks.count_answered(answered)
            books.answers.add(replace(given, ask=ask))
        case "import":
            books.answers.add(given)
        case "correct":
            for one in books.asks.of(customer.id):
                if books.answers.number(one.id):
                    books.answers.correct(one.id, score, at)
        case _:  # erase
            books.answers.uncount(customer.id)
            books.asks.uncount(customer.id)
            books.customers.forget(customer.id)


Counts = dict[int, int]


def counted(books: Books) -> list[Counts]:
    """Count the latest answers now, and as it was after a week."""
    now = books.answers.latest(1, SINCE, UNTIL)
    then = books.answers.as_of(1, SINCE, HALF)
    return [{s: n for s, n in counts.items() if n} for counts in (now, then)]


def counted_by_hand(books: Books) -> list[Counts]:
    """Do the same from the answers themselves."""
    histories = [
        [(answer.at, answer.score) for answer in books.answers.of(one.id)]
        for one in books.customers.all()
    ]
    return [dict(Counter(_latest(histories, day))) for day in (UNTIL, HALF)]


def _latest(histories: list[list[tuple[datetime, int]]], day: date) -> Iterator[int]:
    for history in histories:
        known = [entry for entry in history if entry[0].date() <= day]
        if known:
            yield max(known)[1]


def asked_by_hand(books: Books) -> tuple[int, int]:
    """Count the questions, and those that were answered."""
    asks = [ask for one in books.customers.all() for ask in books.asks.of(one.id)]
    return len(asks), sum(ask.answered_at is not None for ask in asks)


@settings(max_examples=60, deadline=None)
@given(st.lists(deeds, max_size=14))
def test_the_counters_equal_a_recount(story: list[Deed]) -> None:
    db = sqlite3.connect(":memory:", isolation_level=None)
    db.execute("PRAGMA foreign_keys = ON")
    upgrade(db)
    books = Books(db)

    for deed in story:
        done(books, deed)

    kept = counted(books)
    assert kept == counted_by_hand(books)
    assert books.asks.rate(1, SINCE, UNTIL) == asked_by_hand(books)
    books.answers.recount()
    assert kept == counted(books)
    db.close()
