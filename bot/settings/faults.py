"""What is wrong, in one plain line for each fault."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import time
from difflib import get_close_matches

from bot.settings.tables import Secrets

_LONGEST = 80  # characters of a wrong value that a fault shows


class SettingsError(Exception):
    """The settings cannot be used; one plain line for each fault."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = tuple(faults)


@dataclass(frozen=True, slots=True)
class Given:
    """A value that somebody wrote, and where: `settings.toml: survey.rest_days`."""

    source: str
    written: str
    value: object

    def __str__(self) -> str:
        name = self.written if self.written.isprintable() else ascii(self.written)
        return f"{self.source}: {name}"


def unknown(given: Given, known: Iterable[str]) -> str:
    """Tell of a name that is no setting; its value may be a secret and is not shown."""
    flat = re.sub(r"\W+|__", "_", given.written).lower()
    for secret in Secrets.model_fields:
        if flat.endswith(secret):
            place = f"{secret.upper()} in the environment or in .env"
            return f"{given} is a secret, which belongs in {place}"
    near = get_close_matches(given.written, known, 1)
    return f"{given} is not a setting" + "".join(f"; did you mean {n}?" for n in near)


def unreadable(error: OSError | ValueError) -> str:
    """Tell why a file could not be read."""
    match error:
        case OSError():
            return f"cannot be read: {error.strerror}"
        case UnicodeDecodeError():
            return "is not written in UTF-8"
        case _:
            return f"is not TOML: {error}"


def shown(value: object) -> str:
    """Write a value on one line, short and without the password of an address."""
    text = json.dumps(value, ensure_ascii=False, default=_plain)
    text = re.sub("//.*@", "//…@", text)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _plain(value: object) -> str:
    return f"{value:%H:%M}" if isinstance(value, time) else str(value)
