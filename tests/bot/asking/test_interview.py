"""Every state of an ask, and everything that can be heard in it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, strategies as st

from bot.asking.interview import (
    UNDO_FOR,
    WAITING,
    Ask,
    Rules,
    Say,
    State,
    Step,
    step,
    takes_words,
)
from channels.contract import Address, Button, Posted, Press, Tap, Words

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
RULES = Rules(later=timedelta(days=7), correction=timedelta(days=14))
ANNA = Address("slack", "U0ANNA")
ON = Posted("D0ANNA", "1")


def an_ask(state: State, **more: Any) -> Ask:  # noqa: ANN401 - any attribute
    """Make an ask as it may stand two days after the question."""
    asked = None if state in {State.PLANNED, State.SENDING} else NOW - timedelta(days=2)
    ask = Ask(1, 1, 1, state, NOW - timedelta(days=2), asked_at=asked)
    if state is State.ANSWERED:
        ask = replace(ask, score=6, answered_at=NOW - timedelta(days=1))
    if state not in WAITING and state is not State.PLANNED:
        ask = replace(ask, closed_at=NOW - timedelta(days=1))
    return replace(ask, **more)


def tap(score: int) -> Tap:
    return Tap("k", ANNA, 1, score, ON)


def press(button: Button) -> Press:
    return Press("k", ANNA, 1, button, ON)


def words(text: str, *, edited: bool = False) -> Words:
    return Words("k", ANNA, text, ON, edited=edited)


CHANCES: dict[str, Tap | Press | Words] = {
    "a tap": tap(9),
    "later": press(Button.LATER),
    "never": press(Button.NEVER),
    "undo": press(Button.UNDO),
    "change": press(Button.CHANGE),
    "write": press(Button.WRITE),
    "words": words("Too slow"),
    "an edit": words("Much too slow", edited=True),
    "a typed number": words(" 9 "),
    "a sticker": words(""),
}

CLOSED = (Say.ALREADY_CLOSED,)
FORWARDED = (Say.FORWARD, Say.PASSED_ON)

Column = dict[str, tuple[State | None, tuple[Say, ...]]]

OPEN: Column = {
    "a tap": (State.ANSWERED, (Say.WHY, Say.ALERT)),
    "later": (State.PLANNED, (Say.PUT_OFF,)),
    "never": (State.DECLINED, (Say.GOODBYE,)),
    "undo": (None, CLOSED),
    "change": (None, CLOSED),
    "write": (None, CLOSED),
    "words": (None, (Say.SCORE_FIRST,)),
    "an edit": (None, ()),
    "a typed number": (State.ANSWERED, (Say.WHY, Say.ALERT)),
    "a sticker": (None, (Say.CANNOT_READ,)),
}
ENDED: Column = {
    "a tap": (None, CLOSED),
    "later": (None, CLOSED),
    "never": (None, (Say.GOODBYE,)),
    "undo": (None, CLOSED),
    "change": (None, CLOSED),
    "write": (None, CLOSED),
    "words": (None, FORWARDED),
    "an edit": (None, FORWARDED),
    "a typed number": (None, FORWARDED),
    "a sticker": (None, (Say.CANNOT_READ,)),
}
COUNTS_ALL_THE_SAME: Column = ENDED | {"a tap": (State.ANSWERED, (Say.WHY, Say.ALERT))}

TABLE: dict[State, Column] = {
    State.PLANNED: ENDED | {"never": (State.DECLINED, (Say.GOODBYE,))},
    State.SENDING: OPEN,
    State.ASKED: OPEN,
    State.UNCONFIRMED: OPEN,
    State.ANSWERED: {
        "a tap": (State.ANSWERED, (Say.WHY, Say.ALERT)),
        "later": (None, CLOSED),
        "never": (None, (Say.GOODBYE,)),
        "undo": (None, CLOSED),
        "change": (None, (Say.QUESTION,)),
        "write": (None, (Say.FORM,)),
        "words": (None, (Say.THANKS, Say.ALERT, Say.THANK_FOR_WORDS)),
        "an edit": (None, (Say.ALERT,)),
        "a typed number": (None, (Say.THANKS, Say.ALERT, Say.THANK_FOR_WORDS)),
        "a sticker": (None, (Say.CANNOT_READ,)),
    },
    State.DECLINED: ENDED
    | {
        "a tap": (None, (Say.ALREADY_DECLINED,)),
        "undo": (None, (Say.TOO_LATE_TO_UNDO,)),
    },
    State.EXPIRED: ENDED,
    State.UNREACHABLE: COUNTS_ALL_THE_SAME,
    State.REFUSED: COUNTS_ALL_THE_SAME,
    State.CANCELLED: ENDED,
}


@pytest.mark.parametrize(
    ("state", "chance"),
    [
        pytest.param(state, chance, id=f"{chance} when {state}")
        for state in State
        for chance in CHANCES
    ],
)
def test_every_state_hears_everything(state: State, chance: str) -> None:
    became, says = TABLE[state][chance]

    done = step(an_ask(state), CHANCES[chance], RULES, NOW)

    assert (done.ask.state, done.says) == (became or state, says)


@pytest.mark.parametrize("chance", CHANCES)
@pytest.mark.parametrize("state", State)
def test_only_never_and_undo_touch_the_wish_to_be_asked(
    state: State, chance: str
) -> None:
    done = step(an_ask(state), CHANCES[chance], RULES, NOW)

    assert done.opt_out is (True if chance == "never" else None)


@pytest.mark.parametrize(
    ("ask", "heard", "says"),
    [
        pytest.param(
            an_ask(State.ANSWERED), tap(6), (Say.WHY,), id="the same score again"
        ),
        pytest.param(
            an_ask(State.ANSWERED, wordy=True),
            tap(6),
            (Say.THANKS,),
            id="the same score after words",
        ),
        pytest.param(
            an_ask(State.ANSWERED, wordy=True),
            tap(2),
            (Say.THANKS, Say.ALERT),
            id="another score after words",
        ),
        pytest.param(
            an_ask(State.ASKED, wordy=True),
            tap(2),
            (Say.THANKS, Say.ALERT),
            id="a score after words",
        ),
        pytest.param(
            an_ask(State.ANSWERED, wordy=True),
            words("And rude"),
            (Say.ALERT, Say.THANK_FOR_MORE),
            id="more words",
        ),
        pytest.param(
            an_ask(State.ASKED, times_later=1),
            press(Button.LATER),
            (Say.ALREADY_LATER,),
            id="later twice",
        ),
    ],
)
def test_what_was_said_before_counts(
    ask: Ask, heard: Tap | Press | Words, says: tuple[Say, ...]
) -> None:
    assert step(ask, heard, RULES, NOW).says == says


@pytest.mark.parametrize("state", [State.DECLINED, State.EXPIRED, State.CANCELLED])
def test_an_ask_that_ended_after_later_takes_no_score(state: State) -> None:
    done = step(an_ask(state, times_later=1), tap(9), RULES, NOW)

    assert (done.ask.state, done.ask.score) == (state, None)


def test_a_score_counts_while_the_question_is_put_off() -> None:
    done = step(an_ask(State.PLANNED, times_later=1), tap(9), RULES, NOW)

    assert (done.ask.state, done.ask.score) == (State.ANSWERED, 9)


@pytest.mark.parametrize(
    ("since", "says"),
    [
        pytest.param(RULES.correction, (Say.WHY, Say.ALERT), id="just in time"),
        pytest.param(
            RULES.correction + timedelta(seconds=1),
            (Say.TOO_LATE_TO_CHANGE,),
            id="too late",
        ),
    ],
)
def test_a_score_is_changed_within_the_days_given(
    since: timedelta, says: tuple[Say, ...]
) -> None:
    ask = an_ask(State.ANSWERED, answered_at=NOW - since)

    done = step(ask, tap(9), RULES, NOW)

    assert done.says == says
    assert done.ask.score == (9 if Say.WHY in says else 6)
    assert done.ask.answered_at == ask.answered_at


@pytest.mark.parametrize("button", [Button.CHANGE, Button.WRITE])
def test_too_late_the_buttons_of_an_answer_say_so(button: Button) -> None:
    ask = an_ask(State.ANSWERED, answered_at=NOW - timedelta(days=15))

    assert step(ask, press(button), RULES, NOW).says == (Say.TOO_LATE_TO_CHANGE,)


@pytest.mark.parametrize(
    ("since", "state"),
    [
        pytest.param(UNDO_FOR, State.ASKED, id="in time"),
        pytest.param(UNDO_FOR + timedelta(seconds=1), State.DECLINED, id="too late"),
    ],
)
def test_a_no_can_be_undone_for_some_minutes(since: timedelta, state: State) -> None:
    ask = an_ask(State.DECLINED, closed_at=NOW - since)

    done = step(ask, press(Button.UNDO), RULES, NOW)

    assert done.ask.state is state
    assert done.opt_out is (False if state is State.ASKED else None)


def test_what_is_undone_before_the_platform_said_it_was_asked_can_run_out() -> None:
    declined = step(an_ask(State.SENDING), press(Button.NEVER), RULES, NOW).ask

    undone = step(declined, press(Button.UNDO), RULES, NOW).ask

    assert undone.asked_at == NOW


@pytest.mark.parametrize("text", ["11", "-1", "9.", "9 10", "nine", "٩", "²"])
def test_only_a_bare_number_is_a_score(text: str) -> None:
    done = step(an_ask(State.ASKED), words(text), RULES, NOW)

    assert (done.ask.score, done.keep_words) == (None, True)


events = st.one_of(
    st.builds(tap, st.integers(0, 10)),
    st.builds(press, st.sampled_from(Button)),
    st.builds(words, st.sampled_from(["", "7", "Too slow", "Lovely"])),
    st.builds(words, st.just("Better"), edited=st.just(value=True)),
)
waits = st.sampled_from([0, 1, 60, 24 * 60, 15 * 24 * 60]).map(
    lambda minutes: timedelta(minutes=minutes)
)


@given(
    st.sampled_from([State.ASKED, State.UNCONFIRMED, State.SENDING]),
    st.lists(st.tuples(events, waits), max_size=12),
)
def test_whatever_happens_nothing_is_lost(
    start: State, story: list[tuple[Tap | Press | Words, timedelta]]
) -> None:
    ask, now = an_ask(start), NOW
    for heard, wait in story:
        now += wait
        done = step(ask, heard, RULES, now)

        assert_nothing_lost(ask, heard, done, now)
        ask = replace(done.ask, wordy=ask.wordy or done.keep_words)
        assert ask.times_later <= 1


def assert_nothing_lost(
    before: Ask, heard: Tap | Press | Words, done: Step, now: datetime
) -> None:
    """See that scores and words are kept or spoken of, and a no is a no."""
    after = done.ask
    if before.state is State.ANSWERED:
        assert (after.state, after.answered_at) == (before.state, before.answered_at)
        assert after.score is not None
    if isinstance(heard, Tap):
        assert after.score == heard.score or set(done.says) <= {
            Say.TOO_LATE_TO_CHANGE,
            Say.ALREADY_DECLINED,
            Say.ALREADY_CLOSED,
        }
        assert after.score == heard.score or before.state not in WAITING
    if isinstance(heard, Words) and heard.text.strip():
        typed = heard.text.isdigit() and after.score == int(heard.text)
        assert typed or done.keep_words or Say.FORWARD in done.says
        assert done.keep_words <= takes_words(before, RULES, now)
    if isinstance(heard, Press) and heard.button is Button.NEVER:
        assert done.opt_out
        assert after.state not in WAITING | {State.PLANNED}
    assert done.says or (isinstance(heard, Words) and heard.edited)
