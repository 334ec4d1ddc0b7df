"""A Slack on this machine, and the real libraries that talk to it."""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import TYPE_CHECKING, Protocol

import pytest
from aiohttp import ClientSession
from slack_bolt.adapter.socket_mode.websockets import AsyncSocketModeHandler
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from channels.sandbox.slack import SlackSandbox

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


class Clock:
    """Stands still until it is turned."""

    def __init__(self) -> None:
        self.at = 1_790_000_000.0

    def __call__(self) -> float:
        return self.at

    def turn(self, seconds: float) -> None:
        self.at += seconds


class Connect(Protocol):
    def __call__(self, app: AsyncApp) -> AbstractAsyncContextManager[None]: ...


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def slack(clock: Clock) -> AsyncIterator[SlackSandbox]:
    async with SlackSandbox(now=clock, ack_seconds=0.5) as slack:
        yield slack


@pytest.fixture
async def client(slack: SlackSandbox) -> AsyncIterator[AsyncWebClient]:
    async with ClientSession() as session:
        yield AsyncWebClient(
            slack.bot_token, slack.url, session=session, retry_handlers=[]
        )


@pytest.fixture
def app(client: AsyncWebClient) -> AsyncApp:
    return AsyncApp(client=client, process_before_response=True)


@pytest.fixture
def connected(slack: SlackSandbox) -> Connect:
    @asynccontextmanager
    async def connected(app: AsyncApp) -> AsyncIterator[None]:
        handler = AsyncSocketModeHandler(app, slack.app_token)
        await handler.connect_async()
        await slack.sockets.ready()
        try:
            yield
        finally:
            await handler.close_async()

    return connected
