from __future__ import annotations

import pytest

from tests.bot.cli.terminal import Terminal


@pytest.mark.parametrize(
    "line",
    [
        "--settings other.toml db upgrade",
        "db --settings other.toml upgrade",
        "db upgrade --settings other.toml",
        "--settings nowhere.toml db upgrade --settings other.toml",
    ],
)
def test_the_file_is_named_before_or_after_the_command(
    terminal: Terminal, line: str
) -> None:
    terminal.write("other.toml", '[database]\nurl = "sqlite:///other.db"\n')

    result = terminal(line)

    assert result.exit_code == 0, result.output
    assert (terminal.folder / "other.db").exists()
    assert not (terminal.folder / "nps.db").exists()


def test_all_faults_of_the_settings_are_told_at_once(terminal: Terminal) -> None:
    terminal.write("settings.toml", "[survey]\nrest_days = 0\nrest_day = 1\n")

    result = terminal("plan")

    assert result.exit_code == 1
    assert result.stdout == ""
    assert len(result.stderr.splitlines()) == 2
    assert "survey.rest_days must be a whole number of days" in result.stderr
    assert "survey.rest_day is not a setting; did you mean" in result.stderr


def test_a_wording_that_does_not_fit_is_told(terminal: Terminal) -> None:
    terminal.write("settings.toml", '[texts.en]\nno_such_text = "Hi"\n')

    result = terminal("summary")

    assert result.exit_code == 1
    assert result.stderr.startswith("texts.en: there is no text 'no_such_text'")
    assert len(result.stderr.splitlines()) == 1


def test_a_file_of_settings_that_is_not_there_is_told(terminal: Terminal) -> None:
    result = terminal("plan --settings nowhere.toml")

    assert result.exit_code == 1
    assert result.stderr == "nowhere.toml cannot be read: No such file or directory\n"
