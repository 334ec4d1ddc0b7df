from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings, strategies as st

from bot.people.customer import Customer
from bot.telling.alerts import Story, alert, erased, forwarded, withdrawn
from bot.texts import LANGUAGES, Texts
from channels.contract import Address, Alert

SAY = Texts().of("en")
HERE = Address.parse("telegram:123456789")
ANNA = Customer(
    id=7,
    key="c-17",
    name="Anna Berg",
    address=HERE,
    account="Acme A/S",
    role="Buyer",
    language="da",
    time_zone="Europe/Copenhagen",
    owner=Address.parse("slack:U0123456789"),
    value=120_000.0,
    segments=(),
    rotation=0.5,
    joined_at=datetime(2026, 1, 1, tzinfo=UTC),
)
NOBODY_KNOWN = replace(ANNA, address=None, account="", role="", value=None)
THEN = datetime(2026, 3, 2, 14, 30, tzinfo=ZoneInfo("Europe/Copenhagen"))
TOLD = Story(case=1234, customer=ANNA, score=5, answered_at=THEN, words="Too slow.")
HURRY = "Please get in touch within 24 hours – that is when it helps most."

each_language = pytest.mark.parametrize("language", LANGUAGES)


def test_an_alert_tells_who_said_what_and_how_to_reach_them() -> None:
    assert alert(TOLD, SAY) == Alert(
        title="Anna Berg (Acme A/S) gave 5 of 10",
        facts=(
            ("Account", "Acme A/S"),
            ("Role", "Buyer"),
            ("Yearly revenue", "120,000"),
            ("Customer id", "c-17"),
            ("Answered", "2 March 2026 at 14:30"),
            ("Case", "1234"),
        ),
        quote="Too slow.",
        contact=HERE,
        contact_label="Get in touch:",
        note=HURRY,
    )


@pytest.mark.parametrize(("score", "marked"), [(0, True), (4, True), (5, False)])
def test_the_very_unhappy_are_marked_in_words(score: int, *, marked: bool) -> None:
    told = alert(replace(TOLD, score=score), SAY)

    assert told.title.endswith("very unhappy") == marked


def test_an_alert_without_words_says_that_they_may_come() -> None:
    told = alert(replace(TOLD, words=""), SAY)

    assert told.quote == ""
    assert told.note.startswith("No words yet; this message is updated when they come.")


def test_a_corrected_score_is_told_with_what_it_was() -> None:
    told = alert(replace(TOLD, score=6, was=3), SAY)

    assert told.title.endswith("gave 6 of 10")
    assert told.note == f"Changed from 3 to 6. {HURRY}"


def test_the_team_learns_that_the_owner_is_out_of_reach() -> None:
    told = alert(replace(TOLD, owner_missed=True), SAY)

    assert told.note.startswith("This comes to the team because the owner could not")


def test_a_withdrawn_case_says_that_nothing_need_be_done() -> None:
    told = withdrawn(replace(TOLD, score=9, was=3), SAY)

    assert told.title == "Anna Berg (Acme A/S) changed their score from 3 to 9"
    assert told.note.endswith("no follow-up is needed.")
    assert told.facts == alert(TOLD, SAY).facts


def test_what_is_not_known_is_left_out() -> None:
    told = alert(replace(TOLD, customer=NOBODY_KNOWN), SAY)

    assert told.title == "Anna Berg gave 5 of 10"
    assert [name for name, _ in told.facts] == ["Customer id", "Answered", "Case"]
    assert (told.contact, told.contact_label) == (None, "")


def test_words_outside_the_survey_are_passed_on() -> None:
    told = forwarded(ANNA, "Call me, please", SAY)

    assert told.title == "Anna Berg (Acme A/S) wrote to you"
    assert (told.quote, told.contact) == ("Call me, please", HERE)


@given(words=st.text(min_size=1))
@settings(max_examples=50)
def test_not_a_letter_of_the_customers_words_is_changed(words: str) -> None:
    assert alert(replace(TOLD, words=words), SAY).quote == words
    assert withdrawn(replace(TOLD, words=words, was=3, score=9), SAY).quote == words
    assert forwarded(ANNA, words, SAY).quote == words


def test_braces_in_a_name_are_a_name() -> None:
    odd = replace(ANNA, name="{score} *Anna* <!channel>", account="")

    assert forwarded(odd, "Hi", SAY).title == f"{odd.name} wrote to you"


def test_of_the_forgotten_nothing_is_left() -> None:
    assert "Anna" not in erased(SAY).text


@each_language
@pytest.mark.parametrize("customer", [ANNA, NOBODY_KNOWN], ids=["known", "unknown"])
@pytest.mark.parametrize("words", ["", "Too slow."], ids=["silent", "wordy"])
def test_every_alert_can_be_told(language: str, customer: Customer, words: str) -> None:
    say = Texts().of(language)
    story = replace(TOLD, customer=customer, words=words, was=3, owner_missed=True)

    told = [
        alert(story, say),
        alert(replace(story, score=0), say),
        withdrawn(replace(story, score=9), say),
        forwarded(customer, "Hi", say),
    ]

    assert all(one.title and one.note and one.facts for one in told)
    assert not any("{" in one.title + one.note for one in told)
    assert erased(say).text
