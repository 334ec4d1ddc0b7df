from __future__ import annotations

import asyncio
import socket
import time

import pytest
from aiohttp import ClientSession
from aiohttp.test_utils import TestServer

from channels.contract import Unauthorised
from channels.sandbox.slack import SlackSandbox
from channels.slack import Slack
from tests.channels.slack.scene import Ears, adapter, until


@pytest.mark.parametrize("signature", ["v0=made-up", "v0=£"])
@pytest.mark.parametrize("at", ["now", "0", "never"])
async def test_what_is_not_signed_by_slack_is_refused(
    slack: Slack, ears: Ears, at: str, signature: str
) -> None:
    at = str(int(time.time())) if at == "now" else at
    headers = {"X-Slack-Request-Timestamp": at, "X-Slack-Signature": signature}
    async with TestServer(slack.web(ears)) as server, ClientSession() as session:
        url = server.make_url("/slack/events")
        body = {"type": "event_callback", "event_id": "Ev1", "event": {}}
        async with session.post(url, json=body, headers=headers) as answer:
            assert answer.status == 401
        async with session.post(url, json=body) as answer:
            assert answer.status == 401
        async with session.post(url, data=b"\xff", headers=headers) as answer:
            assert answer.status == 401

    assert ears.heard == []


async def test_an_adapter_without_a_secret_serves_nobody(
    peer: SlackSandbox, ears: Ears
) -> None:
    open_to_all = Slack(
        bot_token=peer.bot_token,
        app_token=None,
        signing_secret=None,
        api_url=peer.url,
        mode="http",
        listen=("127.0.0.1", 0),
    )

    async with open_to_all:
        with pytest.raises(Unauthorised):
            await open_to_all.run(ears)


async def test_it_listens_where_it_is_told_until_cancelled(
    peer: SlackSandbox, ears: Ears
) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    slack = adapter(peer, listen=("127.0.0.1", port))
    peer.workspace.app.request_url = f"http://127.0.0.1:{port}/slack/events"
    ada = peer.workspace.add_user("ada")

    async with slack, ClientSession() as session:
        running = asyncio.create_task(slack.run(ears))
        await until(lambda: running.done() or _answers(port))
        async with session.get(f"http://127.0.0.1:{port}/healthz") as answer:
            assert await answer.text() == "ok"
        assert (await peer.people.type_in_dm(ada.id, "Hello")).acked
        running.cancel()
        with pytest.raises(asyncio.CancelledError):
            await running

    assert not _answers(port)


async def test_a_revoked_token_stops_it_at_the_start(
    slack: Slack, peer: SlackSandbox, ears: Ears
) -> None:
    peer.workspace.app.token_error = "invalid_auth"

    with pytest.raises(Unauthorised, match="invalid_auth"):
        await slack.run(ears)


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
