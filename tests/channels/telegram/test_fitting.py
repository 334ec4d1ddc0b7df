from itertools import pairwise

from hypothesis import given, settings, strategies as st

from channels.telegram.fitting import cut, level, parts, units

text = st.text(st.sampled_from("ab\n👍é"), max_size=60)


@settings(max_examples=100)
@given(text, st.integers(0, 20))
def test_what_is_cut_fits_and_begins_as_before(words: str, most: int) -> None:
    shown = cut(words, most)

    assert units(shown) <= most
    assert words.startswith(shown.removesuffix("…"))


@settings(max_examples=100)
@given(st.lists(st.integers(0, 50)), st.integers(0, 200))
def test_levelling_uses_all_the_room_there_is(lengths: list[int], most: int) -> None:
    top = level(lengths, most)

    assert sum(min(length, top) for length in lengths) <= most
    is_enough = top >= max(lengths, default=0)
    assert is_enough or sum(min(length, top + 1) for length in lengths) > most


@settings(max_examples=100)
@given(text, st.integers(2, 20))
def test_parts_fit_and_lose_nothing_but_line_breaks(words: str, most: int) -> None:
    pieces = list(parts(words, most))

    assert all(units(piece) <= most for piece in pieces)
    assert "".join(pieces).replace("\n", "") == words.replace("\n", "")
    assert all(len(one) + len(next_) > 0 for one, next_ in pairwise(pieces))
