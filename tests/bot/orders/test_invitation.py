from __future__ import annotations

from datetime import timedelta
from hashlib import sha256

from bot.store import Books
from tests.bot.house import (
    DAY,
    NOW,
    SAY,
    House,
    dump,
    joined,
)


async def test_a_link_is_kept_hashed_and_good_for_a_month(house: House) -> None:
    await house.store.write(
        lambda books: books.office.set_fact("telegram_username", "AcmeBot")
    )

    told = await house.order("link K-1")

    text, link = told.splitlines()
    start, _, code = link.partition("?start=")
    kept = sha256(code.encode()).hexdigest()
    assert start == "https://t.me/AcmeBot"
    assert len(code) == 22
    assert "until 1 April 2026 at 13:00" in text
    assert code not in str(dump(house.path))
    end = NOW + 30 * DAY
    for_whom = await house.store.read(
        lambda books: [
            books.office.invited(kept, at) for at in (end - timedelta(seconds=1), end)
        ]
    )
    assert for_whom == [1, None]


async def test_a_new_link_takes_the_place_of_the_customers_others(
    house: House,
) -> None:
    def invited(books: Books) -> list[int | None]:
        office, end = books.office, NOW + DAY
        other = joined(books, "K-2").id
        office.invite("others", other, end)
        office.invite("first", 1, end)
        office.invite("second", 1, end)
        return [office.invited(code, NOW) for code in ("others", "first", "second")]

    assert await house.store.write(invited) == [2, None, 1]


async def test_without_telegram_there_is_no_link(house: House) -> None:
    assert await house.order("link K-1") == SAY("link.no.telegram")
