"""Lets Telegram call us; answers 200 only when an update is safe."""

from __future__ import annotations

import hmac
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from urllib.parse import urlsplit

from aiohttp import web
from telegram import Bot

from channels.telegram.intake import WANTED, Intake, opened
from channels.telegram.patience import Patience

PATH = "/telegram/webhook"
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - its name, not it
CONNECTIONS = 40
"""How many updates Telegram may bring at once, of different people."""

_CLOSE_SECONDS = 5.0


def application(intake: Intake, secret: str) -> web.Application:
    """Build what answers Telegram, and whoever asks after our health."""

    async def receive(request: web.Request) -> web.Response:
        given = request.headers.get(SECRET_HEADER, "")
        if not hmac.compare_digest(given.encode(), secret.encode()):
            raise web.HTTPForbidden
        update = opened(await request.json())
        if update:
            # What it raises becomes a 500, and Telegram brings the update again.
            await intake.take(update)
        return web.Response()

    async def health(_: web.Request) -> web.Response:
        return web.Response(text="ok\n")

    app = web.Application()
    app.add_routes([web.post(PATH, receive), web.get("/healthz", health)])
    return app


@asynccontextmanager
async def served(app: web.Application, listen: tuple[str, int]) -> AsyncIterator[None]:
    """Serve *app* for as long as the context lasts."""
    server = web.AppRunner(app, access_log=None, shutdown_timeout=_CLOSE_SECONDS)
    await server.setup()
    try:
        await web.TCPSite(server, *listen).start()
        yield
    finally:
        await server.cleanup()


async def register(bot: Bot, url: str, secret: str, patience: Patience) -> None:
    """Tell Telegram where to call."""
    call = partial(
        bot.set_webhook,
        called(url),
        max_connections=CONNECTIONS,
        allowed_updates=WANTED,
        drop_pending_updates=False,
        secret_token=secret,
    )
    await patience.insist(call)


def called(url: str) -> str:
    """Complete the address Telegram calls, unless it names a path of its own.

    >>> called("https://nps.example.com")
    'https://nps.example.com/telegram/webhook'
    """
    named = urlsplit(url).path.strip("/")
    return url if named else f"{url.rstrip('/')}{PATH}"
