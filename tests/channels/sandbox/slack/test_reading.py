"""What a person reads in a message."""

from __future__ import annotations

from typing import Any

import pytest

from channels.sandbox.slack import Message, buttons, pings, words

Json = dict[str, Any]


def section(text: str, kind: str = "mrkdwn") -> Json:
    return {"type": "section", "text": {"type": kind, "text": text}}


BUTTON = {
    "type": "button",
    "text": {"type": "plain_text", "text": "9"},
    "action_id": "nine",
}


def test_blocks_are_read_in_place_of_the_text() -> None:
    blocks = [section("R&amp;D"), {"type": "actions", "elements": [BUTTON]}]

    assert words(Message("1.0", "U1", "R&amp;D: how?")) == "R&D: how?"
    assert words(Message("1.0", "U1", "How?", blocks)) == "R&D\n9"
    assert buttons(Message("1.0", "U1", "How?", blocks)) == {"nine": "9"}


@pytest.mark.parametrize(
    ("text", "blocks", "pinged"),
    [
        pytest.param("<!channel> hi", [], ["!channel"], id="the channel"),
        pytest.param("<@U1> <!here|here>", [], ["@U1", "!here"], id="two"),
        pytest.param("&lt;!channel&gt; hi", [], [], id="encoded"),
        pytest.param("<https://x|@U1> @channel", [], [], id="a link"),
        pytest.param("hi", [section("<!subteam^S1>")], ["!subteam^S1"], id="mrkdwn"),
        pytest.param("hi", [section("<!everyone>", "plain_text")], [], id="plain"),
    ],
)
def test_a_mention_that_is_not_encoded_pings(
    text: str, blocks: list[Json], pinged: list[str]
) -> None:
    assert pings(Message("1.0", "U1", text, blocks)) == pinged
