"""Chats that get new ids."""

from __future__ import annotations

from bot.people import moving
from bot.store import Books
from channels.contract import Address
from tests.bot.house import House

FIRST, SECOND, THIRD = (Address("telegram", f"-{n}") for n in (1, 2, 3))


async def test_a_chat_is_followed_however_often_it_moves(house: House) -> None:
    def moves(books: Books) -> list[Address]:
        moving.moved(books, FIRST, SECOND)
        moving.moved(books, SECOND, THIRD)
        return [moving.whereabouts(books, one) for one in (FIRST, SECOND, THIRD)]

    assert await house.store.write(moves) == [THIRD] * 3


async def test_a_chat_that_moves_in_circles_is_somewhere(house: House) -> None:
    def circles(books: Books) -> tuple[Address, bool]:
        moving.moved(books, FIRST, SECOND)
        moving.moved(books, SECOND, FIRST)
        where = moving.whereabouts(books, FIRST)
        return where, books.customers.is_owner(FIRST)

    assert await house.store.write(circles) in {(FIRST, False), (SECOND, False)}
