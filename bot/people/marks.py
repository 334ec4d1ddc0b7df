"""Marks: how we know whom never to ask again, once all else of them is erased."""

from __future__ import annotations

import secrets
from hashlib import blake2b
from typing import Literal

from bot.store.office import Office
from channels.contract import Address

_FACT = "salt"


def salt(office: Office) -> str:
    """Tell the salt of this service's marks, made at first use."""
    made = office.fact(_FACT)
    if made is None:
        made = secrets.token_hex(16)
        office.set_fact(_FACT, made)
    return made


def mark(salt: str, kind: Literal["key", "person"], value: str) -> str:
    """Turn a key or a person's address into what cannot be read back.

    >>> mark("pepper", "key", "K-7")
    'e18fab479d6730b36bc5d13c5a79201c'
    """
    salted = blake2b(f"{kind}:{value}".encode(), key=salt.encode(), digest_size=16)
    return salted.hexdigest()


def person_mark(salt: str, address: Address) -> str:
    """Mark the one person meant, in whatever chat they are asked."""
    return mark(salt, "person", f"{address.service}:{address.who}")
