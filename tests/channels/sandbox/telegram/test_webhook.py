from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Protocol

import pytest
import telegram as ptb
from aiohttp import web
from telegram.error import BadRequest

from channels.sandbox.telegram import TelegramSandbox, User

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"


class Clock(Protocol):
    def forward(self, seconds: float) -> None: ...


class Listener:
    def __init__(self) -> None:
        self.url = ""
        self.heard: list[str] = []
        self.secrets: set[str] = set()
        self.refusing: dict[int, web.Response] = {}

    async def take(self, request: web.Request) -> web.Response:
        update = ptb.Update.de_json(await request.json(), None)
        assert update.effective_user
        assert update.effective_message
        if refusal := self.refusing.get(update.effective_user.id):
            return web.Response(status=refusal.status, headers=refusal.headers)
        self.heard.append(str(update.effective_message.text))
        self.secrets.add(request.headers.get(SECRET_HEADER, ""))
        return web.Response()


@pytest.fixture
async def listener() -> AsyncIterator[Listener]:
    listener, app = Listener(), web.Application()
    app.router.add_post("/hook", listener.take)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    listener.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield listener
    await runner.cleanup()


async def test_updates_arrive_with_the_secret(
    telegram: TelegramSandbox, bot: ptb.Bot, anna: User, listener: Listener
) -> None:
    await bot.set_webhook(listener.url, secret_token="not-so-secret")
    telegram.type(anna, "one")
    telegram.type(anna, "two")
    waiting = (await bot.get_webhook_info()).pending_update_count

    taken = await telegram.deliver_due()

    info = await bot.get_webhook_info()
    assert (waiting, taken, info.pending_update_count) == (2, 2, 0)
    assert info.url == listener.url
    assert listener.heard == ["one", "two"]
    assert listener.secrets == {"not-so-secret"}


async def test_a_failed_update_holds_its_chat_back_but_no_other(
    telegram: TelegramSandbox,
    bot: ptb.Bot,
    anna: User,
    listener: Listener,
    clock: Clock,
) -> None:
    ben = telegram.add_user("Ben")
    await bot.set_webhook(listener.url)
    listener.refusing[anna.id] = web.Response(status=500)
    telegram.type(anna, "one")
    telegram.type(anna, "two")
    telegram.type(ben, "three")

    taken = [await telegram.deliver_due()]
    info = await bot.get_webhook_info()
    for seconds in (1, 1, 1):  # held for 1 second, then for 2
        clock.forward(seconds)
        taken.append(await telegram.deliver_due())
        listener.refusing.clear()

    assert taken == [1, 0, 0, 2]
    assert listener.heard == ["three", "one", "two"]
    assert info.pending_update_count == 2
    error = "Wrong response from the webhook: 500 Internal Server Error"
    assert info.last_error_message == error


async def test_a_listener_may_say_when_to_come_again(
    telegram: TelegramSandbox,
    bot: ptb.Bot,
    anna: User,
    listener: Listener,
    clock: Clock,
) -> None:
    await bot.set_webhook(listener.url)
    again = {"Retry-After": "30"}
    listener.refusing[anna.id] = web.Response(status=503, headers=again)
    telegram.type(anna, "one")
    await telegram.deliver_due()
    listener.refusing.clear()

    clock.forward(29)
    assert await telegram.deliver_due() == 0
    clock.forward(1)
    assert await telegram.deliver_due() == 1


async def test_a_listener_that_is_away_is_told_of(
    telegram: TelegramSandbox, bot: ptb.Bot, anna: User
) -> None:
    await bot.set_webhook("http://127.0.0.1:9/hook")
    telegram.type(anna, "one")

    await telegram.deliver_due()

    info = await bot.get_webhook_info()
    assert info.last_error_message == "Connection refused"
    assert info.last_error_date


@pytest.mark.parametrize(
    ("url", "why"),
    [
        pytest.param("https://[", "invalid webhook url", id="no address"),
        pytest.param("http://example.com/", "an https url must be", id="no TLS"),
        pytest.param("https://example.com:8080/", "only on ports", id="its port"),
    ],
)
async def test_a_wrong_address_is_refused(bot: ptb.Bot, url: str, why: str) -> None:
    with pytest.raises(BadRequest, match=why):
        await bot.set_webhook(url)


async def test_a_wrong_secret_is_refused(bot: ptb.Bot) -> None:
    with pytest.raises(BadRequest, match="Secret token contains unallowed"):
        await bot.set_webhook("https://example.com/", secret_token="å")


async def test_what_waits_can_be_dropped(
    telegram: TelegramSandbox, bot: ptb.Bot, anna: User
) -> None:
    telegram.type(anna, "one")
    await bot.set_webhook("https://example.com/", drop_pending_updates=True)

    assert (await bot.get_webhook_info()).pending_update_count == 0
