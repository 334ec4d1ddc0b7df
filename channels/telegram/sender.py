"""Puts messages into Telegram's chats."""

from __future__ import annotations

import logging

from telegram import Bot, LinkPreviewOptions
from telegram.constants import ParseMode
from telegram.error import BadRequest, TelegramError

from channels.contract import Address, Message, Posted, Summary
from channels.telegram.errors import translate
from channels.telegram.layout import lay_out

NO_PREVIEW = LinkPreviewOptions(is_disabled=True)

log = logging.getLogger(__name__)


async def post(bot: Bot, to: Address, message: Message) -> Posted:
    """Send a new message; raises `ChannelError`."""
    sheet = lay_out(message)
    try:
        sent = await bot.send_message(
            to.place,
            sheet.html,
            ParseMode.HTML,
            reply_markup=sheet.keyboard,
            link_preview_options=NO_PREVIEW,
        )
    except TelegramError as error:
        raise translate(error) from error
    posted = Posted(str(sent.chat.id), str(sent.message_id))
    if isinstance(message, Summary) and message.pin:
        await _pin(bot, posted)
    return posted


async def edit(bot: Bot, at: Posted, message: Message) -> None:
    """Put *message* in the place of another; raises `ChannelError`."""
    sheet = lay_out(message)
    try:
        await bot.edit_message_text(
            sheet.html,
            at.place,
            int(at.message),
            parse_mode=ParseMode.HTML,
            reply_markup=sheet.keyboard,
            link_preview_options=NO_PREVIEW,
        )
    except BadRequest as error:
        if "message is not modified" not in str(error).lower():
            raise translate(error) from error
    except TelegramError as error:
        raise translate(error) from error


async def _pin(bot: Bot, at: Posted) -> None:
    try:
        await bot.pin_chat_message(at.place, int(at.message), disable_notification=True)
    except TelegramError as error:
        # It stands in the chat all the same.
        log.warning("could not pin in %s: %s", at.place, translate(error))
