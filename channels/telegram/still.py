"""Words that stay words: Telegram brings @names and /commands in a text to life.

Whoever presses such a command gives the order; an @name calls somebody.
"""

from __future__ import annotations

import re

JOINER = "\N{WORD JOINER}"
"""Not seen, and neither a name nor a command goes on behind it."""

# Only what Telegram takes for a link too, or an @name might hide in it.
_LIVE = re.compile(
    r"(?P<link>\bhttps?://[\w-]+(?:\.[\w-]+)*\.[^\W_]{2,}(?::[0-9]+)?"
    r"(?:[/?#][\w./?#=&%+~:@-]*)?)"
    r"|(?<!\w)[@/](?=\w)"
)


def still(text: str) -> str:
    """Take the life out of names and commands; links stay as they are.

    >>> still("/stop @boss https://t.me/bot?start=A-b").replace(JOINER, "·")
    '/·stop @·boss https://t.me/bot?start=A-b'
    """
    return _LIVE.sub(lambda live: live[0] + ("" if live["link"] else JOINER), text)


def typed(text: str) -> str:
    """Read what was copied from a message of ours as if it had been typed."""
    return text.replace(JOINER, "")
