"""The commands that Telegram offers while somebody types."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from telegram import Bot, BotCommandScopeAllPrivateChats, BotCommandScopeChat
from telegram.error import TelegramError

from channels.contract import Menu, Unreachable
from channels.telegram.errors import translate

log = logging.getLogger(__name__)


async def announce(bot: Bot, menu: Menu) -> None:
    """Offer each what is theirs; raises `ChannelError`."""
    try:
        for language, commands in menu.everybody.items():
            scope = BotCommandScopeAllPrivateChats()
            await bot.set_my_commands(commands, scope, language_code=language or None)
    except TelegramError as error:
        raise translate(error) from error
    for admin in menu.admins:
        if admin.service == "telegram":
            await _offer(bot, admin.place, menu.orders)


async def _offer(bot: Bot, place: str, commands: Sequence[tuple[str, str]]) -> None:
    try:
        await bot.set_my_commands(commands, BotCommandScopeChat(place))
    except TelegramError as error:
        trouble = translate(error)
        if not isinstance(trouble, Unreachable):
            raise trouble from error
        # Somebody who has not pressed Start yet; the others are not to suffer.
        log.warning("telegram:%s is not offered its commands: %s", place, trouble)
