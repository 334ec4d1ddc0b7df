"""The company's own wording, checked against ours."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from string import Formatter

from bot.texts.catalogue import LANGUAGES, originals


class TextsError(ValueError):
    """The company's wording cannot be used.

    Attributes:
        faults: What is wrong, one plain sentence each.
    """

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = tuple(faults)


def faults(overrides: Mapping[str, Mapping[str, str]]) -> list[str]:
    """Tell everything that is wrong with *overrides*."""
    return [
        fault
        for language, own in overrides.items()
        for fault in _faults_of(language, own)
    ]


def placeholders(text: str) -> set[str]:
    """Name the placeholders of *text*.

    >>> sorted(placeholders("Hi {name}, this is {sender}."))
    ['name', 'sender']

    Raises:
        ValueError: One is malformed, or more than a name in braces.
    """
    names = set()
    for _, name, shape, conversion in Formatter().parse(text):
        if name is None:
            continue
        if shape or conversion or not name.isidentifier():
            raise ValueError(f"it is a name in braces and nothing more, not {text!r}")
        names.add(name)
    return names


def _faults_of(language: str, own: Mapping[str, str]) -> Iterator[str]:
    if language not in LANGUAGES:
        known = ", ".join(LANGUAGES)
        yield f"texts.{language}: a language is one of {known}, not {language!r}"
        return
    ours = originals(language)
    for key, text in own.items():
        if fault := _fault(key, text, ours):
            yield f"texts.{language}: {fault}"


def _fault(key: str, text: str, ours: Mapping[str, str]) -> str:
    if key not in ours:
        nearest = get_close_matches(key, ours, n=1, cutoff=0)[0]
        return f"there is no text {key!r}; the nearest is {nearest!r}"
    if not text.strip():
        return f"{key!r} is empty"
    return _misplaced(key, text, placeholders(ours[key]))


def _misplaced(key: str, text: str, known: set[str]) -> str:
    try:
        unknown = placeholders(text) - known
    except ValueError as error:
        return f"{key!r} has a malformed placeholder; {error}"
    if not unknown:
        return ""
    can = ", ".join(sorted(f"{{{name}}}" for name in known)) or "none"
    came = ", ".join(sorted(f"{{{name}}}" for name in unknown))
    return f"{key!r} cannot fill {came}; what it can fill: {can}"
