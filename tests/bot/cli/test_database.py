from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from tests.bot.cli.terminal import Terminal


def test_upgrade_makes_the_database_and_can_be_repeated(terminal: Terminal) -> None:
    first, second = terminal("db upgrade"), terminal("db upgrade")

    assert (first.exit_code, second.exit_code) == (0, 0)
    assert (terminal.folder / "nps.db").exists()


@pytest.mark.parametrize(
    "line",
    [
        "plan",
        "summary",
        "export answers",
        "forget K-1 --yes",
        "customers link K-1",
        "answers import answers.csv",
    ],
)
def test_a_database_that_is_not_there_is_told_and_not_made(
    terminal: Terminal, line: str
) -> None:
    result = terminal(line)

    assert result.exit_code == 1
    assert result.stderr.startswith("there is no database nps.db;")
    assert list(terminal.folder.iterdir()) == []


def test_a_file_that_is_no_database_is_told_in_one_line(terminal: Terminal) -> None:
    terminal.write("nps.db", "not a database, but long enough to be taken for one")

    result = terminal("plan")

    assert result.exit_code == 1
    fault = "file is not a database"
    assert result.stderr == f"the database nps.db cannot be used: {fault}\n"


def test_a_folder_that_is_not_there_is_told_in_one_line(terminal: Terminal) -> None:
    terminal.write("settings.toml", '[database]\nurl = "sqlite:///nowhere/nps.db"\n')

    result = terminal("db upgrade")

    assert result.exit_code == 1
    fault = "unable to open database file"
    assert result.stderr == f"the database nowhere/nps.db cannot be used: {fault}\n"


def test_a_newer_database_is_told_in_one_line(terminal: Terminal) -> None:
    with closing(sqlite3.connect(terminal.folder / "nps.db")) as db:
        db.execute("PRAGMA user_version = 9999")

    result = terminal("summary")

    assert result.exit_code == 1
    assert result.stderr.startswith("nps.db cannot be used: the database has version")
    assert len(result.stderr.splitlines()) == 1
