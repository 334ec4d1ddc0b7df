from __future__ import annotations

from typing import Protocol

import aiohttp
import pytest
import telegram as ptb
from telegram.error import NetworkError, RetryAfter, TimedOut

from channels.sandbox.telegram import Fault, TelegramSandbox, User


class Clock(Protocol):
    def forward(self, seconds: float) -> None: ...


def shown(telegram: TelegramSandbox, user: User) -> list[str]:
    return [message.text for message in telegram.shown(user)]


async def test_an_error_is_answered_once_and_nothing_is_sent(
    telegram: TelegramSandbox, bot: ptb.Bot, anna: User
) -> None:
    telegram.fail("sendMessage", Fault(500, "Internal Server Error"))

    with pytest.raises(NetworkError, match="Internal Server Error"):
        await bot.send_message(anna.id, "one")
    await bot.send_message(anna.id, "two")

    assert shown(telegram, anna) == ["/start", "two"]


async def test_too_fast_says_when_to_come_again(
    telegram: TelegramSandbox, bot: ptb.Bot, anna: User
) -> None:
    telegram.fail("sendMessage", Fault.too_fast(7))

    with pytest.raises(RetryAfter, match="7"):
        await bot.send_message(anna.id, "one")


@pytest.mark.parametrize(
    ("fault", "sent"),
    [
        pytest.param(Fault(drop=True), [], id="hung up before the work"),
        pytest.param(Fault(drop=True, after=True), ["one"], id="hung up after it"),
        pytest.param(Fault(502, body="<h1>502</h1>"), [], id="a gateway's page"),
        pytest.param(Fault(502, body="x", after=True), ["one"], id="the same, late"),
    ],
)
async def test_the_outcome_may_be_unknown(
    telegram: TelegramSandbox, bot: ptb.Bot, anna: User, fault: Fault, sent: list[str]
) -> None:
    telegram.fail("sendMessage", fault)

    with pytest.raises(NetworkError):
        await bot.send_message(anna.id, "one")

    assert shown(telegram, anna)[1:] == sent


async def test_a_slow_answer_times_out_at_the_caller(
    telegram: TelegramSandbox, bot: ptb.Bot, anna: User
) -> None:
    telegram.fail("sendMessage", Fault(delay_seconds=0.2))

    with pytest.raises(TimedOut):
        await bot.send_message(anna.id, "one", read_timeout=0.05)

    await telegram.journal.until("sent")
    assert shown(telegram, anna) == ["/start", "one"]


async def test_an_outage_ends_on_the_clock(
    telegram: TelegramSandbox, bot: ptb.Bot, anna: User, clock: Clock
) -> None:
    telegram.outage(60)
    for _ in range(2):
        with pytest.raises(NetworkError):
            await bot.send_message(anna.id, "one")

    telegram.outage(60, status=502)
    with pytest.raises(NetworkError, match="Bad Gateway"):
        await bot.get_me()
    clock.forward(60)

    assert (await bot.send_message(anna.id, "two")).text == "two"


async def test_faults_are_taken_as_json(
    telegram: TelegramSandbox, bot: ptb.Bot, anna: User
) -> None:
    fault = {"method": "sendMessage", "status": 500, "times": 2}
    async with aiohttp.ClientSession() as http:
        await http.post(telegram.control_url, json=fault)
        planned = await (await http.get(telegram.control_url)).json()
        with pytest.raises(NetworkError):
            await bot.send_message(anna.id, "one")
        await http.delete(telegram.control_url)
        wrong = await http.post(telegram.control_url, json={"sometimes": True})
        await http.post(telegram.control_url, json={"outage_seconds": 5})

    assert planned == {"sendmessage": 2}
    assert wrong.status == 400
    with pytest.raises(NetworkError):
        await bot.send_message(anna.id, "two")
    telegram.mend()
    assert (await bot.send_message(anna.id, "three")).text == "three"
