from __future__ import annotations

import pytest

from tests.bot.cli.terminal import CUSTOMERS, Terminal

ANSWERS = """\
customer,score,answered_at,reason
K-1,9,2026-01-05T10:00Z,Quick help
K-2,3,2026-01-06T10:00Z,Slow
"""


def test_customers_are_counted_as_added_then_as_unchanged(terminal: Terminal) -> None:
    terminal.write("customers.csv", CUSTOMERS)

    first = terminal("customers import customers.csv")
    second = terminal("customers import customers.csv")

    assert first.stdout == "added 3, changed 0, unchanged 0, refused 0\n"
    assert second.stdout == "added 0, changed 0, unchanged 3, refused 0\n"
    assert (first.exit_code, first.stderr) == (0, "")


def test_good_rows_are_kept_and_refused_ones_told_with_their_line(
    terminal: Terminal,
) -> None:
    terminal.write("customers.csv", "id,name\nK-1,Anna\nK-2,\nK-3,Cy\nK-1,Twice\n")

    result = terminal("customers import customers.csv")

    assert result.exit_code == 1
    assert result.stdout == "added 2, changed 0, unchanged 0, refused 2\n"
    assert result.stderr.splitlines() == [
        "line 3: name must not be empty",
        "line 5: id 'K-1' stands in line 2 already",
    ]


def test_a_dry_run_tells_the_same_and_changes_nothing(terminal: Terminal) -> None:
    terminal.write("customers.csv", CUSTOMERS)

    dry = terminal("customers import customers.csv --dry-run")

    assert dry.stdout == "added 3, changed 0, unchanged 0, refused 0\n"
    assert dry.stderr == "nothing was changed\n"
    assert terminal.books(lambda books: books.customers.how_many()) == 0


def test_whoever_is_not_in_the_whole_list_leaves(terminal: Terminal) -> None:
    terminal.has_customers()
    terminal.write("customers.csv", "id,name\nK-1,Anna Berg\n")

    some = terminal("customers import customers.csv")
    all_ = terminal("customers import customers.csv --all")

    assert "left" not in some.stdout
    assert all_.stdout == "added 0, changed 0, unchanged 1, refused 0, left 2\n"
    assert terminal.books(lambda books: books.customers.how_many()) == 1


@pytest.mark.parametrize("what", ["customers", "answers"])
def test_a_file_that_cannot_be_read_is_told(terminal: Terminal, what: str) -> None:
    terminal("db upgrade")

    result = terminal(f"{what} import nowhere.csv")

    assert result.exit_code == 1
    assert result.stderr == "nowhere.csv cannot be read: No such file or directory\n"


def test_past_answers_twice_change_nothing(terminal: Terminal) -> None:
    terminal.has_customers()
    terminal.write("answers.csv", ANSWERS)

    first = terminal("answers import answers.csv")
    second = terminal("answers import answers.csv")

    assert first.stdout == "added 2, changed 0, unchanged 0, refused 0\n"
    assert second.stdout == "added 0, changed 0, unchanged 2, refused 0\n"


def test_an_answer_of_nobody_is_refused(terminal: Terminal) -> None:
    terminal.has_customers()
    terminal.write("answers.csv", "customer,score,answered_at\nK-9,9,2026-01-05\n")

    result = terminal("answers import answers.csv")

    assert result.exit_code == 1
    assert result.stderr == "line 2: customer: nobody has the id 'K-9'\n"
