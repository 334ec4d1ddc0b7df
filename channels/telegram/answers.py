"""What is said back at once to the one who was heard."""

from __future__ import annotations

import asyncio
import logging
from functools import partial

from telegram import Bot, Update
from telegram.constants import CallbackQueryLimit, MessageLimit
from telegram.error import BadRequest, RetryAfter, TelegramError

from channels.contract import Heard, Moved, Notice, Reply
from channels.telegram.errors import retry_seconds, translate
from channels.telegram.fitting import cut, parts
from channels.telegram.sender import NO_PREVIEW
from channels.telegram.still import still

LONGEST_SECONDS = 30.0
"""Who has waited longer for an answer has asked again, or gone."""

log = logging.getLogger(__name__)


async def answer(bot: Bot, update: Update, heard: Heard | None, reply: Reply) -> None:
    """Say *reply*; a failure is logged, for nothing hangs on it."""
    text = reply.text if isinstance(reply, Notice) else ""
    try:
        if update.callback_query:
            await _show(bot, update.callback_query.id, text)
        elif text and heard and not isinstance(heard, Moved):
            # Never where an order was given: it may be a group, and the answer is
            # for the asker's eyes only.
            await _tell(bot, heard.by.place, text)
    except TelegramError as error:
        log.warning("not answered: %s", translate(error))


async def _show(bot: Bot, query_id: str, text: str) -> None:
    # Also without words: the button turns until it is answered.
    shown = cut(text, CallbackQueryLimit.ANSWER_CALLBACK_QUERY_TEXT_LENGTH)
    try:
        await bot.answer_callback_query(query_id, shown or None, show_alert=bool(shown))
    except BadRequest as error:
        if "query is too old" not in str(error).lower():
            raise


async def _tell(bot: Bot, place: str, text: str) -> None:
    for part in parts(still(text), MessageLimit.MAX_TEXT_LENGTH):
        send = partial(bot.send_message, place, part, link_preview_options=NO_PREVIEW)
        try:
            await send()
        except RetryAfter as error:
            if retry_seconds(error) > LONGEST_SECONDS:
                raise
            await asyncio.sleep(retry_seconds(error))
            await send()
