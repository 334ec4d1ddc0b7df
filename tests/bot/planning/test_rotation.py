"""Whose turn it is."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

import pytest
from hypothesis import given, settings, strategies as st

from bot.planning.rotation import Newcomer, Queue, places

STORES = ["Aarhus"] * 40 + ["Berlin"] * 30 + ["Cork"] * 20 + ["Delft"] * 10


def in_stores(prefix: str) -> list[Newcomer]:
    return [
        Newcomer(key=f"{prefix}{i}", segments=(("store", store),))
        for i, store in enumerate(STORES)
    ]


@pytest.mark.parametrize("prefix", ["C", "customer-", "X", "ø", "7"])
def test_every_ten_in_a_row_are_a_small_picture_of_the_whole(prefix: str) -> None:
    newcomers = in_stores(prefix)
    given_places = places(newcomers)
    row = sorted(newcomers, key=lambda one: given_places[one.key])

    for start in range(0, 100, 10):
        group = Counter(one.segments[0][1] for one in row[start : start + 10])

        for store, share in {"Aarhus": 4, "Berlin": 3, "Cork": 2, "Delft": 1}.items():
            assert abs(group[store] - share) <= 1


def test_places_do_not_hang_on_the_order_of_joining() -> None:
    newcomers = in_stores("C")

    assert places(reversed(newcomers)) == places(newcomers)


def test_those_who_join_one_by_one_are_spread_too() -> None:
    alone = [places([one])[one.key] for one in in_stores("C")]

    quarters = Counter(int(place * 4) for place in alone)

    assert min(quarters[quarter] for quarter in range(4)) >= 15


def test_nobody_joining_gives_no_places() -> None:
    assert places([]) == {}


@settings(max_examples=50)
@given(st.sets(st.text(max_size=5), max_size=50))
def test_places_are_all_different_and_below_one(keys: set[str]) -> None:
    given_places = places(Newcomer(key) for key in keys)

    assert given_places.keys() == keys
    assert len(set(given_places.values())) == len(keys)
    assert all(0 <= place < 1 for place in given_places.values())


def test_the_queue_lets_the_rested_go_first() -> None:
    monday, tuesday, friday = map(
        datetime.fromisoformat, ("2026-11-02", "2026-11-03", "2026-11-06")
    )
    queue = Queue(
        [
            (friday, (monday, 0.1, "first in rank"), "Ann"),
            (monday, (monday, 0.3, "third"), "Cid"),
            (monday, (monday, 0.2, "second"), "Bo"),
        ]
    )

    order = [queue.next(tuesday), queue.next(tuesday), queue.next(tuesday)]

    assert order == ["Bo", "Cid", "Ann"]
    assert queue.next(tuesday) is None
