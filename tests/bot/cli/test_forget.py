from __future__ import annotations

from tests.bot.cli.terminal import CUSTOMERS, Terminal


def test_a_person_is_erased_when_somebody_is_sure(terminal: Terminal) -> None:
    terminal.has_customers()

    result = terminal("forget K-1", typed="y\n")

    assert result.exit_code == 0
    assert result.stdout == "erased Anna Berg (Acme); they will never be asked again\n"
    assert "K-1" not in terminal("export customers").stdout


def test_nobody_is_erased_when_nobody_is_sure(terminal: Terminal) -> None:
    terminal.has_customers()

    result = terminal("forget K-1", typed="n\n")

    assert result.exit_code == 1
    assert result.stderr.endswith("nothing was erased\n")
    assert "K-1" in terminal("export customers").stdout


def test_yes_is_not_asked_for_again(terminal: Terminal) -> None:
    terminal.has_customers()

    result = terminal("forget K-1 --yes")

    assert (result.exit_code, result.stderr) == (0, "")


def test_whoever_was_erased_is_refused_when_imported_again(terminal: Terminal) -> None:
    terminal.has_customers()
    terminal("forget K-1 --yes")
    terminal.write("customers.csv", CUSTOMERS)

    result = terminal("customers import customers.csv")

    assert result.exit_code == 1
    assert result.stderr == "line 2: 'Anna Berg' asked never to be contacted\n"


def test_an_unknown_id_is_told(terminal: Terminal) -> None:
    terminal.has_customers()

    for line in ("forget K-9", "forget K-9 --yes", "customers link K-9"):
        result = terminal(line)
        assert result.exit_code == 1
        assert result.stderr == "no customer has the id 'K-9'\n"


def test_what_was_ordered_is_noted_without_the_name(terminal: Terminal) -> None:
    terminal.has_customers()
    terminal("forget K-1 --yes")

    [(_, who, verb, detail)] = terminal.books(lambda books: books.office.audited(9))

    assert (who, verb) == ("command line", "forget")
    assert detail != "K-1"
