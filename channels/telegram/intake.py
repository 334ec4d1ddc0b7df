"""The way of one update from Telegram to the listener."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from typing import Any

from telegram import Bot, Update

from channels.contract import Listener
from channels.telegram.answers import answer
from channels.telegram.reading import Reader

WANTED = ["message", "edited_message", "callback_query", "my_chat_member"]
"""The kinds of update that we ask for."""

log = logging.getLogger(__name__)


class Intake:
    """Has updates heard, then answered in the background."""

    def __init__(
        self, bot: Bot, reader: Reader, hear: Listener, answers: asyncio.TaskGroup
    ) -> None:
        self._bot = bot
        self._reader = reader
        self._hear = hear
        self._answers = answers

    async def take(self, update: Update) -> None:
        """Return once *update* is safe; raises what the listener raises."""
        heard = self._reader.read(update)
        reply = await self._hear(heard) if heard else None
        if update.callback_query or reply:
            self._answers.create_task(answer(self._bot, update, heard, reply))


def opened(raw: Mapping[str, Any]) -> Update | None:
    """Unpack one update; None where PTB cannot.

    Such a one would come again for ever, and nothing after it.
    """
    try:
        return Update.de_json(dict(raw))
    except (AttributeError, KeyError, TypeError, ValueError):
        # No more than that: what cannot be read may be a customer's words.
        log.error("update %s cannot be read", raw.get("update_id"))  # noqa: TRY400
        return None
