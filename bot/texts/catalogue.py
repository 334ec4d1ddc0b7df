"""The sentences of one language: `.po` files → gettext."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from gettext import GNUTranslations, NullTranslations
from importlib.resources import files
from io import BytesIO, StringIO

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LANGUAGES = ("en", "da", "nb", "sv", "nl")

_ID = re.compile(r'^msgid "(.+)"$', re.MULTILINE)
_FORMS = ("one", "other")


class _Loud(NullTranslations):
    """Where gettext ends up with an id that has no text."""

    def gettext(self, message: str) -> str:
        raise KeyError(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:  # noqa: ARG002 (gettext's signature)
        raise KeyError(msgid1)


def translations(language: str, overrides: Mapping[str, str]) -> GNUTranslations:
    """Make gettext speak *language*, with *overrides* in place of our own words."""
    return compiled(language, _messages(language), overrides)


@cache
def originals(language: str) -> dict[str, str]:
    """Tell our own words by id; a plural's two are `<id>.one` and `<id>.other`."""
    return _by_id(_messages(language))


def compiled(
    language: str, messages: Sequence[Message], overrides: Mapping[str, str]
) -> GNUTranslations:
    """Put *overrides* over *messages* and hand both to gettext."""
    words = {**_by_id(messages), **overrides}
    catalog = Catalog(locale=language)
    for message in messages:
        catalog.add(message.id, _in_place(message, [words[k] for k in _keys(message)]))
    binary = BytesIO()
    write_mo(binary, catalog)
    binary.seek(0)
    spoken = GNUTranslations(binary)
    spoken.add_fallback(_Loud())
    return spoken


def parse(pages: Sequence[str]) -> tuple[Message, ...]:
    """Read `.po` files as one catalogue.

    Raises:
        ValueError: An id stands there twice.
    """
    ids = Counter(key for page in pages for key in _ID.findall(page))
    if twice := [key for key, times in ids.items() if times > 1]:
        raise ValueError(f"an id stands in a language once, not twice: {twice}")
    return tuple(message for page in pages for message in _read(page))


@cache
def _messages(language: str) -> tuple[Message, ...]:
    return parse(list(_pages(language)))


def _pages(language: str) -> Iterator[str]:
    folder = files("bot.texts") / "catalogues" / language
    for file in sorted(folder.iterdir(), key=lambda file: file.name):
        if file.name.endswith(".po"):
            yield file.read_text("utf-8")


def _read(page: str) -> Iterator[Message]:
    return (m for m in read_po(StringIO(page), abort_invalid=True) if m.id)


def _by_id(messages: Sequence[Message]) -> dict[str, str]:
    return {
        key: text
        for message in messages
        for key, text in zip(_keys(message), _texts(message), strict=True)
    }


def _keys(message: Message) -> list[str]:
    if isinstance(message.id, str):
        return [message.id]
    return [f"{message.id[0]}.{form}" for form in _FORMS]


def _texts(message: Message) -> list[str]:
    return [message.string] if isinstance(message.string, str) else [*message.string]


def _in_place(message: Message, texts: list[str]) -> str | tuple[str, ...]:
    return tuple(texts) if message.pluralizable else texts[0]
