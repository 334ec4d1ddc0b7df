"""What an operator may change: settings.toml, the environment, and the secrets.

A later source wins: the defaults below, `settings.toml`, `.env`, the environment.
`settings.toml` explains each key to the one who runs the service.
"""

import json
import os
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import time
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, Literal, Self, get_args
from zoneinfo import ZoneInfo

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    SecretStr,
    ValidationError,
    ValidationInfo,
    field_validator,
)
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, DotEnvSettingsSource

from channels.contract import Address

Language = Literal["en", "da", "nb", "sv", "nl"]

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

_LONGEST = 80  # characters of a wrong value that a fault shows


class SettingsError(Exception):
    """The settings cannot be used; one plain line for each fault."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = tuple(faults)


# How values are written -------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Listen:
    """Where a server of ours listens; port 0 is any free one.

    >>> Listen.parse("127.0.0.1:3000")
    Listen(host='127.0.0.1', port=3000)
    """

    host: str
    port: int

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `host:port`, where an IPv6 host stands in brackets."""
        found = re.fullmatch(r"\[([\da-fA-F:.]+)\]:(\d+)|([^\s:/]+):(\d+)", text)
        if not found:
            raise ValueError(text)
        host, port = (part for part in found.groups() if part)
        if int(port) not in range(65536):
            raise ValueError(text)
        return cls(host, int(port))


def _clock(text: str) -> time:
    if not re.fullmatch(r"\d\d:\d\d", text, re.ASCII):
        raise ValueError(text)
    return time.fromisoformat(text)


def _weekdays(text: str) -> frozenset[int]:
    """Read days with Monday as 0.

    >>> sorted(_weekdays("mon-wed,fri")), sorted(_weekdays("sun-mon"))
    ([0, 1, 2, 4], [0, 6])
    """
    days: set[int] = set()
    for part in text.lower().replace(" ", "").split(","):
        first, dash, last = part.partition("-")
        start, end = WEEKDAYS.index(first), WEEKDAYS.index(last if dash else first)
        days |= {(start + n) % 7 for n in range((end - start) % 7 + 1)}
    return frozenset(days)


def _zone(text: str) -> str:
    try:
        return ZoneInfo(text).key
    except (KeyError, OSError) as error:
        raise ValueError(text) from error


def _written(parse: Callable[[str], object]) -> BeforeValidator:
    """Parse texts; a value that is none goes on to the check of its type."""
    return BeforeValidator(lambda at: parse(at) if isinstance(at, str) else at)


def _wanted(text: str, **rules: Any) -> Any:  # noqa: ANN401 - what Field takes
    """Say what is wanted of a value; the faults and settings.toml share the words."""
    return Field(description=text, **rules)


def _count(lowest: int, highest: int, of: str = "") -> Any:  # noqa: ANN401 - as above
    text = f"a whole number{of}, {lowest} to {highest}"
    return _wanted(text, ge=lowest, le=highest)


Clock = Annotated[time, _written(_clock), _wanted("a time as HH:MM, 00:00 to 23:59")]
ListenAt = Annotated[
    Listen, _written(Listen.parse), _wanted("host:port, such as 0.0.0.0:3000")
]
Url = Annotated[
    str, _wanted("an https:// or http:// address", pattern=r"^https?://\S+$")
]


class _Clash(ValueError):
    """Two values that are good by themselves; says what is wanted of the second."""


# The tables -------------------------------------------------------------------


class _Table(BaseModel):
    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        strict=True,
        validate_default=True,  # a default can clash with what was set beside it
        arbitrary_types_allowed=True,
        allow_inf_nan=False,
        str_strip_whitespace=True,
    )


class Company(_Table):
    """Who asks."""

    name: Annotated[str, _wanted("text, not empty", min_length=1)] = "Your company"
    sender: Annotated[str, _wanted("text, may be empty")] = ""


class Database(_Table):
    """Where everything is kept."""

    url: Annotated[
        str,
        _wanted(
            "sqlite:///FILE, the only kind of database so far",
            pattern=r"^sqlite:///.*[^/]$",
        ),
    ] = "sqlite:///nps.db"


class Slack(_Table):
    """How Slack is reached, and reaches us."""

    api_url: Url = "https://slack.com/api/"
    mode: Annotated[Literal["socket", "http"], _wanted("socket or http")] = "socket"
    listen: ListenAt = Listen("127.0.0.1", 3000)


class Telegram(_Table):
    """How Telegram is reached, and reaches us."""

    api_url: Url = "https://api.telegram.org/bot"
    mode: Annotated[Literal["polling", "webhook"], _wanted("polling or webhook")] = (
        "polling"
    )
    listen: ListenAt = Listen("127.0.0.1", 3001)
    public_url: Annotated[
        str,
        _wanted(
            "an https:// or http:// address, or empty", pattern=r"^(https?://\S+)?$"
        ),
    ] = ""

    @field_validator("public_url")
    @classmethod
    def _is_needed(cls, url: str, info: ValidationInfo) -> str:
        if info.data.get("mode") == "webhook" and not url:
            raise _Clash("an address Telegram can call, as telegram.mode is webhook")
        return url


class Team(_Table):
    """Who lives with the score."""

    channel: Annotated[
        Address | None,
        _written(lambda text: Address.parse(text) if text else None),
        _wanted("slack:<channel id>, telegram:<chat id> or empty"),
    ] = None
    time_zone: Annotated[
        str, _written(_zone), _wanted("an IANA time zone, such as Europe/Copenhagen")
    ] = "Europe/Copenhagen"
    language: Annotated[Language, _wanted("en, da, nb, sv or nl")] = "en"
    daily_summary_at: Clock = time(9)


class Admin(_Table):
    """Who may give orders in chat."""

    users: Annotated[
        tuple[Annotated[Address, _written(Address.parse)], ...],
        _wanted("a list of slack:<user id> and telegram:<user id>", strict=False),
    ] = ()


class Survey(_Table):
    """The relationship survey."""

    customers_per_month: Annotated[int, _count(1, 1_000_000)] = 10
    rest_days: Annotated[int, _count(1, 3650, " of days")] = 180
    account_contacts_per_month: Annotated[int, _count(0, 1000)] = 1
    send_from: Clock = time(9)
    send_until: Clock = time(16)
    weekdays: Annotated[
        frozenset[int],
        _written(_weekdays),
        _wanted("days such as mon-fri or mon,wed,fri"),
    ] = _weekdays("mon-fri")
    remind_after_days: Annotated[int, _count(0, 365, " of days")] = 7
    expire_after_days: Annotated[int, _count(1, 365, " of days")] = 30
    correction_days: Annotated[int, _count(0, 365, " of days")] = 14
    later_days: Annotated[int, _count(1, 365, " of days")] = 7

    @field_validator("send_until")
    @classmethod
    def _follows_send_from(cls, until: time, info: ValidationInfo) -> time:
        start = info.data.get("send_from")
        if start is not None and until <= start:
            raise _Clash(f"later than survey.send_from, {start:%H:%M}")
        return until

    @field_validator("expire_after_days")
    @classmethod
    def _outlasts_the_reminder(cls, days: int, info: ValidationInfo) -> int:
        reminder = info.data.get("remind_after_days", 0)
        if days <= reminder:
            raise _Clash(f"more than survey.remind_after_days, {reminder}")
        return days

    @field_validator("correction_days")
    @classmethod
    def _ends_before_the_rest(cls, days: int, info: ValidationInfo) -> int:
        rest = info.data.get("rest_days", days + 1)
        if days >= rest:
            raise _Clash(f"less than survey.rest_days, {rest}")
        return days


class Score(_Table):
    """What the number is made of, and when it is shown."""

    window_days: Annotated[int, _count(1, 3650, " of days")] = 180
    minimum_answers: Annotated[int, _count(1, 1_000_000)] = 10
    confidence: Annotated[
        float, _wanted("a number in percent, 50 to 99.9", ge=50, le=99.9)
    ] = 95.0


class Secrets(_Table):
    """What must not be written down in settings.toml; None where it is not set."""

    slack_bot_token: SecretStr | None = None
    slack_app_token: SecretStr | None = None
    slack_signing_secret: SecretStr | None = None
    telegram_bot_token: SecretStr | None = None
    telegram_webhook_secret: SecretStr | None = None


class Settings(BaseModel):
    """All that an operator may change; without arguments, the defaults."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    company: Company = Company()
    database: Database = Database()
    slack: Slack = Slack()
    telegram: Telegram = Telegram()
    team: Team = Team()
    admin: Admin = Admin()
    survey: Survey = Survey()
    score: Score = Score()
    texts: Annotated[
        dict[str, dict[str, str]], _wanted("message ids with their words")
    ] = {}
    secrets: Secrets = Secrets()


# Reading ----------------------------------------------------------------------


def load(path: Path | None = None, environ: Mapping[str, str] = os.environ) -> Settings:
    """Read the settings whole.

    Args:
        path: The file, which must be there; None: `settings.toml` in the current
            folder if there is one.
        environ: The environment; it wins over `.env` in the current folder, which
            wins over the file.

    Raises:
        SettingsError: Something is wrong; it tells all that is.
    """
    reading = _Reading()
    if path or Path("settings.toml").exists():
        reading.file(path or Path("settings.toml"))
    reading.dotenv(Path(".env"))
    reading.variables(environ, "environment")
    return reading.settings()


def serving_faults(settings: Settings) -> list[str]:
    """Tell which secrets are missing to serve in chat with these settings."""
    slack = settings.slack.mode if settings.secrets.slack_bot_token else ""
    telegram = settings.telegram.mode if settings.secrets.telegram_bot_token else ""
    team = settings.team.channel.service if settings.team.channel else ""
    if not slack and not telegram:
        return [_missing("SLACK_BOT_TOKEN or TELEGRAM_BOT_TOKEN", "there is no chat")]
    needed = (
        ("SLACK_BOT_TOKEN", team == "slack", "team.channel is in Slack"),
        ("SLACK_APP_TOKEN", slack == "socket", "slack.mode is socket"),
        ("SLACK_SIGNING_SECRET", slack == "http", "slack.mode is http"),
        ("TELEGRAM_BOT_TOKEN", team == "telegram", "team.channel is in Telegram"),
        ("TELEGRAM_WEBHOOK_SECRET", telegram == "webhook", "telegram.mode is webhook"),
    )
    return [
        _missing(secret, because)
        for secret, is_needed, because in needed
        if is_needed and not getattr(settings.secrets, secret.lower())
    ]


def _missing(secret: str, because: str) -> str:
    return f"{secret} must be set in the environment or in .env, as {because}"


_TABLES = {
    name: type(field.default)
    for name, field in Settings.model_fields.items()
    if isinstance(field.default, _Table) and name != "secrets"
}

_FIELDS: dict[str, FieldInfo] = {
    f"{table}.{key}": field
    for table, model in _TABLES.items()
    for key, field in model.model_fields.items()
} | {f"texts.{of}": Settings.model_fields["texts"] for of in get_args(Language)}


_VARIABLES = {f"NPS_{name.replace('.', '__').upper()}": name for name in _FIELDS}


@dataclass(frozen=True, slots=True)
class _Given:
    source: str
    written: str
    value: object

    def __str__(self) -> str:
        name = self.written if self.written.isprintable() else ascii(self.written)
        return f"{self.source}: {name}"


class _Reading:
    """What was read so far, by names such as `survey.rest_days`."""

    def __init__(self) -> None:
        self.given: dict[str, _Given] = {}
        self.secrets: dict[str, str | None] = {}
        self.faults: list[str] = []

    def file(self, path: Path) -> None:
        """Take what stands in the file."""
        try:
            # Editors on Windows may begin a file with a byte order mark.
            tables = tomllib.loads(path.read_text("utf-8-sig"))
        except (OSError, ValueError) as error:
            self.faults.append(f"{path} {_unreadable(error)}")
            return
        for name, value in _entries(tables):
            given = _Given(str(path), name, value)
            if name in _FIELDS:
                self.given[name] = given
            elif name in Settings.model_fields:
                self.faults.append(f"{given} must be a table, [{name}]")
            else:
                self.faults.append(_unknown(given, [*_FIELDS, *_TABLES]))

    def dotenv(self, path: Path) -> None:
        """Take what stands in a file of variables, if there is one."""
        try:
            source = DotEnvSettingsSource(
                BaseSettings, path, env_file_encoding="utf-8-sig"
            )
        except (OSError, ValueError) as error:
            self.faults.append(f"{path} {_unreadable(error)}")
        else:
            self.variables(source.env_vars, str(path))

    def variables(self, variables: Mapping[str, str | None], source: str) -> None:
        """Take our variables, in whatever case they are written."""
        for name, text in ((name.upper(), text) for name, text in variables.items()):
            if name.lower() in Secrets.model_fields:
                self.secrets[name.lower()] = text or None
            elif name in _VARIABLES:
                key = _VARIABLES[name]
                self.given[key] = _Given(source, name, _value(_FIELDS[key], text or ""))
            elif name.startswith("NPS_"):
                self.faults.append(_unknown(_Given(source, name, text), _VARIABLES))

    def settings(self) -> Settings:
        """Put it together; raises `SettingsError`."""
        values: dict[str, Any] = {"secrets": self.secrets}
        for name, given in self.given.items():
            table, _, key = name.partition(".")
            values.setdefault(table, {})[key] = given.value
        try:
            settings = Settings(**values)
        except ValidationError as error:
            faults = [self._fault(details) for details in error.errors()]
            raise SettingsError(self.faults + faults) from None
        if self.faults:
            raise SettingsError(self.faults)
        return settings

    def _fault(self, error: ErrorDetails) -> str:
        table, key, *inner = error["loc"]
        name = f"{table}.{key}"
        at = self.given.get(name, _Given("default", name, None))
        part = "".join(f".{step}" for step in inner if isinstance(step, str))
        clash = error.get("ctx", {}).get("error")
        wanted = clash if isinstance(clash, _Clash) else _FIELDS[name].description
        return f"{at}{part} must be {wanted}, not {_shown(error['input'])}"


def _entries(tables: dict[str, Any]) -> Iterator[tuple[str, object]]:
    """Name each key by its table; an unknown table is one entry."""
    for table, value in tables.items():
        if table in Settings.model_fields and isinstance(value, dict):
            yield from ((f"{table}.{key}", inner) for key, inner in value.items())
        else:
            yield table, value


def _value(field: FieldInfo, text: str) -> object:
    """Read a variable: numbers, lists and tables as JSON, all else as it stands."""
    if not isinstance(field.default, int | float | tuple | dict):
        return text
    try:
        return json.loads(text)
    except ValueError:
        return text  # the check of its type will say what is wanted


def _unknown(given: _Given, known: Iterable[str]) -> str:
    """Tell of a name that is no setting; its value may be a secret and is not shown."""
    flat = re.sub(r"\W+|__", "_", given.written).lower()
    for secret in Secrets.model_fields:
        if flat.endswith(secret):
            place = f"{secret.upper()} in the environment or in .env"
            return f"{given} is a secret, which belongs in {place}"
    near = get_close_matches(given.written, known, 1)
    return f"{given} is not a setting" + "".join(f"; did you mean {n}?" for n in near)


def _unreadable(error: OSError | ValueError) -> str:
    match error:
        case OSError():
            return f"cannot be read: {error.strerror}"
        case UnicodeDecodeError():
            return "is not written in UTF-8"
        case _:
            return f"is not TOML: {error}"


def _shown(value: object) -> str:
    """Write a value on one line, short and without the password of an address."""
    text = json.dumps(value, ensure_ascii=False, default=_plain)
    text = re.sub("//.*@", "//…@", text)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _plain(value: object) -> str:
    return f"{value:%H:%M}" if isinstance(value, time) else str(value)
