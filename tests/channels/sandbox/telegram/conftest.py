from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import telegram as ptb
from telegram.request import HTTPXRequest

from channels.sandbox.telegram import TelegramSandbox, User


class Clock:
    def __init__(self) -> None:
        self.seconds = 1_790_000_000.0

    def __call__(self) -> float:
        return self.seconds

    def forward(self, seconds: float) -> None:
        self.seconds += seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def telegram(clock: Clock) -> AsyncIterator[TelegramSandbox]:
    async with TelegramSandbox(now=clock) as sandbox:
        yield sandbox


@pytest.fixture
async def bot(telegram: TelegramSandbox) -> AsyncIterator[ptb.Bot]:
    # loading certificates takes longer than the rest of a test, and none is needed
    ways = [HTTPXRequest(httpx_kwargs={"verify": False}) for _ in range(2)]
    client = ptb.Bot(
        telegram.token,
        base_url=telegram.url,
        request=ways[0],
        get_updates_request=ways[1],
    )
    async with client:
        yield client


@pytest.fixture
def anna(telegram: TelegramSandbox) -> User:
    user = telegram.add_user("Anna", language_code="da", username="anna")
    telegram.start(user)
    telegram.world.updates.clear()
    return user
