"""Fetches updates, and lets go of them only when they are safe."""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict
from collections.abc import Sequence
from functools import partial
from typing import Any, NoReturn

from telegram import Bot, Update

from channels.telegram.intake import WANTED, Intake, opened
from channels.telegram.patience import Patience

HOLD_SECONDS = 50
"""How long Telegram keeps a request that has nothing to bring; its longest."""

log = logging.getLogger(__name__)


async def poll(bot: Bot, intake: Intake, patience: Patience) -> NoReturn:
    """Have everything heard; the offset moves past what is safe and no further."""
    await patience.insist(partial(bot.delete_webhook, drop_pending_updates=False))
    offset = None
    while True:
        batch = await patience.insist(partial(_fetch, bot, offset))
        unsafe = await _take(batch, intake)
        # Without an offset once all is confirmed: after a quiet week Telegram goes on
        # counting from anywhere.
        offset = unsafe or (batch[-1]["update_id"] + 1 if batch else None)
        if unsafe:
            await patience.pause()


async def _fetch(bot: Bot, offset: int | None) -> list[dict[str, Any]]:
    # Not `bot.get_updates`: it puts a whole batch that it cannot read, words and all,
    # into the log and can never pass it. PTB advises against the name it knows.
    wanted = {"offset": offset, "timeout": HOLD_SECONDS, "allowed_updates": WANTED}
    batch: list[dict[str, Any]] = await bot.do_api_request(
        "get_Updates", wanted, read_timeout=HOLD_SECONDS + 10
    )
    return batch


async def _take(batch: Sequence[dict[str, Any]], intake: Intake) -> int | None:
    """Have *batch* heard; returns the first update that is not safe, if any."""
    lanes = defaultdict(list)
    for update in filter(None, map(opened, batch)):
        person = update.effective_user
        lanes[person.id if person else 0].append(update)
    ends = await asyncio.gather(*(_lane(lane, intake) for lane in lanes.values()))
    return min(filter(None, ends), default=None)


async def _lane(updates: Sequence[Update], intake: Intake) -> int | None:
    # One person's, in order; other people do not wait for them.
    for update in updates:
        try:
            await intake.take(update)
        except Exception:  # noqa: BLE001 - whatever it is, the update comes again
            log.error("update %s is not safe, it comes again", update.update_id)  # noqa: TRY400
            return update.update_id
    return None
