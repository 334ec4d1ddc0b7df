"""What keeps us from working in Telegram, each with how to mend it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from telegram import Bot, ChatMember, ChatMemberRestricted, User, WebhookInfo
from telegram.constants import SUPPORTED_WEBHOOK_PORTS
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    TelegramError,
)

from channels.contract import Address
from channels.telegram.errors import translate

_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
_ABSENT = {ChatMember.LEFT, ChatMember.BANNED}


async def faults(bot: Bot, url: str, team: Address | None) -> list[str]:
    """Ask Telegram about the bot, its updates and the team's chat.

    Args:
        bot: The bot that is checked.
        url: The webhook we want to be called at; empty where we poll.
        team: The team's chat; checked only if it is one of Telegram's.
    """
    found: list[str] = []
    try:
        me = await bot.get_me()
        found += _intake_faults(await bot.get_webhook_info(), url)
        if team and team.service == "telegram":
            found += await _team_faults(bot, me, team)
    except InvalidToken:
        found.append(
            "Telegram does not accept the bot token; "
            "ask @BotFather for the right one and put it into TELEGRAM_BOT_TOKEN"
        )
    except TelegramError as error:
        found.append(
            f"Telegram does not answer ({translate(error)}); "
            "check the network and telegram.api_url"
        )
    return found


def webhook_faults(url: str, secret: str) -> Iterator[str]:
    """Check what Telegram itself demands of a webhook."""
    parts = urlsplit(url)
    if parts.scheme != "https":
        yield (
            "Telegram calls https addresses only; "
            f"write one instead of {url!r} in telegram.public_url"
        )
    elif (parts.port or 443) not in SUPPORTED_WEBHOOK_PORTS:
        ports = ", ".join(map(str, SUPPORTED_WEBHOOK_PORTS))
        yield (
            f"Telegram calls the ports {ports} only; "
            f"change {url!r} in telegram.public_url"
        )
    if not _SECRET.fullmatch(secret):
        yield (
            "TELEGRAM_WEBHOOK_SECRET must be 1 to 256 of A-Z a-z 0-9 _ -; "
            "make a new one"
        )


def _intake_faults(info: WebhookInfo, url: str) -> Iterator[str]:
    if info.url and info.url != url:
        yield (
            f"the bot's updates go to {info.url}; stop the program that set this, "
            "`nps-bot run` takes them over"
        )
    elif info.last_error_message and info.pending_update_count:
        yield (
            f"Telegram cannot deliver to {info.url} ({info.last_error_message}); "
            "see that this address leads to telegram.listen"
        )


async def _team_faults(bot: Bot, me: User, team: Address) -> list[str]:
    try:
        await bot.get_chat(team.place)
        if not team.place.startswith("-"):
            return []
        member = await bot.get_chat_member(team.place, me.id)
    except ChatMigrated as error:
        new = f"telegram:{error.new_chat_id}"
        return [f"the team's chat {team} is {new} now; write this in team.channel"]
    except (BadRequest, Forbidden) as error:
        return [f"{_strange(me, team)} ({error})"]
    if member.status in _ABSENT:
        return [_strange(me, team)]
    if isinstance(member, ChatMemberRestricted) and not member.can_send_messages:
        return [_mute(me, team)]
    return []


def _strange(me: User, team: Address) -> str:
    return (
        f"@{me.username} is not in the team's chat {team}; "
        "add it to that group, or correct team.channel"
    )


def _mute(me: User, team: Address) -> str:
    return (
        f"@{me.username} may not write in the team's chat {team}; "
        "allow it to in the group's permissions"
    )
