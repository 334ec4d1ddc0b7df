"""Reading words as they were meant, out of Slack's markup.

Slack hands over `&`, `<` and `>` escaped, people, channels and links in angle
brackets, and emoji by name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from unicodedata import category

import msgspec

_MARK = re.compile(r"<([^<>|]+)(?:\|([^<>]*))?>")
_EMOJI = re.compile(r":([a-z0-9_+'-]+):(?::skin-tone-[2-6]:)?", re.IGNORECASE)
_UNSEEN = {"Cc", "Cs"}
"""Controls, and halves of a pair of surrogates: no sign at all."""


def unescape(text: str) -> str:
    r"""Turn the three escapes back, and what cannot be kept into question marks.

    >>> unescape("R&amp;D &lt;3 &amp;lt; \ud800")
    'R&D <3 &lt; ?'
    """
    # Half a pair of surrogates can be neither kept nor sent.
    text = text.encode(errors="replace").decode()
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def unmark(text: str) -> str:
    """Write people, channels and links out, then unescape.

    >>> unmark("<@U1|ada> saw <https://a.example|the &lt;page&gt;> in <#C1|general>")
    '@ada saw the <page> (https://a.example) in #general'
    """
    return unescape(_MARK.sub(_written_out, text))


def _written_out(mark: re.Match[str]) -> str:
    target, label = mark[1], mark[2] or ""
    if target[0] in "@#":
        return target[0] + (label or target[1:]).removeprefix(target[0])
    if target[0] == "!":
        return label or "@" + target[1:].partition("^")[0]
    plain = target.removeprefix("mailto:").removeprefix("tel:")
    return f"{label} ({plain})" if label and label not in plain else plain


class _Element(msgspec.Struct):
    type: str = ""
    name: str = ""
    unicode: str = ""
    elements: list[_Element] | None = None


def emoji(text: str, blocks: Sequence[object]) -> str:
    """Write emoji as themselves where the message's *blocks* know them.

    >>> emoji("yes :+1:", [{"type": "emoji", "name": "+1", "unicode": "1f44d"}])
    'yes 👍'
    """
    if not blocks or ":" not in text:
        return text
    try:
        known = dict(_named(msgspec.convert(blocks, list[_Element])))
    except (msgspec.ValidationError, ValueError, OverflowError):
        return text
    return _EMOJI.sub(lambda found: known.get(found[1], found[0]), text)


def _named(elements: Sequence[_Element]) -> Iterator[tuple[str, str]]:
    for it in elements:
        if it.type == "emoji" and it.unicode:
            signs = "".join(chr(int(point, 16)) for point in it.unicode.split("-"))
            if _UNSEEN.isdisjoint(map(category, signs)):
                yield it.name, signs
        yield from _named(it.elements or ())
