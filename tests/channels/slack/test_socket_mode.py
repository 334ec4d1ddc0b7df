from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack

import pytest

from channels.contract import Unauthorised
from channels.sandbox.slack import Fault, SlackSandbox
from channels.slack import Slack
from channels.slack.listeners import bolt_app
from channels.slack.replies import Replies
from channels.slack.socket_mode import serve
from channels.slack.webapi import WebApi
from tests.channels.slack.scene import Ears, adapter, until


@pytest.mark.usefixtures("over_socket")
async def test_a_refresh_loses_nothing(peer: SlackSandbox, ears: Ears) -> None:
    ada = peer.workspace.add_user("ada")
    await peer.sockets.refresh()
    await until(lambda: peer.sockets.open)

    outcome = await peer.people.type_in_dm(ada.id, "Hello")

    assert outcome.acked
    assert len(ears.heard) == 1


@pytest.mark.usefixtures("over_socket")
async def test_a_lost_socket_is_replaced(peer: SlackSandbox, ears: Ears) -> None:
    ada = peer.workspace.add_user("ada")
    peer.sockets.drop()
    assert not (await peer.people.type_in_dm(ada.id, "Hello")).acked

    await until(lambda: peer.sockets.open)
    await until(lambda: len(peer.workspace.journal.calls("apps.connections.open")) > 1)
    receipts = await peer.deliver_due()

    assert [it.acked for it in receipts] == [True]
    assert len(ears.heard) == 1


async def test_a_silent_socket_is_exchanged(peer: SlackSandbox, ears: Ears) -> None:
    ada = peer.workspace.add_user("ada")
    opened = peer.workspace.journal.calls
    api = WebApi(peer.bot_token, peer.url)
    app = bolt_app(api, ears, Replies(api), peer.bot_token, "")

    async with AsyncExitStack() as closing, asyncio.TaskGroup() as tasks:
        closing.push_async_callback(api.close)
        serving = tasks.create_task(serve(app, peer.app_token, api, 0.7))
        await until(lambda: len(opened("apps.connections.open")) > 1)
        await until(lambda: len(peer.sockets.open) == 1)
        outcome = await peer.people.type_in_dm(ada.id, "Hello")
        serving.cancel()

    assert outcome.acked


@pytest.mark.usefixtures("over_socket")
async def test_it_tries_until_slack_opens_a_socket_again(
    peer: SlackSandbox, ears: Ears
) -> None:
    peer.faults.add("apps.connections.open", Fault.error("internal_error"))
    peer.sockets.drop()

    await until(lambda: peer.sockets.open)

    ada = peer.workspace.add_user("ada")
    assert (await peer.people.type_in_dm(ada.id, "Hello")).acked
    assert len(ears.heard) == 1


async def test_a_bad_app_token_stops_it_at_once(peer: SlackSandbox, ears: Ears) -> None:
    peer.faults.add("apps.connections.open", Fault.error("invalid_auth"))

    async with adapter(peer, "socket") as slack:
        with pytest.raises(Unauthorised, match="invalid_auth"):
            await slack.run(ears)


async def test_a_token_that_is_revoked_stops_it_when_the_socket_is_lost(
    peer: SlackSandbox, ears: Ears
) -> None:
    async with adapter(peer, "socket") as slack:
        running = asyncio.create_task(slack.run(ears))
        await until(lambda: peer.sockets.open)
        peer.faults.add("apps.connections.open", Fault.error("token_revoked"), times=9)
        peer.sockets.drop()

        with pytest.raises(Unauthorised, match="token_revoked"):
            await running


async def test_cancelling_closes_the_socket(peer: SlackSandbox, ears: Ears) -> None:
    async with adapter(peer, "socket") as slack:
        running = asyncio.create_task(slack.run(ears))
        await until(lambda: peer.sockets.open)
        running.cancel()
        with pytest.raises(asyncio.CancelledError):
            await running

        await until(lambda: not peer.sockets.open)


async def test_without_an_app_token_there_is_no_socket(
    peer: SlackSandbox, ears: Ears
) -> None:
    slack = Slack(
        bot_token=peer.bot_token,
        app_token=None,
        signing_secret=None,
        api_url=peer.url,
        mode="socket",
        listen=("127.0.0.1", 0),
    )

    async with slack:
        with pytest.raises(Unauthorised, match="SLACK_APP_TOKEN"):
            await slack.run(ears)


async def test_a_socket_closed_in_good_order_is_no_error(
    peer: SlackSandbox, ears: Ears, caplog: pytest.LogCaptureFixture
) -> None:
    async with adapter(peer, "socket") as channel:
        running = asyncio.create_task(channel.run(ears))
        await until(lambda: peer.sockets.open)
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)

    assert "ConnectionClosedOK" not in caplog.text
