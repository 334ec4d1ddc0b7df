"""Telegram counts UTF-16 units: words made to fit its limits."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence


def units(text: str) -> int:
    """Count *text* as Telegram does.

    >>> units("a"), units("é"), units("👍")
    (1, 1, 2)
    """
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def cut(text: str, most: int) -> str:
    """Shorten *text* to *most* units, the last of them an ellipsis.

    >>> cut("a long story", 7)
    'a long…'
    """
    if units(text) <= most:
        return text
    return f"{_head(text, most - 1)}…" if most > 0 else ""


def level(lengths: Sequence[int], most: int) -> int:
    """Tell how long each may be so that together they are *most* at most.

    The short ones keep what they have; only the longest are shortened.

    >>> level([10, 100, 100], 90)
    40
    """
    ceilings = range(max(lengths, default=0) + 1)
    return bisect_right(ceilings, most, key=lambda top: _total(lengths, top)) - 1


def parts(text: str, most: int) -> Iterator[str]:
    r"""Split *text* into pieces of *most* units at most, at line breaks if it can be.

    >>> list(parts("one, two\nthree, four", 12))
    ['one, two', 'three, four']
    """
    while units(text) > most:
        head = _head(text, most)
        at = head.rfind("\n")
        end = at if at > 0 else len(head)
        yield text[:end]
        text = text[end:].removeprefix("\n")
    yield text


def _total(lengths: Sequence[int], top: int) -> int:
    return sum(min(length, top) for length in lengths)


def _head(text: str, most: int) -> str:
    # A pair of surrogates cut in two is left out.
    wide = text.encode("utf-16-le", "surrogatepass")
    return wide[: 2 * most].decode("utf-16-le", "ignore")
