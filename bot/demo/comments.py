"""What the customers of the demo write, each in their own language.

data/comments/<language>.toml   group of scores → what it is about → texts
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from random import Random

from scoring import Group, group

ANGRY = "angry"  # a group of its own: too strong for a mere detractor
ANGRY_UP_TO = 2
GENERAL = "general"  # nothing needs to be added to it

_MOSTLY = 0.7  # the share of complaints that are about what is wrong at present

Comments = Mapping[str, Mapping[str, tuple[str, ...]]]


@cache
def comments(language: str) -> Comments:
    """Read all that is written in a language."""
    data = files("bot.demo") / "data" / "comments" / f"{language}.toml"
    groups = tomllib.loads(data.read_text("utf-8"))
    return {
        name: {theme: tuple(texts) for theme, texts in themes.items()}
        for name, themes in groups.items()
    }


def words(
    language: str, score: int, dice: Random, *, about: str = "", messages: int = 1
) -> tuple[str, ...]:
    """Choose what somebody writes to explain a score.

    Args:
        language: The writer's.
        score: What is explained, 0 to 10.
        dice: The chance.
        about: What is wrong at present; most who complain begin with it.
        messages: How many they write, each about something else; at most 3.
    """
    angry = score <= ANGRY_UP_TO and dice.choice((True, False))
    themes = comments(language)[ANGRY if angry else group(score)]
    names = sorted(themes if messages == 1 else themes.keys() - {GENERAL})
    dice.shuffle(names)
    if group(score) is not Group.PROMOTER and dice.random() < _MOSTLY:
        names.sort(key=lambda name: name != about)
    return tuple(dice.choice(themes[name]) for name in names[:messages])
