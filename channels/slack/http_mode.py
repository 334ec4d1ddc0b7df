"""Listening over HTTP: Slack calls us, and signs what it sends."""

from __future__ import annotations

import asyncio
from typing import Any

import msgspec
from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_sdk.signature import SignatureVerifier
from yarl import URL

PATH = "/slack/events"
CLOSE_SECONDS = 5.0

_read = msgspec.json.Decoder(dict[str, Any]).decode


def web_app(app: AsyncApp, signing_secret: str) -> web.Application:
    """Everything that Slack calls, and `/healthz` for who watches over us.

    The signature and the form are read here and Bolt is handed the payload, as in
    Socket Mode: the standard library, which it reads a form with, takes longer over
    that than Bolt over all the rest.
    """
    verifier = SignatureVerifier(signing_secret)

    async def slack(request: web.Request) -> web.Response:
        body = await request.read()
        if not _is_signed(verifier, request, body):
            return web.json_response({"error": "invalid request"}, status=401)
        heard = AsyncBoltRequest(body=_payload(request, body), mode="socket_mode")
        return await to_aiohttp_response(await app.async_dispatch(heard))

    async def healthz(_: web.Request) -> web.Response:
        return web.Response(text="ok")

    site = web.Application()
    site.router.add_post(PATH, slack)
    site.router.add_get("/healthz", healthz)
    return site


def _is_signed(verifier: SignatureVerifier, request: web.Request, body: bytes) -> bool:
    at = request.headers.get("X-Slack-Request-Timestamp")
    signature = request.headers.get("X-Slack-Signature")
    try:
        return verifier.is_valid(body, at, signature)
    except (TypeError, ValueError):  # no number, not UTF-8, not ASCII
        return False


def _payload(request: web.Request, body: bytes) -> dict[str, Any]:
    """Read an event, which is JSON, or a form, which may have JSON in it."""
    if request.content_type == "application/json":
        return _read(body)
    # Read as the query of an address, a form is unquoted in C.
    form = dict(URL.build(query_string=body.decode(), encoded=True).query)
    if "payload" in form:
        return _read(form["payload"])
    return form


async def serve(site: web.Application, listen: tuple[str, int]) -> None:
    """Listen until cancelled; answers what is being answered before it ends."""
    runner = web.AppRunner(site, access_log=None, shutdown_timeout=CLOSE_SECONDS)
    await runner.setup()
    try:
        await web.TCPSite(runner, *listen).start()
        await asyncio.Event().wait()
    finally:
        await runner.cleanup()
