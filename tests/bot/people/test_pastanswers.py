from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings, strategies as st

from bot.people.customer import Entry
from bot.people.imported import Imported, Refusal
from bot.people.pastanswers import import_answers
from bot.policy import RELATIONSHIP
from bot.store import Books, Store
from bot.store.answers import Answer, Given

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
ZONE = ZoneInfo("Europe/Copenhagen")
ALWAYS = (date(2000, 1, 1), date(2030, 1, 1))


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    async with Store.open(tmp_path / "nps.db") as store:
        await store.write(two_customers)
        yield store


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "answers.csv"


def two_customers(books: Books) -> None:
    books.customers.add(Entry("K1", "Anna"), 0.1, NOW)
    books.customers.add(Entry("K2", "Bo"), 0.2, NOW)


async def imported(
    store: Store,
    path: Path,
    *rows: str,
    header: str = "customer,score,answered_at,reason,survey",
) -> Imported:
    """Import twice: first dry, to see that it says the same and changes nothing."""
    save(path, "\n".join([header, *rows]))
    before = await answers(store)

    dry = await import_answers(store, path, now=NOW, zone=ZONE, dry_run=True)

    assert await answers(store) == before
    assert dry == await import_answers(store, path, now=NOW, zone=ZONE)
    return dry


def save(path: Path, text: str) -> None:
    path.write_text(text, "utf-8")


async def answers(store: Store) -> list[Answer]:
    return await store.read(lambda books: books.answers.of(1))


async def test_past_answers_are_kept_and_counted(store: Store, path: Path) -> None:
    done = await imported(
        store,
        path,
        "K1,9,2025-06-01T10:00Z,So good,relationship",
        'K1,3,2025-07-01 10:00,"Bad,\nreally",',
        "K2,10,2025-07-02T10:00+02:00,,",
    )

    assert done == Imported(added=3)
    assert await answers(store) == [
        Answer(2, datetime(2025, 7, 1, 8, tzinfo=UTC), 3, "Bad,\nreally"),
        Answer(1, datetime(2025, 6, 1, 10, tzinfo=UTC), 9, "So good"),
    ]
    latest = await store.read(lambda b: b.answers.latest(RELATIONSHIP, *ALWAYS))
    anna = await store.read(lambda books: books.customers.by_key("K1"))
    assert latest == {3: 1, 10: 1}
    assert anna
    assert anna.last_answered == datetime(2025, 7, 1, 8, tzinfo=UTC)


async def test_only_three_columns_are_needed_and_others_are_left_alone(
    store: Store, path: Path
) -> None:
    done = await imported(
        store, path, "x;2025-06-01;9;K1", header="Mood;Answered At;Score;Customer"
    )

    assert done == Imported(added=1)


async def test_the_same_file_again_changes_nothing(store: Store, path: Path) -> None:
    rows = ("K1,9,2025-06-01,,", "K1,9,2025-06-01,,", "K2,3,2025-07-01T10:00,,")
    first = await imported(store, path, *rows)

    again = await imported(store, path, *rows)

    assert (first, again) == (Imported(added=2, unchanged=1), Imported(unchanged=3))


async def test_a_date_is_a_day_of_the_team(store: Store, path: Path) -> None:
    await imported(store, path, "K1,9,2026-03-02,,")

    today = date(2026, 3, 2)
    found = await store.read(lambda b: b.answers.latest(RELATIONSHIP, today, today))
    assert found == {9: 1}


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        pytest.param(
            "K9,9,2025-06-01,,", "customer: nobody has the id 'K9'", id="nobody"
        ),
        pytest.param(
            "K2,9,2025-06-01", "there must be 5 cells, not 3", id="too few cells"
        ),
        *(
            pytest.param(
                f'K2,"{score}",2025-06-01,,',
                f"score: a score is a whole number 0 to 10, not '{score}'",
                id=f"the score {score}",
            )
            for score in ("", "11", "-1", "9,0", "9.0", "nine", "٣")
        ),
        pytest.param(
            "K2,9,01-06-2025,,",
            "answered_at: a moment is 2025-03-01 or 2025-03-01T14:30+01:00,"
            " not '01-06-2025'",
            id="a date as Excel shows it",
        ),
        pytest.param(
            "K2,9,2026-03-02T10:01,,",
            "answered_at: an answer is from 2000 until now, not '2026-03-02T10:01'",
            id="the future",
        ),
        pytest.param(
            "K2,9,9999-12-31T23:59-05:00,,",
            "answered_at: an answer is from 2000 until now,"
            " not '9999-12-31T23:59-05:00'",
            id="the end of the calendar",
        ),
        pytest.param(
            "K2,9,0025-06-01,,",
            "answered_at: an answer is from 2000 until now, not '0025-06-01'",
            id="a year of two digits",
        ),
        pytest.param(
            "K2,9,2025-06-01,,onboarding",
            "survey: there is relationship, not 'onboarding'",
            id="an unknown survey",
        ),
        pytest.param(
            "K1,8,2025-06-01T12:00+02:00,,",
            "this customer's answer of 2025-06-01T10:00:00+00:00 is kept already,"
            " with the score 9",
            id="another score of the same moment",
        ),
    ],
)
async def test_a_bad_row_is_refused_with_its_line_and_good_rows_are_kept(
    store: Store, path: Path, row: str, reason: str
) -> None:
    done = await imported(
        store, path, "K1,9,2025-06-01T10:00Z,,", row, "K2,7,2025-06-02,,"
    )

    assert done == Imported(added=2, refused=(Refusal(3, reason),))


@given(st.permutations(range(6)), st.integers(0, 6))
@settings(max_examples=20, deadline=None)
async def test_answers_from_before_and_after_keep_the_counters_right(
    tmp_path_factory: pytest.TempPathFactory, days: list[int], in_chat: int
) -> None:
    folder = tmp_path_factory.mktemp("example")
    path = folder / "answers.csv"
    start = datetime(2025, 6, 1, 10, tzinfo=UTC)
    moments = [start + timedelta(days=day // 2, hours=day) for day in days]
    rows = [f"K1,{day},{at.isoformat()}" for day, at in zip(days, moments, strict=True)]
    save(path, "\n".join(["customer,score,answered_at", *rows]))

    def answer_in_chat(books: Books) -> None:
        two_customers(books)
        for day, at in list(zip(days, moments, strict=True))[:in_chat]:
            books.answers.add(Given(RELATIONSHIP, 1, day, at, at.date()))

    async with Store.open(folder / "nps.db") as store:
        await store.write(answer_in_chat)
        done = await import_answers(store, path, now=NOW, zone=ZONE)
        kept = await store.read(counters)
        await store.write(lambda books: books.answers.recount())
        recounted = await store.read(counters)

    assert done == Imported(added=6 - in_chat, unchanged=in_chat)
    assert kept == recounted
    assert kept[0] == {5: 1}
    assert sum(kept[1].values()) == 1


def counters(books: Books) -> tuple[dict[int, int], dict[int, int]]:
    latest = books.answers.latest(RELATIONSHIP, *ALWAYS)
    return latest, books.answers.as_of(RELATIONSHIP, *ALWAYS)
