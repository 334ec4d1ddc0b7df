"""How payloads reach the app: sockets, signed HTTP, and again and again."""

from __future__ import annotations

import asyncio
import json
import time
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import pytest
from aiohttp import ClientSession, WSMsgType, WSServerHandshakeError, web
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.signature import Clock as SdkClock, SignatureVerifier
from slack_sdk.web.async_client import AsyncWebClient

from channels.sandbox.slack import SlackSandbox

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    from aiohttp import ClientWebSocketResponse

    from tests.channels.sandbox.slack.conftest import Clock, Connect

Json = dict[str, Any]


@pytest.fixture
async def session() -> AsyncIterator[ClientSession]:
    async with ClientSession() as session:
        yield session


@pytest.fixture
async def hasty(clock: Clock) -> AsyncIterator[SlackSandbox]:
    async with SlackSandbox(now=clock, ack_seconds=0.1) as slack:
        yield slack


async def linked(
    slack: SlackSandbox, session: ClientSession
) -> ClientWebSocketResponse:
    client = AsyncWebClient(slack.app_token, slack.url, session=session)
    opened = await client.apps_connections_open(app_token=slack.app_token)
    socket = await session.ws_connect(opened["url"])
    hello = await socket.receive_json()
    assert hello["type"] == "hello"
    return socket


@asynccontextmanager
async def listening(
    hear: Callable[[web.Request], Awaitable[web.StreamResponse]],
) -> AsyncIterator[str]:
    application = web.Application()
    application.router.add_post("/slack/events", hear)
    runner = web.AppRunner(application, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events"
    finally:
        await runner.cleanup()


async def test_a_socket_address_is_good_once(
    slack: SlackSandbox, session: ClientSession
) -> None:
    client = AsyncWebClient(slack.app_token, slack.url, session=session)
    opened = await client.apps_connections_open(app_token=slack.app_token)

    await session.ws_connect(opened["url"])

    with pytest.raises(WSServerHandshakeError):
        await session.ws_connect(opened["url"])


async def test_there_are_at_most_ten_sockets(
    slack: SlackSandbox, session: ClientSession
) -> None:
    kept = [await linked(slack, session) for _ in range(10)]
    client = AsyncWebClient(slack.app_token, slack.url, session=session)
    opened = await client.apps_connections_open(app_token=slack.app_token)

    socket = await session.ws_connect(opened["url"])

    said = await socket.receive_json()
    assert (said["type"], said["reason"]) == ("disconnect", "too_many_websockets")
    assert len(slack.sockets.open) == len(kept)


async def test_each_payload_goes_to_one_socket(
    slack: SlackSandbox, session: ClientSession
) -> None:
    sockets = [await linked(slack, session) for _ in range(2)]
    ida = slack.workspace.add_user("ida").id

    typed = [slack.people.type_in_dm(ida, str(n)) for n in range(4)]
    await asyncio.gather(*typed)

    first, second = [await texts(socket, 2) for socket in sockets]
    assert sorted(first + second) == ["0", "1", "2", "3"]


async def texts(socket: ClientWebSocketResponse, count: int) -> list[str]:
    frames = [await socket.receive_json() for _ in range(count)]
    return [frame["payload"]["event"]["text"] for frame in frames]


async def test_sockets_are_refreshed_warned_and_dropped(
    slack: SlackSandbox, session: ClientSession
) -> None:
    refreshed = await linked(slack, session)
    await slack.sockets.warn()
    assert (await refreshed.receive_json())["reason"] == "warning"
    assert len(slack.sockets.open) == 1

    async def closing() -> Json:
        said: Json = await refreshed.receive_json()
        assert (await refreshed.receive()).type is WSMsgType.CLOSE
        return said

    said, _ = await asyncio.gather(closing(), slack.sockets.refresh())
    assert said["reason"] == "refresh_requested"
    dropped = await linked(slack, session)
    slack.sockets.drop()
    assert (await dropped.receive()).type is WSMsgType.CLOSED
    assert slack.sockets.open == []


async def test_bolt_comes_back_after_a_refresh(
    app: AsyncApp, slack: SlackSandbox, connected: Connect
) -> None:
    heard: list[str] = []

    @app.event("message")
    async def listen(event: Json) -> None:
        heard.append(event["text"])

    ida = slack.workspace.add_user("ida").id
    async with connected(app):
        await slack.sockets.refresh()
        await slack.sockets.ready()
        await slack.people.type_in_dm(ida, "still there?")

    assert heard == ["still there?"]


async def test_an_event_is_tried_four_times(
    hasty: SlackSandbox, session: ClientSession, clock: Clock
) -> None:
    slack = hasty
    socket = await linked(slack, session)
    ida = slack.workspace.add_user("ida").id

    said = await slack.people.type_in_dm(ida, "hello")
    counts = [len(await slack.deliver_due())]
    for seconds in (59, 1, 299, 1, 9999):
        clock.turn(seconds)
        counts.append(len(await slack.deliver_due()))

    assert not said.acked
    assert counts == [1, 0, 1, 0, 1, 0]
    frames = [await socket.receive_json() for _ in range(4)]
    assert [frame["retry_attempt"] for frame in frames] == [0, 1, 2, 3]
    assert [frame["retry_reason"] for frame in frames] == ["", *["timeout"] * 3]
    assert len({frame["payload"]["event_id"] for frame in frames}) == 1
    assert len({frame["envelope_id"] for frame in frames}) == 4
    assert len(slack.workspace.journal.of("dropped")) == 1


async def test_an_event_more_than_two_hours_late_is_dropped(
    slack: SlackSandbox, clock: Clock
) -> None:
    await slack.people.type_in_dm(slack.workspace.add_user("ida").id, "hello")

    clock.turn(2 * 60 * 60 + 1)

    assert await slack.deliver_due() == []
    (dropped,) = slack.workspace.journal.of("dropped")
    assert dropped["reason"] == "too late"


async def test_http_requests_are_signed_and_retried_with_headers(
    slack: SlackSandbox, clock: Clock
) -> None:
    verifier = SignatureVerifier(slack.signing_secret, clock=VerifierClock(clock))
    seen: list[tuple[str | None, str | None]] = []

    async def hear(request: web.Request) -> web.Response:
        headers = dict(request.headers)
        assert verifier.is_valid_request(await request.text(), headers)
        number = request.headers.get("X-Slack-Retry-Num")
        seen.append((number, request.headers.get("X-Slack-Retry-Reason")))
        return web.Response(status=500 if number is None else 200)

    async with listening(hear) as url:
        slack.workspace.app.request_url = url
        said = await slack.people.type_in_dm(
            slack.workspace.add_user("ida").id, "hello"
        )
        again = await slack.deliver_due()

    assert not said.acked
    assert [receipt.acked for receipt in again] == [True]
    assert seen == [(None, None), ("1", "http_error")]


async def test_an_app_can_ask_for_no_retry(slack: SlackSandbox) -> None:
    async def hear(_request: web.Request) -> web.Response:
        return web.Response(status=400, headers={"X-Slack-No-Retry": "1"})

    async with listening(hear) as url:
        slack.workspace.app.request_url = url
        await slack.people.type_in_dm(slack.workspace.add_user("ida").id, "hello")

        assert await slack.deliver_due() == []


async def test_bolt_hears_presses_commands_and_words_over_http() -> None:
    async with SlackSandbox(now=time.time) as slack:
        app = AsyncApp(
            client=AsyncWebClient(slack.bot_token, slack.url),
            signing_secret=slack.signing_secret,
            process_before_response=True,
        )
        heard: list[str] = []

        @app.event("message")
        async def words(event: Json) -> None:
            heard.append(event["text"])

        @app.action("nine")
        async def press(ack: Any, action: Json) -> None:  # noqa: ANN401
            heard.append(action["value"])
            await ack()

        @app.command("/nps")
        async def command(ack: Any, command: Json) -> None:  # noqa: ANN401
            await ack({"text": command["text"], "response_type": "in_channel"})

        async def hear(request: web.Request) -> web.StreamResponse:
            return await app.server().handle_post_requests(request)

        ida = slack.workspace.add_user("ida").id
        button = {"type": "button", "text": {"type": "plain_text", "text": "9"}}
        button |= {"action_id": "nine", "value": "41:9"}
        async with listening(hear) as url:
            slack.workspace.app.request_url = url
            sent = await app.client.chat_postMessage(
                channel=ida,
                text="How?",
                blocks=[{"type": "actions", "elements": [button]}],
            )
            pressed = await slack.people.press(ida, sent["channel"], sent["ts"], "nine")
            said = await slack.people.type_in_dm(ida, "great")
            given = await slack.people.command(ida, sent["channel"], "/nps", "plan")
            await slack.settled()

    assert pressed.acked
    assert said.acked
    assert heard == ["41:9", "great"]
    assert slack.workspace.message(sent["channel"], given.ts).text == "plan"


async def test_with_a_request_url_socket_mode_is_off(
    slack: SlackSandbox, session: ClientSession
) -> None:
    slack.workspace.app.request_url = "http://127.0.0.1:9/"
    client = AsyncWebClient(slack.app_token, slack.url, session=session)
    opened = await client.apps_connections_open(app_token=slack.app_token)

    socket = await session.ws_connect(opened["url"])

    assert json.loads((await socket.receive()).data)["reason"] == "link_disabled"


async def test_a_lost_ack_makes_slack_tell_it_again(
    app: AsyncApp, slack: SlackSandbox, connected: Connect
) -> None:
    heard: list[tuple[str, str]] = []

    @app.event("message")
    async def listen(event: Json, body: Json) -> None:
        heard.append((event["ts"], body["event_id"]))

    async with connected(app):
        slack.faults.lose_acks()
        said = await slack.people.type_in_dm(
            slack.workspace.add_user("ida").id, "hello"
        )
        again = await slack.deliver_due()
        await slack.repeat()
        await slack.repeat(new_event_id=True)

    assert (said.acked, [receipt.acked for receipt in again]) == (False, [True])
    assert len({ts for ts, _ in heard}) == 1
    assert [event_id for _, event_id in heard[:3]] == [heard[0][1]] * 3
    assert heard[3][1] != heard[0][1]


async def test_slack_checks_a_request_url_before_it_uses_it(
    client: AsyncWebClient,
) -> None:
    slack = SlackSandbox(now=time.time)
    app = AsyncApp(client=client, signing_secret=slack.signing_secret)

    async def hear(request: web.Request) -> web.StreamResponse:
        return await app.server().handle_post_requests(request)

    async def deaf(_request: web.Request) -> web.Response:
        return web.Response()

    async with slack, listening(hear) as good, listening(deaf) as bad:
        slack.workspace.app.request_url = good
        assert await slack.admin.verify_request_url()
        slack.workspace.app.request_url = bad
        assert not await slack.admin.verify_request_url()


async def test_a_deaf_redirecting_or_absent_app_is_named(
    hasty: SlackSandbox,
) -> None:
    async def slow(_request: web.Request) -> web.Response:
        await asyncio.Event().wait()
        return web.Response()

    async def around(request: web.Request) -> web.Response:
        raise web.HTTPTemporaryRedirect(request.path)

    ida = hasty.workspace.add_user("ida").id
    async with listening(slow) as slow_url, listening(around) as around_url:
        for url in (slow_url, around_url):
            hasty.workspace.app.request_url = url
            await hasty.people.type_in_dm(ida, "hello")
    await hasty.people.type_in_dm(ida, "hello")

    reasons = [d["reason"] for d in hasty.workspace.journal.of("delivery")]
    assert reasons == ["http_timeout", "too_many_redirects", "connection_failed"]


class VerifierClock(SdkClock):
    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    def now(self) -> float:
        return self._clock.at
