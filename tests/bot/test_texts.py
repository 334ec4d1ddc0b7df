from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from importlib.resources import files
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from babel.messages.pofile import read_po
from hypothesis import given, settings, strategies as st

import bot
from bot.asking import wording
from bot.asking.interview import Ask, State
from bot.people.customer import Customer
from bot.texts import LANGUAGES, Phrases, Texts, TextsError
from bot.texts.catalogue import compiled, originals, parse
from bot.texts.overrides import placeholders
from channels.contract import Address, FollowUp, Question

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
MONDAY = date(2026, 3, 2)
LONG_NAME = "Nordjyske Landbrugsmaskiner & Sønner A/S"
MEANS_SOMETHING = re.compile(r"[*_~`<>&|]|:\w+:|\]\(")

ANSWERS = """
msgid "answers"
msgid_plural "answers"
msgstr[0] "ét svar"
msgstr[1] "{n} svar"
"""

# Worded already; the rooms that say them are still to come
AWAITED = {
    "notice.not.yours",
    "notice.unknown",
    "welcome",
    "welcome.back",
    "welcome.link.bad",
    "stopped",
    "telegram.command.start",
    "telegram.command.stop",
}

AT_MOST = {
    r"button\..*": 24,
    r"form\.(title|submit|cancel)": 24,
    r"form\.placeholder": 150,
    r"notice\..*": 200,
    r"telegram\.command\..*": 60,
    r"why\.(promoter|passive|detractor)": 2000,
}

each_language = pytest.mark.parametrize("language", LANGUAGES)


def customers_ids() -> set[str]:
    page = files("bot.texts") / "catalogues" / "en" / "customers.po"
    with page.open("rb") as file:
        return {str(message.id) for message in read_po(file) if message.id}


def trees() -> Iterator[ast.AST]:
    room = Path(bot.__file__).parent
    for file in room.rglob("*.py"):
        if "texts" not in file.relative_to(room).parts:
            yield ast.parse(file.read_text("utf-8"))


def said(tree: ast.AST) -> Iterator[str]:
    """Find what is said outright: `say("id", …)`, `self._say("id", …)`."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        name = ast.unparse(node.func).rpartition(".")[2]
        first = node.args[0]
        if name in {"say", "_say"} and isinstance(first, ast.Constant):
            yield str(first.value)


def mentioned(tree: ast.AST) -> Iterator[str]:
    """Find patterns of every id that may be said, however it travels."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield re.escape(node.value)
        if isinstance(node, ast.JoinedStr) and _begins_an_id(node):
            yield "".join(
                re.escape(str(part.value)) if isinstance(part, ast.Constant) else r"\w+"
                for part in node.values
            )


def _begins_an_id(text: ast.JoinedStr) -> bool:
    first = text.values[0]
    return isinstance(first, ast.Constant) and bool(
        re.match(r"[a-z]+\.", str(first.value))
    )


# What there is ----------------------------------------------------------------


@each_language
def test_every_language_says_everything_with_the_same_placeholders(
    language: str,
) -> None:
    english = {key: placeholders(text) for key, text in originals("en").items()}

    native = {key: placeholders(text) for key, text in originals(language).items()}

    assert native == english


@each_language
def test_no_text_is_empty_or_ragged(language: str) -> None:
    ragged = [k for k, text in originals(language).items() if text != text.strip()]

    assert ragged == []
    assert all(originals(language).values())


@each_language
def test_no_text_waits_for_a_translator(language: str) -> None:
    folder = files("bot.texts") / "catalogues" / language

    for page in folder.iterdir():
        with page.open("rb") as file:
            assert [m.id for m in read_po(file) if m.id and m.fuzzy] == []


@each_language
def test_no_text_carries_markup(language: str) -> None:
    bare = {k: re.sub(r"{\w+}", "", text) for k, text in originals(language).items()}

    assert [k for k, text in bare.items() if MEANS_SOMETHING.search(text)] == []


@each_language
def test_nothing_is_longer_than_its_place(language: str) -> None:
    for key, text in originals(language).items():
        limits = [n for pattern, n in AT_MOST.items() if re.fullmatch(pattern, key)]
        filled = text.replace("{company}", LONG_NAME)

        assert all(len(filled) <= limit for limit in limits), key


def test_whatever_the_code_says_exists() -> None:
    unknown = {key for tree in trees() for key in said(tree)} - set(originals("en"))

    assert unknown == set()


def test_nothing_is_worded_for_customers_that_nobody_says() -> None:
    patterns = {pattern for tree in trees() for pattern in mentioned(tree)}
    ids = customers_ids()
    used = {key for key in ids if any(re.fullmatch(p, key) for p in patterns)}

    assert ids - used - AWAITED == set()


# As a customer meets it -------------------------------------------------------


@each_language
@pytest.mark.parametrize("score", [None, 3, 8, 10])
@pytest.mark.parametrize("place", ["D1", "C1/U1"], ids=["alone", "read along"])
def test_a_whole_conversation_can_be_worded(
    language: str, score: int | None, place: str
) -> None:
    say = Texts().of(language)
    asker = wording.Asker("Acme", "Mette")
    ask = Ask(1, 1, 1, State.ASKED, datetime(2026, 3, 2, tzinfo=UTC), score=score)
    customer = someone(Address.parse(f"slack:{place}"))

    worded: list[Question | FollowUp] = [
        wording.question(ask, customer, asker, say),
        wording.reminder(ask, customer, asker, say),
        wording.question_again(ask, customer, asker, say),
        wording.why(ask, customer, say),
        wording.thanks(ask, customer, say),
        wording.put_off(ask, datetime(2026, 3, 9, tzinfo=UTC), say),
        wording.goodbye(ask, asker, say),
        wording.closed(ask, say),
        wording.asked_below(ask, say),
    ]

    assert not any("{" in message.text for message in worded)
    assert wording.form(ask, say).title
    assert all(say(key, company="Acme") for key in wording.NOTICES.values())


def someone(address: Address) -> Customer:
    return Customer(
        id=1,
        key="c1",
        name="Anna",
        address=address,
        account="",
        role="",
        language="",
        time_zone="",
        owner=None,
        value=None,
        segments=(),
        rotation=0.5,
        joined_at=datetime(2026, 1, 1, tzinfo=UTC),
    )


def test_values_go_in_unchanged() -> None:
    name = "{sender} 100% {0} %(n)s <b> \\n"

    told = Texts().of("en")("question.greeting", name=name, sender="Acme")

    assert told == f"Hi {name}, this is Acme."


@settings(max_examples=50)
@given(name=st.text())
def test_any_name_goes_in_unchanged(name: str) -> None:
    told = Texts().of("da")("question.greeting", name=name, sender=name)

    assert told == f"Hej {name}, det er {name}."


def test_a_sentence_that_does_not_exist_is_an_error() -> None:
    with pytest.raises(KeyError, match=r"question\.greting"):
        Texts().of("da")("question.greting")


def test_a_plural_that_does_not_exist_is_an_error() -> None:
    with pytest.raises(KeyError, match="days"):
        Texts().of("da").plural("days", 2)


def test_a_value_left_out_is_an_error() -> None:
    with pytest.raises(KeyError, match="sender"):
        Texts().of("da")("question.greeting", name="Anna")


@pytest.mark.parametrize(
    ("n", "told"), [(0, "0 svar"), (1, "ét svar"), (2, "2 svar"), (1200, "1.200 svar")]
)
def test_a_plural_goes_with_its_number(n: int, told: str) -> None:
    say = Phrases("da", compiled("da", parse([ANSWERS]), {}))

    assert say.plural("answers", n) == told


def test_one_form_of_a_plural_can_be_overridden() -> None:
    own = {"answers.other": "hele {n} svar"}
    say = Phrases("da", compiled("da", parse([ANSWERS]), own))

    assert (say.plural("answers", 1), say.plural("answers", 2)) == (
        "ét svar",
        "hele 2 svar",
    )


@pytest.mark.parametrize(
    "pages",
    [
        pytest.param([f"{ANSWERS}\n{ANSWERS}"], id="in one file"),
        pytest.param([ANSWERS, ANSWERS], id="in two files"),
    ],
)
def test_an_id_that_stands_twice_is_an_error(pages: list[str]) -> None:
    with pytest.raises(ValueError, match=r"twice: \['answers'\]"):
        parse(pages)


# Which language ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "spoken"),
    [
        *((language, language) for language in LANGUAGES),
        ("", "en"),
        ("fi", "en"),
        ("en-US", "en"),
        ("no", "nb"),
        ("nn-NO", "nb"),
        ("da-DK", "da"),
        ("da_DK", "da"),
        ("NL", "nl"),
    ],
)
def test_the_nearest_language_is_spoken(asked: str, spoken: str) -> None:
    assert Texts().of(asked).language == spoken


def test_a_language_is_read_once() -> None:
    texts = Texts()

    assert texts.of("da") is texts.of("da-DK")


# The company's own wording ----------------------------------------------------


def test_the_company_can_say_it_in_its_own_words() -> None:
    texts = Texts({"da": {"question.greeting": "Kære {name}"}})

    assert texts.of("da")("question.greeting", name="Anna", sender="x") == "Kære Anna"
    assert texts.of("da")("closed") == Texts().of("da")("closed")
    assert texts.of("en")("question.greeting", name="A", sender="B").startswith("Hi")


def test_all_faults_are_told_at_once() -> None:
    with pytest.raises(TextsError) as caught:
        Texts(
            {
                "dk": {"closed": "Lukket"},
                "da": {
                    "question.greting": "Hej",
                    "later": "Vi ses {dag}",
                    "never": "Farvel {company",
                    "closed": "  ",
                    "button.undo": "{}",
                    "thanks": "{score!r}",
                },
                "sv": {"closed": "Stängt {name.real}"},
            }
        )

    only = "it is a name in braces and nothing more"
    assert [fault.split("; ") for fault in caught.value.faults] == [
        ["texts.dk: a language is one of en, da, nb, sv, nl, not 'dk'"],
        [
            "texts.da: there is no text 'question.greting'",
            "the nearest is 'question.greeting'",
        ],
        ["texts.da: 'later' cannot fill {dag}", "what it can fill: {date}"],
        [
            "texts.da: 'never' has a malformed placeholder",
            "expected '}' before end of string",
        ],
        ["texts.da: 'closed' is empty"],
        [
            "texts.da: 'button.undo' has a malformed placeholder",
            f"{only}, not '{{}}'",
        ],
        [
            "texts.da: 'thanks' has a malformed placeholder",
            f"{only}, not '{{score!r}}'",
        ],
        [
            "texts.sv: 'closed' has a malformed placeholder",
            f"{only}, not 'Stängt {{name.real}}'",
        ],
    ]
    assert str(caught.value) == "\n".join(caught.value.faults)


# Numbers and dates ------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "native"),
    [
        ("en", "1,234.5 12.3% +7 −7.5"),
        ("da", "1.234,5 12,3 % +7 −7,5"),
        ("nb", "1 234,5 12,3 % +7 −7,5"),
        ("sv", "1 234,5 12,3 % +7 −7,5"),
        ("nl", "1.234,5 12,3% +7 −7,5"),
    ],
)
def test_numbers_are_written_natively(language: str, native: str) -> None:
    say = Texts().of(language)

    written = [say.number(1234.5, 1), say.percent(0.1234, 1)]
    written += [say.signed(7), say.signed(-7.5, 1)]

    assert " ".join(written).replace("\N{NO-BREAK SPACE}", " ") == native


@pytest.mark.parametrize("almost", [0, 0.4, -0.4, -0.0])
def test_nothing_has_no_sign(almost: float) -> None:
    say = Texts().of("en")

    assert (say.number(almost), say.signed(almost)) == ("0", "0")
    assert say.percent(almost / 100) == "0%"


@pytest.mark.parametrize(
    ("language", "moment", "day", "listed"),
    [
        ("en", "2 March 2026 at 14:30", "Monday 2 March", "a, b and c"),
        ("da", "2. marts 2026 kl. 14.30", "mandag den 2. marts", "a, b og c"),
        ("nb", "2. mars 2026 kl. 14:30", "mandag 2. mars", "a, b og c"),
        ("sv", "2 mars 2026 kl. 14:30", "måndag 2 mars", "a, b och c"),
        ("nl", "2 maart 2026 om 14:30", "maandag 2 maart", "a, b en c"),
    ],
)
def test_dates_and_lists_are_written_natively(
    language: str, moment: str, day: str, listed: str
) -> None:
    say = Texts().of(language)
    then = datetime(2026, 3, 2, 14, 30, 7, tzinfo=COPENHAGEN)

    assert say.moment(then) == moment
    assert moment.startswith(say.date(MONDAY))
    assert say.day(MONDAY) == day
    assert say.list(["a", "b", "c"]) == listed


def test_a_list_of_one_is_that_one() -> None:
    assert Texts().of("en").list(["a"]) == "a"
