"""The commands that Telegram offers while somebody types."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from telegram import Bot, BotCommandScopeAllPrivateChats, BotCommandScopeChat
from telegram.error import TelegramError

from channels.contract import Menu, PlaceMoved, Unauthorised
from channels.telegram.errors import translate

log = logging.getLogger(__name__)

Commands = Sequence[tuple[str, str]]


async def announce(bot: Bot, menu: Menu) -> None:
    """Offer each what is theirs; a menu that cannot be offered is logged.

    Raises:
        Unauthorised: The token is not accepted.
    """
    for language, commands in menu.everybody.items():
        await _offer(bot, "", commands, language)
    for admin in menu.admins:
        if admin.service == "telegram":
            await _offer(bot, admin.place, menu.orders)


async def _offer(bot: Bot, place: str, commands: Commands, language: str = "") -> None:
    scope = BotCommandScopeChat(place) if place else BotCommandScopeAllPrivateChats()
    try:
        await bot.set_my_commands(commands, scope, language_code=language or None)
    except TelegramError as error:
        match translate(error):
            case PlaceMoved(new=new):
                await _offer(bot, new.place, commands)
            case Unauthorised() as refused:
                raise refused from error
            case trouble:
                # Say, somebody who has not pressed Start yet. Nobody is to go
                # unheard for want of a menu.
                log.warning("no menu for %s: %s", place or "everybody", trouble)
