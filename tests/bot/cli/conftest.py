from __future__ import annotations

import os
from pathlib import Path

import pytest

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
