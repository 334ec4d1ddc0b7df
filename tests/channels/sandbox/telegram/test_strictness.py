from __future__ import annotations

import asyncio
import string
from contextlib import suppress

import pytest
from hypothesis import given, settings, strategies as st

from channels.sandbox.telegram import TelegramSandbox, User
from channels.sandbox.telegram.call import Call
from channels.sandbox.telegram.keyboards import reply_markup
from channels.sandbox.telegram.markup import parse_html, trim, unescape, units
from channels.sandbox.telegram.methods import METHODS, perform
from channels.sandbox.telegram.refusals import Refusal
from channels.sandbox.telegram.sending import send_message

FIELDS = (
    "chat_id",
    "text",
    "message_id",
    "reply_markup",
    "reply_parameters",
    "entities",
    "parse_mode",
    "commands",
    "scope",
    "callback_query_id",
    "url",
    "photo",
    "allowed_updates",
    "offset",
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=9) | st.just("HTML"),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["text", "type", "message_id", "inline_keyboard", "offset"]
            ),
            inner,
            max_size=3,
        )
    ),
    max_leaves=6,
)


def markup(call_markup: object) -> object:
    telegram = TelegramSandbox(now=lambda: 0.0)
    chat = telegram.chat(telegram.add_user("Anna"))
    return reply_markup(Call("sendMessage", {"reply_markup": call_markup}, {}), chat)


@settings(max_examples=60, deadline=None)
@given(
    method=st.sampled_from(sorted(METHODS)),
    given_fields=st.dictionaries(st.sampled_from(FIELDS), JSON, max_size=5),
    known=st.booleans(),
)
def test_nonsense_is_refused_but_breaks_nothing(
    method: str, given_fields: dict[str, object], *, known: bool
) -> None:
    telegram = TelegramSandbox(now=lambda: 0.0)
    anna = telegram.add_user("Anna")
    telegram.start(anna)
    chat = {"chat_id": anna.id} if known else {}

    with suppress(Refusal):
        asyncio.run(perform(telegram.world, Call(method, given_fields | chat, {})))


@given(st.text(string.ascii_letters + "<>&;/b \"='👍", max_size=30))
def test_formatted_text_is_read_or_refused(html: str) -> None:
    with suppress(Refusal):
        text, entities = trim(*parse_html(html))

        assert all(e["offset"] + e["length"] <= units(text) for e in entities)
        assert text == text.strip()


@given(st.text(max_size=30))
def test_escaped_text_comes_back_as_it_was(text: str) -> None:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")

    assert parse_html(escaped) == (text, [])


@pytest.mark.parametrize(
    ("html", "entities"),
    [
        pytest.param(
            '<pre><code class="language-sql">x</code></pre>',
            [{"type": "pre", "offset": 0, "length": 1, "language": "sql"}],
            id="code in a language",
        ),
        pytest.param(
            "<blockquote expandable>x</blockquote>",
            [{"type": "expandable_blockquote", "offset": 0, "length": 1}],
            id="a long quote",
        ),
        pytest.param(
            '👍<span class="tg-spoiler">x<b>y</b></span>',
            [
                {"type": "spoiler", "offset": 2, "length": 2},
                {"type": "bold", "offset": 3, "length": 1},
            ],
            id="one in the other, behind an emoji",
        ),
        pytest.param("<a>x</a><b></b>", [], id="nothing to show"),
    ],
)
def test_entities_count_in_utf_16(html: str, entities: list[object]) -> None:
    assert parse_html(html)[1] == entities


def test_a_reference_beyond_unicode_stays_as_it_is() -> None:
    assert unescape("&#1114112; &#xD800; &#65;") == "&#1114112; &#xD800; A"


@pytest.mark.parametrize(
    ("given_markup", "why"),
    [
        pytest.param("[", "can't parse reply markup JSON object", id="no JSON"),
        pytest.param(["x"], "object expected as reply markup", id="a list"),
        pytest.param({"inline": []}, "can't parse reply keyboard markup", id="unknown"),
        pytest.param({"inline_keyboard": [{}]}, "Array of Arrays", id="no rows"),
        pytest.param({"inline_keyboard": [["x"]]}, "must be an Object", id="no button"),
        pytest.param({"inline_keyboard": [[{}]]}, 'find field "text"', id="no text"),
        pytest.param(
            {"inline_keyboard": [[{"text": "x"}]]}, "Text buttons are", id="no action"
        ),
        pytest.param(
            {"inline_keyboard": [[{"text": " ", "callback_data": "x"}]]},
            "BUTTON_TEXT_INVALID",
            id="blank text",
        ),
        pytest.param(
            {"inline_keyboard": [[{"text": "x", "url": "ftp:x"}]]},
            "BUTTON_URL_INVALID",
            id="a strange url",
        ),
        pytest.param(
            {"force_reply": True, "input_field_placeholder": "x" * 65},
            "placeholder is too long",
            id="a long placeholder",
        ),
    ],
)
def test_a_wrong_markup_is_refused(given_markup: object, why: str) -> None:
    with pytest.raises(Refusal) as refused:
        markup(given_markup)

    assert why in refused.value.description


def test_a_markup_may_force_a_reply_or_be_empty() -> None:
    assert markup({"force_reply": True}) == {"force_reply": True}
    assert markup({"inline_keyboard": [[], []]}) == {}
    assert markup(None) == {}


def test_only_html_is_known_of_the_parse_modes(
    telegram: TelegramSandbox, anna: User
) -> None:
    fields = {"chat_id": anna.id, "text": "*x*", "parse_mode": "MarkdownV2"}

    with pytest.raises(Refusal, match="unsupported parse_mode"):
        send_message(telegram.world, Call("sendMessage", fields, {}))


def test_a_reply_may_be_sent_without_what_it_answers(
    telegram: TelegramSandbox, anna: User
) -> None:
    reply = {"message_id": 99, "allow_sending_without_reply": True}
    fields = {"chat_id": anna.id, "text": "x", "reply_parameters": reply}

    sent = send_message(telegram.world, Call("sendMessage", fields, {}))

    assert "reply_to_message" not in sent
