import pytest

from channels.telegram.still import JOINER, still, typed


@pytest.mark.parametrize(
    "link",
    [
        "https://t.me/NpsBot?start=A_b-9",
        "http://acme.example:8080/-/issues/#/7",
        "https://medium.example/@ada/a.b/?next=/home&of=@bo",
        "(https://acme.example/-/x)",
    ],
)
def test_a_link_is_left_as_it_is(link: str) -> None:
    assert still(link) == link


@pytest.mark.parametrize(
    ("text", "dead"),
    [
        ("/pause", "/·pause"),
        ("yes,/pause", "yes,/·pause"),
        ("//@boss", "//@·boss"),
        ("https://acme.example /pause", "https://acme.example /·pause"),
        ("https://acme.example./pause", "https://acme.example./·pause"),
        ("https://acme.example/”/pause", "https://acme.example/”/·pause"),
        ("https://a.b/@boss", "https://·a.b/@·boss"),
        ("and/or a@b.dk 3 / 4", "and/or a@b.dk 3 / 4"),
    ],
)
def test_a_name_or_a_command_loses_its_life(text: str, dead: str) -> None:
    assert still(text).replace(JOINER, "·") == dead
    assert typed(still(text)) == text
