"""What Telegram's errors mean to the caller."""

from __future__ import annotations

import datetime as dt

import aiohttp
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
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

UNREACHABLE = (
    "chat not found",
    "user not found",
    "peer_id_invalid",
    "chat_write_forbidden",
    "not enough rights",
    "have no rights",
    "group chat was deactivated",
    "topic_closed",
)
"""Bad requests that speak of the place; all others speak of the message."""

_NEVER_CONNECTED = (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError)
_RECONNECT_SECONDS = 10.0
_FLOOD_SECONDS = 30.0


def translate(error: TelegramError) -> ChannelError:
    """Say what the caller can do next.

    >>> translate(BadRequest("Chat not found"))
    Unreachable('Chat not found')
    """
    why = str(error)
    match error:
        case RetryAfter():
            return NotNow("Telegram asks to wait", retry_seconds(error))
        case ChatMigrated():
            return PlaceMoved(Address("telegram", str(error.new_chat_id)))
        case InvalidToken():
            return Unauthorised("Telegram does not accept the bot token")
        case Forbidden():
            return Unreachable(why)
        case BadRequest():  # before NetworkError, of which PTB makes it a kind
            return _refusal(why)
        case _:
            return _trouble(error, why)


def retry_seconds(error: RetryAfter) -> float:
    """Read how long to wait, as PTB says it now or as it will."""
    wait = error.retry_after
    return wait.total_seconds() if isinstance(wait, dt.timedelta) else float(wait)


def _refusal(why: str) -> ChannelError:
    gone = any(words in why.lower() for words in UNREACHABLE)
    return Unreachable(why) if gone else Refused(why)


def _trouble(error: TelegramError, why: str) -> ChannelError:
    if isinstance(error.__cause__, _NEVER_CONNECTED):
        return NotNow("Telegram cannot be reached", _RECONNECT_SECONDS)
    if isinstance(error, NetworkError) and why.startswith("Too Many Requests"):
        return NotNow(why, _FLOOD_SECONDS)
    return OutcomeUnknown(why)
