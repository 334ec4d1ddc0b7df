from __future__ import annotations

import csv
import io
import json

import pytest

from bot.store import Books
from channels.contract import Address
from tests.bot.cli.terminal import NOW, Terminal

CUSTOMERS = """\
id,name,channel,account,role,language,time_zone,owner,value,plan,store
K-1,Søren Åkjær,slack:U0000000001,Acme,Buyer,da,Europe/Oslo,slack:U09,12.125,Pro,
K-2,"Holm, Bo",telegram:123456789,,,,,,,,North
"""

ANSWERS = """\
customer,score,answered_at,reason
K-2,9,2026-01-06T11:00+01:00,=HYPERLINK("x")
K-1,3,2026-01-05T10:00Z,"slow
and dear"
"""


def filled(terminal: Terminal) -> None:
    terminal.has_customers(CUSTOMERS)
    terminal.write("answers.csv", ANSWERS)
    assert terminal("answers import answers.csv").exit_code == 0


def table(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))


def open_case(books: Books) -> None:
    customer = books.customers.by_key("K-1")
    assert customer is not None
    [answer] = books.answers.of(customer.id)
    told = Address("slack", "U0000000009")
    books.cases.open(answer.id, 1, customer.id, severe=True, told=told, now=NOW)


def test_answers_come_in_order_with_moments_in_utc(terminal: Terminal) -> None:
    filled(terminal)

    header, first, second = table(terminal("export answers").stdout)

    assert ",".join(header) == "customer,name,account,survey,score,reason,answered_at"
    assert first[0] == "K-1"
    assert first[4:] == ["3", "slow\nand dear", "2026-01-05T10:00:00+00:00"]
    assert second[5:] == ['\'=HYPERLINK("x")', "2026-01-06T10:00:00+00:00"]


def test_answers_are_a_json_object_a_line(terminal: Terminal) -> None:
    filled(terminal)

    lines = terminal("export answers --format jsonl").stdout.splitlines()

    assert [json.loads(line)["customer"] for line in lines] == ["K-1", "K-2"]
    assert json.loads(lines[1])["reason"] == '=HYPERLINK("x")'
    assert json.loads(lines[0])["score"] == 3


def test_customers_can_be_imported_again_unchanged(terminal: Terminal) -> None:
    filled(terminal)
    before = terminal("export customers").stdout

    terminal.write("again.csv", before)
    again = terminal("customers import again.csv --all")
    terminal.write("settings.toml", '[database]\nurl = "sqlite:///other.db"\n')
    moved = terminal("customers import again.csv")

    assert again.stdout == "added 0, changed 0, unchanged 2, refused 0, left 0\n"
    assert moved.stdout == "added 2, changed 0, unchanged 0, refused 0\n"
    assert terminal("export customers").stdout == before


def test_segments_are_columns_of_the_table_and_inside_the_object(
    terminal: Terminal,
) -> None:
    filled(terminal)

    header, *_ = table(terminal("export customers").stdout)
    lines = terminal("export customers --format jsonl").stdout.splitlines()

    assert header[-2:] == ["plan", "store"]
    assert [json.loads(line)["segments"] for line in lines] == [
        {"plan": "Pro"},
        {"store": "North"},
    ]
    assert "Søren Åkjær" in lines[0]


def test_cases_are_exported(terminal: Terminal) -> None:
    filled(terminal)
    terminal.books(open_case)

    [line] = terminal("export cases --format jsonl").stdout.splitlines()
    header, row = table(terminal("export cases").stdout)

    case = json.loads(line)
    assert list(case) == header
    assert case["customer"] == "K-1"
    assert case["state"] == "open"
    assert dict(zip(header, row, strict=True))["reason"] == "slow\nand dear"


@pytest.mark.parametrize("what", ["answers", "customers", "cases"])
def test_an_empty_table_has_its_header(terminal: Terminal, what: str) -> None:
    terminal("db upgrade")

    result = terminal(f"export {what}")

    assert result.exit_code == 0
    assert len(result.stdout.splitlines()) == 1
    assert terminal(f"export {what} --format jsonl").stdout == ""
