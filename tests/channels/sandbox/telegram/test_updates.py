from __future__ import annotations

import asyncio
from typing import Protocol

import pytest
import telegram as ptb
from telegram.error import Conflict

from channels.sandbox.telegram import TelegramSandbox, User


class Clock(Protocol):
    def forward(self, seconds: float) -> None: ...


def texts(updates: tuple[ptb.Update, ...]) -> list[str | None]:
    messages = [update.effective_message for update in updates]
    return [message.text for message in messages if message]


async def test_an_update_comes_again_until_it_is_confirmed(
    telegram: TelegramSandbox, bot: ptb.Bot, anna: User
) -> None:
    for text in ("one", "two", "three"):
        telegram.type(anna, text)

    first = await bot.get_updates(limit=2)
    again = await bot.get_updates()
    rest = await bot.get_updates(offset=first[-1].update_id + 1)

    assert texts(first) == ["one", "two"]
    assert texts(again) == ["one", "two", "three"]
    assert texts(rest) == ["three"]
    assert rest[0].update_id == first[0].update_id + 2


async def test_a_negative_offset_forgets_the_earlier_ones(
    telegram: TelegramSandbox, bot: ptb.Bot, anna: User
) -> None:
    for text in ("one", "two", "three"):
        telegram.type(anna, text)

    assert texts(await bot.get_updates(offset=-1)) == ["three"]
    assert texts(await bot.get_updates()) == ["three"]


async def test_a_long_poll_returns_as_soon_as_something_is_there(
    telegram: TelegramSandbox, bot: ptb.Bot, anna: User
) -> None:
    poll = asyncio.create_task(bot.get_updates(timeout=20))
    await telegram.journal.until("polling")
    telegram.type(anna, "Hi")

    assert texts(await poll) == ["Hi"]


async def test_a_second_poll_ends_the_first(
    telegram: TelegramSandbox, bot: ptb.Bot, anna: User
) -> None:
    async with ptb.Bot(telegram.token, base_url=telegram.url) as other:
        first = asyncio.create_task(bot.get_updates(timeout=20))
        await telegram.journal.until("polling")
        second = asyncio.create_task(other.get_updates(timeout=20))

        with pytest.raises(Conflict, match="terminated by other getUpdates request"):
            await first
        telegram.type(anna, "Hi")
        assert texts(await second) == ["Hi"]


async def test_polling_is_refused_while_there_is_a_webhook(
    telegram: TelegramSandbox, bot: ptb.Bot, anna: User
) -> None:
    await bot.set_webhook("https://example.com/hook")

    with pytest.raises(Conflict, match="can't use getUpdates method while webhook"):
        await bot.get_updates()
    await bot.delete_webhook()
    telegram.type(anna, "Hi")

    assert texts(await bot.get_updates()) == ["Hi"]


async def test_messages_are_kept_for_a_day_and_presses_for_150_seconds(
    telegram: TelegramSandbox, bot: ptb.Bot, anna: User, clock: Clock
) -> None:
    button = ptb.InlineKeyboardButton("9", callback_data="9")
    markup = ptb.InlineKeyboardMarkup.from_button(button)
    sent = await bot.send_message(anna.id, "How?", reply_markup=markup)
    telegram.type(anna, "Hi")
    telegram.press(anna, telegram.chat(anna), sent.message_id, "9")

    counts = []
    for seconds in (0, 149, 1, 86_400 - 151, 1):
        clock.forward(seconds)
        counts.append(len(await bot.get_updates()))

    assert counts == [2, 2, 1, 1, 0]


async def test_the_kinds_wanted_stay_as_they_were_said(
    telegram: TelegramSandbox, bot: ptb.Bot, anna: User
) -> None:
    telegram.block(anna)
    queued = await bot.get_updates(allowed_updates=["message"])
    telegram.unblock(anna)
    telegram.type(anna, "Hi")
    later = await bot.get_updates(offset=queued[-1].update_id + 1)

    assert queued[0].my_chat_member
    assert texts(later) == ["Hi"]


async def test_closing_ends_a_poll(clock: Clock) -> None:
    assert callable(clock)
    async with TelegramSandbox(now=clock) as telegram:
        client = ptb.Bot(telegram.token, base_url=telegram.url)
        await client.initialize()
        poll = asyncio.create_task(client.get_updates(timeout=50))
        await telegram.journal.until("polling")

    with pytest.raises(ptb.error.NetworkError):
        await poll
    await client.shutdown()
