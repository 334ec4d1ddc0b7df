"""A chat that has got a new id."""

from __future__ import annotations

from bot.store import Books
from channels.contract import Address


def moved(books: Books, old: Address, new: Address) -> None:
    """Follow a chat; what stood in the old one can no longer be edited."""
    if books.customers.by_who(new) is None:  # else somebody else is there by now
        books.customers.follow(old, new)
    books.outbox.move(old, new)
    books.office.set_fact(
        f"moved:{old.service}:{old.place}", f"{new.service}:{new.place}"
    )


def whereabouts(books: Books, chat: Address) -> Address:
    """Tell where a chat is now."""
    new = books.office.fact(f"moved:{chat}")
    return Address.parse(new) if new else chat
