"""What a person reads in a message, can press there, and is pinged by."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from channels.sandbox.slack.blockkit import elements_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from channels.sandbox.slack.model import Json, Message

_PING = re.compile(r"<((?:!(?:channel|here|everyone|subteam\^)|@[UW])[^>|]*)[^>]*>")


def words(message: Message) -> str:
    """The words on the screen, a line each; the text itself only without blocks."""
    if not message.blocks:
        return html.unescape(message.text)
    return "\n".join(_shown(text) for text in _texts(message.blocks))


def buttons(message: Message) -> dict[str, str]:
    """What can be pressed: labels by action id."""
    elements = (e for block in message.blocks for e in elements_of(block))
    return {
        element["action_id"]: element["text"]["text"]
        for element in elements
        if element["type"] == "button"
    }


def pings(message: Message) -> list[str]:
    """Who is notified by a mention: `!channel`, `!here`, `@U…`, `!subteam^…`.

    Plain text objects never do that; the message's own text and mrkdwn do.
    """
    marked = [t["text"] for t in _texts(message.blocks) if t["type"] == "mrkdwn"]
    return _PING.findall("\n".join([message.text, *marked]))


def _shown(text: Json) -> str:
    shown = str(text["text"])
    return html.unescape(shown) if text["type"] == "mrkdwn" else shown


def _texts(value: object) -> Iterator[Json]:
    if isinstance(value, list):
        for item in value:
            yield from _texts(item)
    elif isinstance(value, dict):
        if value.get("type") in ("plain_text", "mrkdwn"):
            yield value
        else:
            yield from _texts(list(value.values()))
