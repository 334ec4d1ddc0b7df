from __future__ import annotations

from datetime import datetime

import pytest

from bot.clock import TurnedClock


@pytest.fixture
def clock() -> TurnedClock:
    return TurnedClock(datetime.fromisoformat("2026-03-01T12:00+01:00"))
