"""Making words harmless to Slack, which reads `&`, `<` and `>` as markup."""

from __future__ import annotations

import re

_USER = re.compile(r"[UW][A-Z0-9]{2,30}")


def escape(text: str) -> str:
    """Write *text* so that Slack shows it and reads nothing into it.

    >>> escape("R&D <!channel>")
    'R&amp;D &lt;!channel&gt;'
    """
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def escape_within(text: str, limit: int) -> str:
    """Escape *text*, leaving off what exceeds *limit* characters once escaped.

    >>> escape_within("a < b", 8), escape_within("a < b", 7)
    ('a &lt; b', 'a &lt;…')
    """
    whole = escape(text)
    if len(whole) <= limit:
        return whole
    kept, room = [], limit - 1
    for letter in map(escape, text):
        room -= len(letter)
        if room < 0:
            break
        kept.append(letter)
    return "".join(kept).rstrip() + "…"


def shorten(text: str, limit: int) -> str:
    """Leave off what exceeds *limit* characters, and show that with an ellipsis.

    >>> shorten("not at all likely", 12)
    'not at all…'
    """
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def mention(user: str) -> str:
    """Name *user* so that Slack notifies them; empty for what is no user id.

    >>> mention("U0123456789"), mention("U1> <!channel")
    ('<@U0123456789>', '')
    """
    return f"<@{user}>" if _USER.fullmatch(user) else ""
