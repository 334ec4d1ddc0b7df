from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta

from bot.policy import RELATIONSHIP
from bot.store import Books
from tests.bot.cli.terminal import NOW, Terminal

KEYS = ["customer", "account", "survey", "channel", "at"]


def note_ask(books: Books) -> datetime:
    """Have K-2's question in the books already, for the day after tomorrow."""
    customer = books.customers.by_key("K-2")
    assert customer is not None
    at = datetime.now(UTC).replace(microsecond=0) + timedelta(days=2)
    assert books.asks.plan(RELATIONSHIP, customer.id, "2000-01/01", at)
    return at


def contents(terminal: Terminal) -> list[str]:
    with closing(sqlite3.connect(terminal.folder / "nps.db")) as db:
        return list(db.iterdump())


def test_a_plan_is_exactly_asks_and_skipped(terminal: Terminal) -> None:
    terminal.has_customers()

    plan = terminal.json("plan --months 3 --json")

    assert list(plan) == ["asks", "skipped"]
    assert sorted(ask["customer"] for ask in plan["asks"]) == ["K-1", "K-2"]
    assert all(list(ask) == KEYS for ask in plan["asks"])
    assert {ask["survey"] for ask in plan["asks"]} == {"relationship"}
    assert plan["skipped"] == [{"customer": "K-3", "reason": "no_address"}]


def test_asks_come_by_moment_in_the_customers_own_time(terminal: Terminal) -> None:
    terminal.has_customers()

    asks = terminal.json("plan --months 3 --json")["asks"]

    moments = {ask["customer"]: datetime.fromisoformat(ask["at"]) for ask in asks}
    assert list(moments.values()) == sorted(moments.values())
    assert all(9 <= at.hour < 16 and at.weekday() < 5 for at in moments.values())
    hours = {who: at.utcoffset() for who, at in moments.items()}
    assert hours["K-1"] in {timedelta(hours=1), timedelta(hours=2)}
    assert hours["K-2"] in {timedelta(hours=-5), timedelta(hours=-4)}
    channels = {ask["customer"]: ask["channel"] for ask in asks}
    assert channels == {"K-1": "slack:U0000000001", "K-2": "telegram:123456789"}


def test_what_is_noted_in_the_books_is_planned_and_not_skipped(
    terminal: Terminal,
) -> None:
    terminal.has_customers()
    at = terminal.books(note_ask)

    plan = terminal.json("plan --json")

    moments = [
        datetime.fromisoformat(ask["at"])
        for ask in plan["asks"]
        if ask["customer"] == "K-2"
    ]
    assert moments == [at]
    assert "K-2" not in {skip["customer"] for skip in plan["skipped"]}


def test_whoever_rests_is_skipped_until_a_day(terminal: Terminal) -> None:
    terminal.has_customers()
    now = datetime.now(UTC)
    terminal.books(lambda books: books.customers.asked(1, now))

    plan = terminal.json("plan --json")

    skips = {skip["customer"]: skip for skip in plan["skipped"]}
    assert skips["K-1"]["reason"] == "resting"
    until = datetime.fromisoformat(skips["K-1"]["until"]).date()
    assert until - now.date() >= timedelta(days=179)


def test_a_plan_changes_nothing(terminal: Terminal) -> None:
    terminal.has_customers()
    before = contents(terminal)

    terminal("plan --months 6")

    assert contents(terminal) == before


def test_a_plan_in_words_has_a_line_a_question_and_counts_the_others(
    terminal: Terminal,
) -> None:
    terminal.has_customers()

    result = terminal("plan --months 3")

    lines = result.stdout.splitlines()
    asked = next(line for line in lines if line.endswith("  Anna Berg (Acme)"))
    datetime.strptime(asked[:20], "%a %Y-%m-%d %H:%M")  # noqa: DTZ007 - a wall clock
    assert "      1  no address, or an e-mail not looked up yet" in lines
    assert "see survey.customers_per_month" in result.stdout


def test_a_plan_of_nobody_says_so(terminal: Terminal) -> None:
    terminal("db upgrade")

    assert terminal("plan").stdout.startswith("Nobody will be asked.\n")
    assert terminal.json("plan --json") == {"asks": [], "skipped": []}


def test_a_pause_is_said_above_the_plan(terminal: Terminal) -> None:
    terminal.has_customers()
    terminal.books(lambda books: books.office.pause(NOW, None))

    assert terminal("plan").stdout.startswith("Asking is paused for now;")
