from __future__ import annotations

import csv
import io
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from bot.people.customer import Customer, Entry
from bot.people.imported import Imported, Refusal
from bot.people.marks import mark, person_mark, salt
from bot.people.roster import import_customers
from bot.store import Books, Store
from channels.contract import Address

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
HEADER = "id,name,channel,account,role,language,time_zone,owner,value,plan"
ANNA = "K1,Anna,slack:U1,Acme,Buyer,da,Europe/Copenhagen,slack:U9,1000,Pro"
BO = "K2,Bo,telegram:42,Bolt,,,,,,"


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    async with Store.open(tmp_path / "nps.db") as store:
        yield store


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "customers.csv"


async def imported(
    store: Store, path: Path, *rows: str, header: str = HEADER, complete: bool = False
) -> Imported:
    """Import twice: first dry, to see that it says the same and changes nothing."""
    save(path, "\n".join([header, *rows]))
    before = await everybody(store)

    dry = await import_customers(
        store, path, now=NOW, dry_run=True, complete=complete, progress=unexpected
    )

    assert await everybody(store) == before
    assert dry == await import_customers(store, path, now=NOW, complete=complete)
    return dry


def save(path: Path, text: str, encoding: str = "utf-8") -> None:
    path.write_text(text, encoding, newline="")


def unexpected(done: int, total: int) -> None:
    raise AssertionError(f"{done} of {total} written in a dry run")


async def everybody(store: Store) -> list[Customer]:
    return await store.read(lambda books: list(books.customers.all()))


async def one(store: Store, key: str) -> Customer:
    customer = await store.read(lambda books: books.customers.by_key(key))
    assert customer
    return customer


async def test_newcomers_are_added_with_all_that_the_file_says(
    store: Store, path: Path
) -> None:
    done = await imported(store, path, ANNA, BO)

    assert done == Imported(added=2)
    anna, bo = await everybody(store)
    assert anna == Customer(
        id=1,
        key="K1",
        name="Anna",
        address=Address("slack", "U1"),
        account="Acme",
        role="Buyer",
        language="da",
        time_zone="Europe/Copenhagen",
        owner=Address("slack", "U9"),
        value=1000,
        segments=(("plan", "Pro"),),
        rotation=anna.rotation,
        joined_at=NOW,
    )
    assert (bo.owner, bo.value, bo.segments) == (None, None, ())
    assert anna.rotation != bo.rotation


async def test_the_same_file_again_changes_nothing(store: Store, path: Path) -> None:
    await imported(store, path, ANNA, BO)
    before = await everybody(store)

    done = await imported(store, path, ANNA, BO)

    assert done == Imported(unchanged=2)
    assert await everybody(store) == before


async def test_moved_columns_change_nothing(store: Store, path: Path) -> None:
    await imported(store, path, "K1,Anna,x,y", header="id,name,store,plan")

    done = await imported(store, path, "y,x,Anna,K1", header="plan,store,name,id")

    assert done == Imported(unchanged=1)


async def test_a_change_is_taken_over_and_the_place_is_kept(
    store: Store, path: Path
) -> None:
    await imported(store, path, ANNA, BO)
    was = await one(store, "K1")

    done = await imported(store, path, ANNA.replace("Pro", "Free"), BO)

    assert done == Imported(changed=1, unchanged=1)
    assert await one(store, "K1") == replace(was, segments=(("plan", "Free"),))


async def test_a_new_address_makes_a_customer_reachable_again(
    store: Store, path: Path
) -> None:
    await imported(store, path, ANNA)
    await store.write(lambda books: books.customers.unreachable(1, "gone", NOW))

    done = await imported(store, path, ANNA.replace("slack:U1", "slack:C5/U1"))

    assert done == Imported(changed=1)
    anna = await one(store, "K1")
    assert anna.address == Address("slack", "C5", "U1")
    assert anna.unreachable_at is None


async def test_an_empty_channel_keeps_the_address_that_a_customer_enrolled_with(
    store: Store, path: Path
) -> None:
    row = "K1,Anna,,,,,,,,"
    await imported(store, path, row)
    enrolled = Address("telegram", "42")
    await store.write(lambda books: books.customers.move(1, enrolled))

    assert await imported(store, path, row) == Imported(unchanged=1)
    assert await imported(store, path, row + "Pro") == Imported(changed=1)
    assert (await one(store, "K1")).address == enrolled


async def test_an_e_mail_keeps_the_id_that_it_was_looked_up_to(
    store: Store, path: Path
) -> None:
    row = "K1,Anna,slack:Anna@Acme.com,,,,,,,"
    await imported(store, path, row)
    assert (await one(store, "K1")).address == Address("slack", "anna@acme.com")
    found = Address("slack", "U1")
    await store.write(
        lambda books: books.customers.looked_up(1, found, "Europe/Oslo", "nb", NOW)
    )

    assert await imported(store, path, row) == Imported(unchanged=1)
    assert (await one(store, "K1")).address == found


async def test_addresses_passed_on_down_the_file_are_followed(
    store: Store, path: Path
) -> None:
    await imported(store, path, "K1,Anna,slack:U1,,,,,,,")

    done = await imported(
        store, path, "K1,Anna,slack:U2,,,,,,,", "K2,Bo,slack:U1,,,,,,,"
    )

    assert done == Imported(added=1, changed=1)
    assert (await one(store, "K2")).address == Address("slack", "U1")


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        pytest.param(",Eva,,,,,,,,", "id must not be empty", id="no id"),
        pytest.param("K3, ,,,,,,,,", "name must not be empty", id="no name"),
        pytest.param(
            "K3,Eva", "there must be 10 cells, not 2", id="another number of cells"
        ),
        pytest.param(
            "K3,Eva,mail:eva,,,,,,,",
            "channel: an address is slack:<user or channel id> or telegram:<chat id>,"
            " not 'mail:eva'",
            id="no address",
        ),
        pytest.param(
            "K3,Eva,slack:C7,,,,,,,",
            "channel: a shared channel needs the person too, slack:C7/U…,"
            " not 'slack:C7'",
            id="a shared channel alone",
        ),
        pytest.param(
            "K3,Eva,slack:eva,,,,,,,",
            "channel: a customer in Slack is slack:U…, slack:C…/U… or slack:<e-mail>,"
            " not 'slack:eva'",
            id="a Slack name",
        ),
        pytest.param(
            "K3,Eva,slack:C7/eva@acme.com,,,,,,,",
            "channel: a customer in Slack is slack:U…, slack:C…/U… or slack:<e-mail>,"
            " not 'slack:C7/eva@acme.com'",
            id="an e-mail in a shared channel",
        ),
        pytest.param(
            "K3,Eva,telegram:@eva,,,,,,,",
            "channel: a Telegram chat id is a whole number, not '@eva'",
            id="a Telegram name",
        ),
        pytest.param(
            "K3,Eva,telegram:-100,,,,,,,",
            "channel: a customer in Telegram is asked in their own chat,"
            " telegram:<user id>, not 'telegram:-100'",
            id="a Telegram group",
        ),
        pytest.param(
            "K3,Eva,telegram:-100/42,,,,,,,",
            "channel: a customer in Telegram is asked in their own chat,"
            " telegram:<user id>, not 'telegram:-100/42'",
            id="a person in a Telegram group",
        ),
        pytest.param(
            "K3,Eva,,,,fi,,,,",
            "language: a language is one of en da nb sv nl, not 'fi'",
            id="a language that is not ours",
        ),
        pytest.param(
            "K3,Eva,,,,,Copenhagen,,,",
            "time_zone: a time zone is a name such as Europe/Copenhagen,"
            " not 'Copenhagen'; did you mean Europe/Copenhagen?",
            id="no time zone",
        ),
        pytest.param(
            "K3,Eva,,,,,,slack:eva@acme.com,,",
            "owner: an owner is slack:U…, slack:C… or telegram:<chat id>,"
            " not 'slack:eva@acme.com'",
            id="an owner who cannot be posted to",
        ),
        pytest.param(
            "K3,Eva,,,,,,,-1,",
            "value: an amount is a number of at least 0, not '-1'",
            id="a value below 0",
        ),
        pytest.param(
            "K1,Eva,,,,,,,,", "id 'K1' stands in line 2 already", id="an id again"
        ),
        pytest.param(
            "K3,Eva,slack:U1,,,,,,,",
            "slack:U1 belongs to id 'K1' in line 2 already",
            id="an address again",
        ),
        pytest.param(
            "K3,Eva,slack:C5/U1,,,,,,,",
            "slack:C5/U1 belongs to id 'K1' in line 2 already",
            id="a person again, elsewhere",
        ),
    ],
)
async def test_a_bad_row_is_refused_with_its_line_and_good_rows_are_kept(
    store: Store, path: Path, row: str, reason: str
) -> None:
    done = await imported(store, path, ANNA, row, BO)

    assert done == Imported(added=2, refused=(Refusal(3, reason),))
    assert [one.key for one in await everybody(store)] == ["K1", "K2"]


def test_a_refusal_is_printed_with_its_line() -> None:
    assert str(Refusal(3, "id must not be empty")) == "line 3: id must not be empty"


async def test_the_address_of_somebody_in_the_books_is_refused(
    store: Store, path: Path
) -> None:
    await imported(store, path, ANNA)

    done = await imported(store, path, "K3,Eva,slack:U1,,,,,,,")

    assert done.refused == (Refusal(2, "slack:U1 belongs to id 'K1' already"),)


@pytest.mark.parametrize(
    ("row", "refused"),
    [
        pytest.param("K1,Anna,,,,,,,,", True, id="their id"),
        pytest.param("K3,Anna,slack:U1,,,,,,,", True, id="their address"),
        pytest.param("K3,Anna,slack:C5/U1,,,,,,,", True, id="they, elsewhere"),
        pytest.param("K2,Bo,slack:U1,,,,,,,", True, id="their address for another"),
        pytest.param("K3,Eva,slack:U2,,,,,,,", False, id="somebody else"),
    ],
)
async def test_who_was_erased_does_not_come_back(
    store: Store, path: Path, row: str, *, refused: bool
) -> None:
    await imported(store, path, ANNA, BO)
    await store.write(erase_anna)

    done = await imported(store, path, row)

    reason = f"{row.split(',')[1]!r} asked never to be contacted"
    assert done.refused == ((Refusal(2, reason),) if refused else ())


def erase_anna(books: Books) -> None:
    grain = salt(books.office)
    books.office.refuse(mark(grain, "key", "K1"), NOW)
    books.office.refuse(person_mark(grain, Address("slack", "U1")), NOW)
    books.customers.forget(1)


async def test_who_opted_out_and_is_in_the_books_is_updated(
    store: Store, path: Path
) -> None:
    await imported(store, path, ANNA)

    def opt_out(books: Books) -> None:
        books.customers.opt_out(1, NOW)
        books.office.refuse(mark(salt(books.office), "key", "K1"), NOW)

    await store.write(opt_out)

    done = await imported(store, path, ANNA.replace("Anna", "Anne"))

    assert done == Imported(changed=1)
    assert (await one(store, "K1")).opted_out_at == NOW


async def test_the_salt_of_the_marks_is_made_once(store: Store) -> None:
    first = await store.write(lambda books: salt(books.office))

    assert await store.write(lambda books: salt(books.office)) == first
    assert mark(first, "key", "K1") != mark("another", "key", "K1")


async def test_whom_a_complete_file_does_not_name_leaves_and_may_return(
    store: Store, path: Path
) -> None:
    await imported(store, path, ANNA, BO)

    gone = await imported(store, path, ANNA, complete=True)
    left_at = (await one(store, "K2")).left_at
    again = await imported(store, path, ANNA, complete=True)
    back = await imported(store, path, ANNA, BO, complete=True)

    assert gone == Imported(unchanged=1, left=("K2",))
    assert left_at == NOW
    assert again == Imported(unchanged=1)
    assert back == Imported(changed=1, unchanged=1)
    assert (await one(store, "K2")).left_at is None


@pytest.mark.parametrize("row", ["K2,Bo,,,,fi,,,,", "K2,Bo", "K2,,,,,,,,,"])
async def test_whose_row_is_refused_does_not_leave(
    store: Store, path: Path, row: str
) -> None:
    await imported(store, path, ANNA, BO)

    done = await imported(store, path, ANNA, row, complete=True)

    assert (done.left, len(done.refused)) == ((), 1)


async def test_progress_is_told_after_each_transaction(
    store: Store, path: Path
) -> None:
    save(path, "id,name\n" + "".join(f"K{i},Anna\n" for i in range(4500)))
    told: list[tuple[int, int]] = []

    await import_customers(
        store, path, now=NOW, progress=lambda *how_far: told.append(how_far)
    )

    assert told == [(2000, 4500), (4000, 4500), (4500, 4500)]
    assert await store.read(lambda books: books.customers.how_many()) == 4500


async def test_how_the_file_was_read_is_remarked(store: Store, path: Path) -> None:
    save(path, "id;name\n1;Søren\n", "cp1252")

    done = await import_customers(store, path, now=NOW)

    assert "Windows-1252" in done.remark
    assert (await one(store, "1")).name == "Søren"


SEGMENT = "Butik; by"
WORDS = st.text(st.characters(exclude_categories=["C"]), max_size=12).map(
    lambda text: " ".join(text.split())
)
NAMES = WORDS.filter(bool)
NUMBERS = st.integers(1, 999)
PEOPLE = st.builds("U{}".format, NUMBERS)
ADDRESSES = st.one_of(
    st.builds(Address, st.just("slack"), PEOPLE),
    st.builds(Address, st.just("slack"), st.builds("C{}".format, NUMBERS), PEOPLE),
    st.builds(Address, st.just("telegram"), st.builds(str, NUMBERS)),
)
ENTRIES = st.builds(
    Entry,
    key=NAMES,
    name=NAMES,
    address=st.none() | ADDRESSES,
    account=WORDS,
    role=WORDS,
    language=st.sampled_from(["", "en", "da", "nb", "sv", "nl"]),
    time_zone=st.sampled_from(["", "Europe/Copenhagen", "UTC"]),
    owner=st.none() | st.builds(Address, st.just("slack"), PEOPLE),
    value=st.none() | st.integers(0, 10**9).map(lambda cents: cents / 100),
    segments=st.tuples(st.tuples(st.just(SEGMENT), NAMES)) | st.just(()),
)
ROSTERS = st.lists(
    ENTRIES,
    max_size=5,
    unique_by=(
        lambda entry: entry.key,
        lambda entry: (
            (entry.address.service, entry.address.who) if entry.address else entry.key
        ),
    ),
)


def csv_text(entries: list[Entry], delimiter: str) -> str:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter)
    writer.writerow([*HEADER.split(",")[:-1], SEGMENT])
    for one in entries:
        who = (one.key, one.name, one.address, one.account, one.role)
        more = (one.language, one.time_zone, one.owner, one.value)
        writer.writerow([*who, *more, dict(one.segments).get(SEGMENT, "")])
    return text.getvalue()


@given(
    ROSTERS,
    st.sampled_from(",;\t"),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
@settings(max_examples=25, deadline=None)
async def test_whatever_is_written_comes_back(
    tmp_path_factory: pytest.TempPathFactory,
    entries: list[Entry],
    delimiter: str,
    encoding: str,
) -> None:
    folder = tmp_path_factory.mktemp("example")
    path = folder / "customers.csv"
    save(path, csv_text(entries, delimiter), encoding)
    async with Store.open(folder / "nps.db") as store:
        done = await import_customers(store, path, now=NOW)
        kept = await store.read(lambda books: books.customers.entries())
        again = await import_customers(store, path, now=NOW)

    assert done == Imported(added=len(entries))
    assert kept == {one.key: (one, True) for one in entries}
    assert again == Imported(unchanged=len(entries))
