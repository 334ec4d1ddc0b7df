"""How fast Telegram lets us send."""

from __future__ import annotations

from collections.abc import Sequence

from channels.contract import Limit

# Thirty a second over all chats: a full burst and a second's worth stay below.
_EVERYWHERE = Limit("telegram", per_second=22, burst=6, reserve=2)
_PERSON_PER_SECOND = 1.0
# Twenty a minute: a full burst and a minute's worth stay below.
_GROUP_PER_SECOND = 14 / 60
_GROUP_BURST = 5


def limits(place: str) -> Sequence[Limit]:
    """Tell what a message or an edit in *place* counts against.

    >>> [limit.name for limit in limits("-100123")]
    ['telegram', 'telegram:-100123']
    """
    name = f"telegram:{place}"
    if place.startswith("-"):
        return _EVERYWHERE, Limit(name, _GROUP_PER_SECOND, _GROUP_BURST, reserve=1)
    return _EVERYWHERE, Limit(name, _PERSON_PER_SECOND)
