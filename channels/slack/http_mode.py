"""Listening over HTTP: Slack calls us, and signs what it sends."""

from __future__ import annotations

import asyncio

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.app.async_app import AsyncApp

PATH = "/slack/events"
CLOSE_SECONDS = 5.0


def web_app(app: AsyncApp) -> web.Application:
    """Everything that Slack calls, and `/healthz` for who watches over us."""

    async def slack(request: web.Request) -> web.Response:
        answered = await app.async_dispatch(await to_bolt_request(request))
        return await to_aiohttp_response(answered)

    async def healthz(_: web.Request) -> web.Response:
        return web.Response(text="ok")

    site = web.Application()
    site.router.add_post(PATH, slack)
    site.router.add_get("/healthz", healthz)
    return site


async def serve(site: web.Application, listen: tuple[str, int]) -> None:
    """Listen until cancelled; answers what is being answered before it ends."""
    runner = web.AppRunner(site, access_log=None, shutdown_timeout=CLOSE_SECONDS)
    await runner.setup()
    try:
        await web.TCPSite(runner, *listen).start()
        await asyncio.Event().wait()
    finally:
        await runner.cleanup()
