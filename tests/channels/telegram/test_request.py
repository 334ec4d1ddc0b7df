from collections.abc import AsyncIterator

import pytest
from telegram import Bot
from telegram.error import TelegramError, TimedOut

from channels.contract import OutcomeUnknown
from channels.sandbox.telegram import Fault, TelegramSandbox
from channels.telegram.errors import translate
from channels.telegram.request import AioHttpRequest


@pytest.fixture
async def bot(peer: TelegramSandbox) -> AsyncIterator[Bot]:
    hasty = AioHttpRequest(read_seconds=0.05)
    yield Bot(peer.token, peer.url, request=hasty, get_updates_request=hasty)
    await hasty.shutdown()


async def test_an_answer_that_takes_too_long_is_unknown(
    peer: TelegramSandbox, bot: Bot
) -> None:
    peer.fail("getMe", Fault(delay_seconds=0.2))

    with pytest.raises(TimedOut) as late:
        await bot.get_me()

    assert isinstance(translate(late.value), OutcomeUnknown)


async def test_an_answer_that_is_not_understood_is_not_logged(
    peer: TelegramSandbox, bot: Bot, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    peer.fail("getMe", Fault(200, body="private words"))

    with pytest.raises(TelegramError):
        await bot.get_me()

    assert "private words" not in caplog.text


async def test_a_closed_session_is_opened_again(bot: Bot) -> None:
    first = await bot.get_me()
    await bot.request.shutdown()

    assert await bot.get_me() == first
