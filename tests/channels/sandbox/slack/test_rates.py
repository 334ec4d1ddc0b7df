"""How often Slack lets itself be called."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from slack_sdk.errors import SlackApiError

from channels.sandbox.slack import SlackSandbox
from channels.sandbox.slack.rates import POST_BURST, POSTS_PER_MINUTE, TIER_3, Rates

if TYPE_CHECKING:
    from slack_sdk.web.async_client import AsyncWebClient

    from tests.channels.sandbox.slack.conftest import Clock


def test_a_method_may_be_called_so_often_in_a_minute(clock: Clock) -> None:
    rates = Rates(clock)

    passed = [rates.wait("chat.update", TIER_3) for _ in range(TIER_3)]
    clock.turn(20)

    assert not any(passed)
    assert rates.wait("chat.update", TIER_3) == 40
    assert rates.wait("users.info", TIER_3) == 0
    clock.turn(40)
    assert rates.wait("chat.update", TIER_3) == 0


def test_a_channel_takes_a_short_burst_then_one_a_second(clock: Clock) -> None:
    rates = Rates(clock)

    burst = [rates.wait("chat.postMessage", 300, "D1") for _ in range(POST_BURST)]

    assert not any(burst)
    assert rates.wait("chat.postMessage", 300, "D1") == 1
    assert rates.wait("chat.postMessage", 300, "D2") == 0
    clock.turn(1)
    assert rates.wait("chat.postMessage", 300, "D1") == 0
    assert rates.wait("chat.postMessage", 300, "D1") == 1


def test_a_workspace_takes_several_hundred_posts_a_minute(clock: Clock) -> None:
    rates = Rates(clock)

    waits = [
        rates.wait("chat.postMessage", POSTS_PER_MINUTE, f"D{n}")
        for n in range(POSTS_PER_MINUTE + 1)
    ]

    assert waits == [0] * POSTS_PER_MINUTE + [60]


def test_counting_can_be_left_out(clock: Clock) -> None:
    rates = Rates(clock, counting=False)

    assert not any(rates.wait("users.list", 1) for _ in range(10))


async def test_one_post_too_many_is_429_with_retry_after(
    client: AsyncWebClient, slack: SlackSandbox, clock: Clock
) -> None:
    dm = slack.workspace.dm(slack.workspace.add_user("ida").id)
    for _ in range(POST_BURST):
        await client.chat_postMessage(channel=dm.id, text="hi")

    with pytest.raises(SlackApiError) as caught:
        await client.chat_postMessage(channel=dm.members[0], text="hi")

    assert caught.value.response.status_code == 429
    assert caught.value.response.headers["Retry-After"] == "1"
    assert caught.value.response["error"] == "ratelimited"
    clock.turn(1)
    await client.chat_postMessage(channel=dm.id, text="hi")
    assert len(dm.messages) == POST_BURST + 1
