"""Listening over Socket Mode: we call Slack, so no address of ours is needed.

    connect ──▶ watch ──silent──▶ exchange the socket ──▶ watch
                  └─────lost────▶ close all ──▶ pause ──▶ connect

The library renews the socket when Slack asks for that, the new one before the old
one goes. It has been seen to stall, so its socket and its task are watched, and a
socket that stays silent for long is exchanged: nobody can tell it from a dead one.
"""

from __future__ import annotations

import asyncio
import logging

from slack_bolt.adapter.socket_mode.websockets import AsyncSocketModeHandler
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.socket_mode.websockets import SocketModeClient
from websockets.exceptions import WebSocketException

from channels.contract import Unauthorised
from channels.slack.errors import FAILURES, translate
from channels.slack.webapi import WebApi

log = logging.getLogger(__name__)

PING_SECONDS = 5.0
WATCH_SECONDS = 0.2
SILENCE_SECONDS = 1800.0
STEADY_SECONDS = 10.0
CONNECT_SECONDS = 60.0  # the library may wait for half a minute when told to
CLOSE_SECONDS = 5.0
PAUSES_SECONDS = (0.0, 0.5, 1.0, 2.0, 5.0, 10.0, 30.0)

_LOST = (*FAILURES, WebSocketException)


async def serve(
    app: AsyncApp,
    app_token: str,
    api: WebApi,
    silence_seconds: float = SILENCE_SECONDS,
) -> None:
    """Listen until cancelled; raises `Unauthorised` where the token is no good."""
    # At DEBUG it logs every frame, and with it what people wrote.
    logging.getLogger("websockets.client").setLevel(logging.INFO)
    loop, failures = asyncio.get_running_loop(), 0
    while True:
        began = loop.time()
        await _listen(app, app_token, api, silence_seconds)
        steady = loop.time() - began > STEADY_SECONDS
        failures = 0 if steady else min(failures + 1, len(PAUSES_SECONDS) - 1)
        await asyncio.sleep(PAUSES_SECONDS[failures])


async def _listen(
    app: AsyncApp, app_token: str, api: WebApi, silence_seconds: float
) -> None:
    """Listen until the socket is lost."""
    handler = AsyncSocketModeHandler(
        app, app_token, api.log, api.client, ping_interval=PING_SECONDS
    )
    try:
        async with asyncio.timeout(CONNECT_SECONDS):
            await handler.connect_async()
        await _watch(handler.client, silence_seconds)
        log.warning("the socket to Slack is lost")
    except _LOST as error:
        why = translate(error)
        if isinstance(why, Unauthorised):
            raise why from error
        log.warning("no socket to Slack: %s", why)
    finally:
        await _close(handler.client)


async def _watch(client: SocketModeClient, silence_seconds: float) -> None:
    """Keep the socket fresh; returns once it is lost."""
    loop = asyncio.get_running_loop()
    last = loop.time()

    async def note(*_: object) -> None:
        nonlocal last
        last = loop.time()

    client.message_listeners.append(note)
    while not client.message_processor.done():
        await asyncio.sleep(WATCH_SECONDS)
        if client.connect_operation_lock.locked():
            continue  # the library is renewing it
        if not await client.is_connected():
            return
        if loop.time() - last > silence_seconds:
            async with asyncio.timeout(CONNECT_SECONDS):
                await client.connect_to_new_endpoint(force=True)
            last = loop.time()


async def _close(client: SocketModeClient) -> None:
    try:
        async with asyncio.timeout(CLOSE_SECONDS):
            await client.close()
            # A renewal under way may have opened another socket meanwhile.
            async with client.connect_operation_lock:
                await client.disconnect()
    except (*_LOST, RuntimeError) as error:
        log.warning("a socket to Slack did not close well: %s", type(error).__name__)
    finally:
        for task in (
            client.message_processor,
            client.current_session_monitor,
            client.message_receiver,
        ):
            if task is not None:
                task.cancel()
