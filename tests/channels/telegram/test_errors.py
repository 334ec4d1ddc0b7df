import datetime as dt

import aiohttp
import pytest
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from channels.contract import (
    Address,
    ChannelError,
    NotNow,
    OutcomeUnknown,
    PlaceMoved,
    Refused,
    Unauthorised,
    Unreachable,
)
from channels.telegram.errors import translate


def caused(error: TelegramError, cause: Exception) -> TelegramError:
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "meaning"),
    [
        pytest.param(
            Forbidden("bot was blocked by the user"), Unreachable, id="blocked"
        ),
        pytest.param(BadRequest("Chat not found"), Unreachable, id="nobody there"),
        pytest.param(
            BadRequest("Not enough rights to send text messages to the chat"),
            Unreachable,
            id="may not write",
        ),
        pytest.param(BadRequest("Message text is empty"), Refused, id="empty"),
        pytest.param(BadRequest("Message to edit not found"), Refused, id="deleted"),
        pytest.param(BadRequest("Message can't be edited"), Refused, id="not ours"),
        pytest.param(InvalidToken(), Unauthorised, id="token"),
        pytest.param(TimedOut(), OutcomeUnknown, id="no answer in time"),
        pytest.param(
            caused(NetworkError("lost"), aiohttp.ServerDisconnectedError()),
            OutcomeUnknown,
            id="answer lost",
        ),
        pytest.param(
            caused(TimedOut(), aiohttp.ConnectionTimeoutError()),
            NotNow,
            id="never connected",
        ),
        pytest.param(NetworkError("Bad Gateway"), OutcomeUnknown, id="502"),
        pytest.param(NetworkError("Too Many Requests"), NotNow, id="429 without time"),
        pytest.param(TelegramError("not JSON"), OutcomeUnknown, id="not understood"),
    ],
)
def test_an_error_says_what_to_do_next(
    error: TelegramError, meaning: type[ChannelError]
) -> None:
    assert type(translate(error)) is meaning


@pytest.mark.parametrize("wait", [7, dt.timedelta(seconds=7)], ids=["int", "timedelta"])
def test_flood_control_says_how_long_to_wait(wait: int | dt.timedelta) -> None:
    error = translate(RetryAfter(wait))

    assert isinstance(error, NotNow)
    assert error.wait_seconds == 7


def test_a_group_that_moved_says_where_to() -> None:
    error = translate(ChatMigrated(-1005))

    assert isinstance(error, PlaceMoved)
    assert error.new == Address("telegram", "-1005")


def test_a_token_never_gets_into_the_error() -> None:
    assert "99:secret" not in str(translate(InvalidToken("`99:secret` was rejected")))
