from __future__ import annotations

from typing import Any

import aiohttp
import pytest
from aiohttp.client_reqrep import ConnectionKey
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from channels.contract import (
    ChannelError,
    NotNow,
    OutcomeUnknown,
    Refused,
    Unauthorised,
    Unreachable,
)
from channels.slack.errors import translate


def refusal(
    error: str, status: int = 200, headers: dict[str, str] | None = None, **more: str
) -> SlackApiError:
    data: dict[str, Any] = {"ok": False, "error": error} | more if error else {}
    response = AsyncSlackResponse(
        client=AsyncWebClient,
        http_verb="POST",
        api_url="https://slack.example/api/chat.postMessage",
        req_args={},
        data=data,
        headers=headers or {},
        status_code=status,
    )
    return SlackApiError("The request to the Slack API failed.", response)


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("invalid_blocks", Refused),
        ("msg_too_long", Refused),
        ("cant_update_message", Refused),
        ("edit_window_closed", Refused),
        ("an_error_that_is_new", Refused),
        ("channel_not_found", Unreachable),
        ("is_archived", Unreachable),
        ("user_not_found", Unreachable),
        ("user_disabled", Unreachable),
        ("restricted_action_read_only_channel", Unreachable),
        ("not_authed", Unauthorised),
        ("invalid_auth", Unauthorised),
        ("token_revoked", Unauthorised),
        ("account_inactive", Unauthorised),
        ("missing_scope", Unauthorised),
        ("messages_tab_disabled", Unauthorised),
        ("ratelimited", NotNow),
        ("service_unavailable", NotNow),
        ("team_added_to_org", NotNow),
        ("internal_error", OutcomeUnknown),
        ("fatal_error", OutcomeUnknown),
        ("", OutcomeUnknown),
    ],
)
def test_slacks_name_for_an_error_says_what_to_do_next(
    code: str, kind: type[ChannelError]
) -> None:
    assert type(translate(refusal(code))) is kind


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (429, NotNow),
        (500, OutcomeUnknown),
        (502, OutcomeUnknown),
        (404, OutcomeUnknown),
    ],
)
def test_a_status_without_a_name_says_what_to_do_next(
    status: int, kind: type[ChannelError]
) -> None:
    assert type(translate(refusal("", status))) is kind


def test_a_failing_service_is_not_believed_when_it_names_an_error() -> None:
    assert type(translate(refusal("channel_not_found", 502))) is OutcomeUnknown


def test_a_service_that_says_it_is_away_has_sent_nothing() -> None:
    assert type(translate(refusal("service_unavailable", 503))) is NotNow


@pytest.mark.parametrize(
    "error",
    [
        TimeoutError(),
        ConnectionResetError(),
        aiohttp.ServerTimeoutError(),
        aiohttp.ServerDisconnectedError(),
        aiohttp.ClientOSError(104, "reset"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_a_lost_answer_leaves_the_outcome_unknown(error: Exception) -> None:
    assert type(translate(error)) is OutcomeUnknown


def test_without_a_connection_nothing_was_sent() -> None:
    key = ConnectionKey(
        "slack.example",
        443,
        is_ssl=True,
        ssl=True,
        proxy=None,
        proxy_auth=None,
        proxy_headers_hash=None,
    )
    refused = aiohttp.ClientConnectorError(key, OSError(111, "refused"))

    assert type(translate(refused)) is NotNow
    assert type(translate(aiohttp.ConnectionTimeoutError())) is NotNow


def test_slack_says_how_long_to_wait() -> None:
    told = translate(refusal("ratelimited", 429, {"Retry-After": "17"}))
    untold = translate(refusal("ratelimited", 429))

    assert isinstance(told, NotNow)
    assert isinstance(untold, NotNow)
    assert (told.wait_seconds, untold.wait_seconds) == (17, 30)


def test_the_message_names_the_call_and_the_scope_that_lacks() -> None:
    told = translate(refusal("missing_scope", needed="pins:write"))

    assert str(told) == "chat.postMessage: missing_scope (needs pins:write)"
