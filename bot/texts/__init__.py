"""Every sentence in chat, in five languages.

catalogues/<language>/<audience>.po   the sentences, by id
catalogue.py                          the files → gettext
overrides.py                          the company's own wording, checked
phrases.py                            one language, ready to speak
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from bot.texts.catalogue import LANGUAGES, translations
from bot.texts.overrides import TextsError, faults
from bot.texts.phrases import Phrases

__all__ = ["LANGUAGES", "Phrases", "Texts", "TextsError", "nearest"]

_ALSO = {"no": "nb", "nn": "nb"}
_NONE: Mapping[str, Mapping[str, str]] = MappingProxyType({})


class Texts:
    """All languages, with the company's own wording laid over ours."""

    def __init__(self, overrides: Mapping[str, Mapping[str, str]] = _NONE) -> None:
        """Check the company's wording.

        Args:
            overrides: Language, then id, to the words. The two forms of a plural
                are `<id>.one` and `<id>.other`.

        Raises:
            TextsError: With all that is wrong with them.
        """
        if wrong := faults(overrides):
            raise TextsError(wrong)
        self._overrides = overrides
        self._phrases: dict[str, Phrases] = {}

    def of(self, language: str) -> Phrases:
        """Speak *language*, or the nearest of ours."""
        language = nearest(language)
        if language not in self._phrases:
            own = self._overrides.get(language, {})
            self._phrases[language] = Phrases(language, translations(language, own))
        return self._phrases[language]


def nearest(language: str) -> str:
    """Tell which of ours serves one who speaks *language*: English, if no other does.

    >>> nearest("da-DK"), nearest("fr")
    ('da', 'en')
    """
    code = language.replace("_", "-").partition("-")[0].lower()
    code = _ALSO.get(code, code)
    return code if code in LANGUAGES else "en"
