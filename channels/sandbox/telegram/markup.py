"""Formatted text: from the Bot API's HTML to plain text with entities.

Offsets in entities count UTF-16 code units; those in errors count UTF-8 bytes.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass, field

from channels.sandbox.telegram.records import Json
from channels.sandbox.telegram.refusals import Refusal, bad_request

ENTITY_OF_TAG = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "a": "text_link",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "tg-emoji": "custom_emoji",
}
CODES, SURROGATES = range(1, sys.maxunicode + 1), range(0xD800, 0xE000)
NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
TAG = re.compile(r"""<(/?)([^\s<>/]*)((?:"[^"]*"|'[^']*'|[^<>"'])*)>""")
ATTRIBUTE = re.compile(r"""([\w-]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?""")
REFERENCE = re.compile(r"&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([a-z]+));?")


def units(text: str) -> int:
    """Count UTF-16 code units.

    >>> units("a👍")
    3
    """
    return len(text.encode("utf-16-le")) // 2


def unescape(text: str) -> str:
    """Resolve the four named references and the numeric ones; leave the others.

    >>> unescape("Tom &amp; Anna &#x1F44D; &nbsp;")
    'Tom & Anna 👍 &nbsp;'
    """
    return REFERENCE.sub(_character, text)


def _character(found: re.Match[str]) -> str:
    decimal, hexadecimal, name = found.groups()
    if name:
        return NAMED.get(name, found[0])
    code = int(decimal) if decimal else int(hexadecimal, 16)
    return chr(code) if code in CODES and code not in SURROGATES else found[0]


@dataclass(slots=True)
class _Reader:
    html: str
    text: str = ""
    entities: list[Json] = field(default_factory=list)
    open: list[tuple[str, Json]] = field(default_factory=list)

    def read(self) -> None:
        at = 0
        while (opening := self.html.find("<", at)) >= 0:
            self.text += unescape(self.html[at:opening])
            tag = TAG.match(self.html, opening)
            if tag is None:
                raise self._wrong("Unclosed start tag", opening)
            if tag[1]:
                self._close(tag[2].lower(), opening)
            else:
                self._open(tag[2].lower(), tag[3], opening)
            at = tag.end()
        self.text += unescape(self.html[at:])
        if self.open:
            name = self.open[-1][0]
            raise _unparsed(f'Can\'t find end tag corresponding to start tag "{name}"')

    def _open(self, name: str, rest: str, at: int) -> None:
        attributes = {
            found[1].lower(): unescape(found[2] or found[3] or found[4] or "")
            for found in ATTRIBUTE.finditer(rest)
        }
        if name not in ENTITY_OF_TAG:
            raise self._wrong(f'Unsupported start tag "{name}"', at)
        if name == "span" and attributes.get("class") != "tg-spoiler":
            raise self._wrong('Tag "span" must have class "tg-spoiler"', at)
        entity: Json = {"type": ENTITY_OF_TAG[name], "offset": units(self.text)}
        self.open.append((name, entity | _details(name, attributes)))

    def _close(self, name: str, at: int) -> None:
        if not self.open:
            raise self._wrong("Unexpected end tag", at)
        wanted, entity = self.open.pop()
        if name not in ("", wanted):
            said = f', expected "</{wanted}>", found "</{name}>"'
            raise self._wrong("Unmatched end tag", at, said)
        entity["length"] = units(self.text) - entity["offset"]
        language = entity.pop("language", None) if name == "code" else None
        if language and self.open and self.open[-1][0] == "pre":
            self.open[-1][1]["language"] = language
        elif entity["length"] and entity.get("url", "-"):
            self.entities.append(entity)

    def _wrong(self, what: str, at: int, more: str = "") -> Refusal:
        offset = len(self.html[:at].encode())
        return _unparsed(f"{what} at byte offset {offset}{more}")


def _details(name: str, attributes: dict[str, str]) -> Json:
    language = attributes.get("class", "")
    match name:
        case "a":
            return {"url": attributes.get("href", "")}
        case "code" if language.startswith("language-"):
            return {"language": language.removeprefix("language-")}
        case "tg-emoji":
            return {"custom_emoji_id": attributes.get("emoji-id", "")}
        case "blockquote" if "expandable" in attributes:
            return {"type": "expandable_blockquote"}
        case _:
            return {}


def _unparsed(why: str) -> Refusal:
    return bad_request(f"can't parse entities: {why}")


def parse_html(html: str) -> tuple[str, list[Json]]:
    """Read formatted text.

    >>> parse_html("<b>9</b> of 10")
    ('9 of 10', [{'type': 'bold', 'offset': 0, 'length': 1}])

    Raises:
        Refusal: A tag is unknown, not closed, or closed in the wrong order.
    """
    reader = _Reader(html)
    reader.read()
    order = sorted(reader.entities, key=lambda e: (e["offset"], -e["length"]))
    return reader.text, order


def trim(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    """Drop the white space around a text, and what the entities had of it.

    >>> trim(" hi ", [{"type": "bold", "offset": 0, "length": 4}])
    ('hi', [{'type': 'bold', 'offset': 0, 'length': 2}])
    """
    short = text.strip()
    lead, end = units(text) - units(text.lstrip()), units(short)
    kept = []
    for entity in entities:
        start = min(max(entity["offset"] - lead, 0), end)
        stop = min(max(entity["offset"] + entity["length"] - lead, 0), end)
        if stop > start:
            kept.append(entity | {"offset": start, "length": stop - start})
    return short, kept


def commands_in(text: str) -> list[Json]:
    """Mark the commands in what a person typed.

    >>> commands_in("/start abc")
    [{'type': 'bot_command', 'offset': 0, 'length': 6}]
    """
    found = re.finditer(r"(?<![^\s])/[A-Za-z0-9_]{1,64}(?:@\w+)?", text)
    return [
        {
            "type": "bot_command",
            "offset": units(text[: m.start()]),
            "length": units(m[0]),
        }
        for m in found
    ]
