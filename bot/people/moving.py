"""A chat that has got a new id."""

from __future__ import annotations

from bot.store import Books
from channels.contract import Address

MOVES = 10  # a group becomes a supergroup once; more than this is going in circles


def moved(books: Books, old: Address, new: Address) -> None:
    """Follow a chat; what stood in the old one can no longer be edited."""
    chat = Address(new.service, new.place)
    if books.customers.by_who(chat) is None:  # else somebody else is there by now
        books.customers.follow(old, new)
    books.outbox.move(old, new)
    books.office.set_fact(
        f"moved:{old.service}:{old.place}", f"{new.service}:{new.place}"
    )


def whereabouts(books: Books, chat: Address) -> Address:
    """Tell where a chat is now, however often it has got a new id."""
    for _ in range(MOVES):
        new = books.office.fact(f"moved:{chat}")
        if new is None:
            break
        chat = Address.parse(new)
    return chat
