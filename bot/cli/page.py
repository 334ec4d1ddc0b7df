"""How commands are listed, given their settings, and fail."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from inspect import cleandoc
from pathlib import Path
from typing import IO, Any, Concatenate, ParamSpec, TypeVar

import click

from bot.people.csvfile import UnreadableFileError
from bot.settings import Settings, SettingsError, load
from bot.texts import TextsError
from channels.contract import ChannelError

P = ParamSpec("P")
T = TypeVar("T")

INTERRUPTED = 130
"""The exit code of what was ended by Ctrl-C, as shells have it."""

_FILE = "bot.settings"


class Wrong(click.ClickException):
    """The data or the settings are wrong: a plain line each, exit code 1."""

    def __init__(self, *lines: str) -> None:
        super().__init__("\n".join(lines))

    def show(self, file: IO[Any] | None = None) -> None:
        """Write the lines, and nothing around them."""
        click.echo(self.message, file=file, err=True)


class Page(click.Group):
    """A group that lists its commands in their order and fails in plain words.

    A paragraph of help that has an indented line is kept line by line.
    """

    def __init__(self, *args: Any, **attributes: Any) -> None:  # noqa: ANN401 - click's
        super().__init__(*args, **attributes)
        self.help = _kept(self.help)

    def add_command(self, cmd: click.Command, name: str | None = None) -> None:
        """Add a command, its help laid out as it is written."""
        if not isinstance(cmd, Page):
            cmd.help = _kept(cmd.help)
        super().add_command(cmd, name)

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's
        """Name the commands in the order in which they were added."""
        return list(self.commands)

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; a user's mistake is told without a traceback."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            ctx.exit(INTERRUPTED)
        except (SettingsError, TextsError) as error:
            raise Wrong(*error.faults) from error
        except (ChannelError, UnreadableFileError) as error:
            raise Wrong(str(error)) from error


def _kept(text: str | None) -> str:
    paragraphs = cleandoc(text or "").split("\n\n")
    return "\n\n".join(f"\b\n{one}" if "\n " in one else one for one in paragraphs)


def _remember(ctx: click.Context, _: click.Parameter, path: Path | None) -> None:
    if path is not None:
        ctx.meta[_FILE] = path


settings_option = click.option(
    "--settings",
    metavar="FILE",
    type=click.Path(path_type=Path),
    expose_value=False,
    callback=_remember,
    help="Where the settings are.  [default: settings.toml, if it is there]",
)


def reads_settings(command: Callable[Concatenate[Settings, P], T]) -> Callable[P, T]:
    """Give a command the option --settings, and hand it the settings."""

    @settings_option
    @wraps(command)
    def reading(*args: P.args, **options: P.kwargs) -> T:
        path = click.get_current_context().meta.get(_FILE)
        return command(load(path), *args, **options)

    return reading
