from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from random import Random
from statistics import mean, median
from zoneinfo import ZoneInfo

import pytest

from bot.demo.comments import ANGRY, ANGRY_UP_TO, comments, words
from bot.demo.company import (
    company_name,
    customers_csv,
    owners,
    past_answers_csv,
    people,
)
from bot.people.imported import Imported
from bot.people.pastanswers import import_answers
from bot.people.roster import import_customers
from bot.store import Store
from bot.texts import LANGUAGES
from channels.contract import SCORES, Address
from scoring import Counts, Group, group

UNTIL = date(2026, 3, 2)
NOW = datetime(2026, 3, 2, tzinfo=ZoneInfo("Europe/Copenhagen"))
ADDRESSES = {
    person.key: f"slack:C0SHARED99/U{number}"
    if person.shared
    else f"slack:U{number}"
    if person.platform == "slack"
    else f"telegram:{number}"
    for number, person in enumerate(people(), 1000)
}
OWNERS = {owner.name: f"slack:UOWNER{n}" for n, owner in enumerate(owners())}


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    async with Store.open(tmp_path / "nps.db") as store:
        yield store


def past(until: date = UNTIL) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(past_answers_csv(people(), until))))


def nps(rows: list[dict[str, str]]) -> float:
    return Counts.of_scores(Counter(int(row["score"]) for row in rows)).nps


async def test_the_whole_company_is_imported_without_a_refused_row(
    store: Store, tmp_path: Path
) -> None:
    file = tmp_path / "customers.csv"
    file.write_text(customers_csv(people(), ADDRESSES, OWNERS), "utf-8")
    answers = tmp_path / "answers.csv"
    answers.write_text(past_answers_csv(people(), UNTIL), "utf-8")

    came = await import_customers(store, file, now=NOW)
    answered = await import_answers(
        store, answers, now=NOW, zone=ZoneInfo("Europe/Copenhagen")
    )

    assert came == Imported(added=100)
    assert answered == Imported(added=len(past()))
    first = await store.read(lambda books: books.customers.by_key("K001"))
    assert first
    assert first.address == Address.parse(ADDRESSES["K001"])
    assert [name for name, _ in first.segments] == ["plan", "product", "store"]


async def test_who_has_not_enrolled_yet_is_imported_too(
    store: Store, tmp_path: Path
) -> None:
    file = tmp_path / "customers.csv"
    file.write_text(customers_csv(people(), {}, OWNERS), "utf-8")

    assert await import_customers(store, file, now=NOW) == Imported(added=100)


def test_a_hundred_people_of_sixty_accounts_are_spread_over_all_there_is() -> None:
    everybody = people()

    assert company_name()
    assert len({person.key for person in everybody}) == 100
    assert len({person.name for person in everybody}) == 100
    assert len({person.account for person in everybody}) == 60
    assert {person.language for person in everybody} == set(LANGUAGES)
    assert {person.store for person in everybody} == {one.store for one in owners()}
    assert {person.owner for person in everybody} == {one.name for one in owners()}
    assert len({person.time_zone for person in everybody}) == 7
    assert Counter(person.platform for person in everybody) == {
        "slack": 50,
        "telegram": 50,
    }
    assert [person.platform for person in everybody if person.shared] == ["slack"]


def test_colleagues_share_their_account_and_not_their_role() -> None:
    by_account: dict[str, list[tuple[str, ...]]] = {}
    for person in people():
        shared = person.owner, person.store, person.product, person.plan
        by_account.setdefault(person.account, []).append((*shared, person.role))

    for colleagues in by_account.values():
        assert len({one[:-1] for one in colleagues}) == 1
        assert len({one[-1] for one in colleagues}) == len(colleagues)


def test_a_few_customers_bring_most_of_the_money() -> None:
    values = [person.value for person in people()]

    assert mean(values) > 1.3 * median(values)
    assert max(values) < sum(values) / 10


def test_the_same_files_come_out_each_time() -> None:
    once = past_answers_csv(people(), UNTIL)
    people.cache_clear()

    assert past_answers_csv(people(), UNTIL) == once


@pytest.mark.parametrize("month", range(1, 13))
def test_a_year_of_past_answers_rests_everybody_for_half_a_year(month: int) -> None:
    until = date(2026, month, 1)
    rows = past(until)
    zones = {person.key: ZoneInfo(person.time_zone) for person in people()}
    days: dict[str, list[date]] = {}
    for row in rows:
        at = datetime.fromisoformat(row["answered_at"])
        days.setdefault(row["customer"], []).append(at.date())
        local = at.astimezone(zones[row["customer"]])
        assert local.weekday() < 5
        assert 9 <= local.hour < 17
        assert local.date() < until

    assert 100 <= len(rows) <= 140
    assert len(days) == 100
    assert min(map(min, days.values())) >= until - timedelta(days=365)
    for answered in days.values():
        rests = [after - before for before, after in pairwise(answered)]
        assert all(rest >= timedelta(days=180) for rest in rests)


@pytest.mark.parametrize("month", range(1, 13))
def test_the_past_is_a_good_company_that_is_becoming_better(month: int) -> None:
    rows = past(date(2026, month, 1))
    half = len(rows) // 2

    assert 15 <= nps(rows) <= 35
    assert -5 <= nps(rows[half:]) - nps(rows[:half]) <= 30
    assert 0.5 <= sum(bool(row["reason"]) for row in rows) / len(rows) <= 0.7


def test_moments_are_in_the_zone_of_whoever_answered() -> None:
    offsets = {datetime.fromisoformat(row["answered_at"]).utcoffset() for row in past()}

    assert timedelta(hours=8) in offsets
    assert timedelta(hours=-5) in offsets
    assert all(
        datetime.fromisoformat(row["answered_at"]).astimezone(UTC) < NOW
        for row in past()
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_enough_to_say_and_says_nothing_twice(language: str) -> None:
    said = comments(language)
    texts = [
        text for themes in said.values() for each in themes.values() for text in each
    ]

    assert set(said) == {*Group, ANGRY}
    for one in Group:
        assert sum(map(len, said[one].values())) >= 25
    assert len(set(texts)) == len(texts)
    everything = "".join(texts)
    assert all(sign in everything for sign in '<&"@👍')


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("score", SCORES)
def test_no_comment_is_used_for_a_score_it_contradicts(
    language: str, score: int
) -> None:
    allowed = {group(score), ANGRY} if score <= ANGRY_UP_TO else {group(score)}
    fitting = {
        text
        for name in allowed
        for texts in comments(language)[name].values()
        for text in texts
    }

    said = {
        text
        for seed in range(100)
        for text in words(language, score, Random(seed), messages=1 + seed % 2)  # noqa: S311
    }

    assert len(said) > 10
    assert said <= fitting


def test_what_is_wrong_at_present_is_what_most_complaints_are_about() -> None:
    late = comments("en")[Group.DETRACTOR]["delivery"]
    dice = Random(1)  # noqa: S311
    said = [words("en", 5, dice, about="delivery")[0] for _ in range(400)]
    praise = [words("en", 9, dice, about="delivery")[0] for _ in range(400)]

    assert 0.6 < sum(text in late for text in said) / 400 < 0.9
    on_time = comments("en")[Group.PROMOTER]["delivery"]
    assert sum(text in on_time for text in praise) / 400 < 0.25


def test_of_two_messages_each_is_about_something_else() -> None:
    themes = comments("en")[Group.PASSIVE]
    for seed in range(100):
        said = words("en", 7, Random(seed), messages=2)  # noqa: S311
        about = {name for name, texts in themes.items() if {*texts} & {*said}}
        assert len(about) == 2
        assert "general" not in about
