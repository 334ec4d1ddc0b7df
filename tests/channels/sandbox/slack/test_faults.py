"""What goes wrong on demand, met by slack_sdk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from aiohttp import ClientError, ClientTimeout
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from channels.sandbox.slack import Fault

if TYPE_CHECKING:
    from channels.sandbox.slack import SlackSandbox
    from tests.channels.sandbox.slack.conftest import Clock

POST = "chat.postMessage"


@pytest.fixture
def ida(slack: SlackSandbox) -> str:
    return slack.workspace.add_user("ida").id


def said(slack: SlackSandbox, user: str) -> list[str]:
    return [message.text for message in slack.workspace.dm(user).messages]


async def test_an_error_strikes_before_or_after_the_work(
    client: AsyncWebClient, slack: SlackSandbox, ida: str
) -> None:
    slack.faults.add(POST, Fault.error("fatal_error"))
    slack.faults.add(POST, Fault.error("internal_error", 500, after=True))

    answers = []
    for text in ("before", "after", "well"):
        try:
            await client.chat_postMessage(channel=ida, text=text)
        except SlackApiError as error:
            answers.append((error.response.status_code, error.response["error"]))

    assert answers == [(200, "fatal_error"), (500, "internal_error")]
    assert said(slack, ida) == ["after", "well"]


@pytest.mark.parametrize(
    ("after", "posted"),
    [
        pytest.param(False, [], id="before the work"),
        pytest.param(True, ["hi"], id="after the work"),
    ],
)
async def test_a_connection_is_dropped(
    client: AsyncWebClient,
    slack: SlackSandbox,
    ida: str,
    *,
    after: bool,
    posted: list[str],
) -> None:
    slack.faults.add(POST, Fault(drop=True, after=after))

    with pytest.raises(ClientError):
        await client.chat_postMessage(channel=ida, text="hi")

    assert said(slack, ida) == posted


async def test_slack_sdk_left_to_itself_posts_twice_when_an_answer_is_lost(
    slack: SlackSandbox, ida: str
) -> None:
    client = AsyncWebClient(slack.bot_token, slack.url)
    slack.faults.add(POST, Fault(drop=True, after=True))

    await client.chat_postMessage(channel=ida, text="hi")

    assert said(slack, ida) == ["hi", "hi"]


async def test_rate_limits_text_bodies_and_any_method(
    client: AsyncWebClient, slack: SlackSandbox, ida: str
) -> None:
    slack.faults.add(POST, Fault.rate_limited(7))
    slack.faults.add("*", Fault(502, "<html>Bad gateway</html>"))

    with pytest.raises(SlackApiError) as limited:
        await client.chat_postMessage(channel=ida, text="hi")
    with pytest.raises(SlackApiError) as broken:
        await client.auth_test()

    assert limited.value.response.headers["Retry-After"] == "7"
    assert broken.value.response.status_code == 502
    assert (await client.auth_test())["ok"]


async def test_an_answer_can_be_slow(
    client: AsyncWebClient, slack: SlackSandbox, ida: str
) -> None:
    slack.faults.add(POST, Fault(delay_seconds=0.2))
    assert client.session is not None

    with pytest.raises(TimeoutError):
        async with client.session.post(
            f"{slack.url}{POST}",
            data={"channel": ida, "text": "hi", "token": slack.bot_token},
            timeout=ClientTimeout(total=0.05),
        ):
            pass

    assert said(slack, ida) == ["hi"]


async def test_an_outage_ends_by_the_clock(
    client: AsyncWebClient, slack: SlackSandbox, clock: Clock, ida: str
) -> None:
    slack.faults.outage(60)

    with pytest.raises(SlackApiError) as away:
        await client.auth_test()
    typed = await slack.people.type_in_dm(ida, "hello?")
    clock.turn(60)

    assert away.value.response.status_code == 503
    assert not typed.acked
    assert (await client.auth_test())["ok"]


async def test_faults_are_asked_for_and_taken_back_over_http(
    client: AsyncWebClient, slack: SlackSandbox
) -> None:
    assert client.session is not None
    control = f"{slack.address}/control"

    async def ask(fault: dict[str, Any]) -> int:
        assert client.session is not None
        async with client.session.post(f"{control}/fault", json=fault) as answer:
            return answer.status

    assert await ask({"method": "auth.test", "error": "fatal_error"}) == 200
    assert await ask({"method": "auth.test", "retry_after": 3, "times": 2}) == 200
    assert await ask({"token_error": "account_inactive"}) == 200
    assert await ask({"outage_seconds": 0}) == 200
    assert await ask({"method": "auth.test", "sing": True}) == 400
    errors = [await error_of(client) for _ in range(4)]
    await client.session.delete(f"{control}/fault")

    assert errors == ["fatal_error", "ratelimited", "ratelimited", "account_inactive"]
    assert (await client.auth_test())["ok"]
    async with client.session.get(f"{control}/journal?since=1") as answer:
        journal = await answer.json()
    assert journal["next"] == len(slack.workspace.journal)
    assert journal["entries"][-1]["kind"] == "call"


async def error_of(client: AsyncWebClient) -> str:
    with pytest.raises(SlackApiError) as caught:
        await client.auth_test()
    return str(caught.value.response["error"])
