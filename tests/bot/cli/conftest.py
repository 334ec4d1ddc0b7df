from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.cli import journal
from tests.bot.cli.terminal import Terminal

OURS = ("NPS_", "SLACK_", "TELEGRAM_")


@pytest.fixture
def terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """A terminal in an empty folder, with nothing of ours in the environment."""
    monkeypatch.chdir(tmp_path)
    for name in os.environ:
        if name.upper().startswith(OURS):
            monkeypatch.delenv(name)
    return Terminal(tmp_path)


@pytest.fixture(autouse=True)
def log_as_it_was() -> Iterator[None]:
    """Give the log back: a command that serves takes it over for its process."""
    root, loggers = logging.getLogger(), [*logging.root.manager.loggerDict]
    levels = {name: logging.getLogger(name).level for name in ["", *loggers]}
    yield
    for handler in root.handlers[:]:
        if isinstance(handler.formatter, journal.OneLine):
            root.removeHandler(handler)
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)
