"""What is said back at once to the one who pressed, wrote or ordered.

All of this is best effort: nothing hangs on it, so what fails is only logged.
"""

from __future__ import annotations

import asyncio
import logging

from channels.contract import Form, Heard, Note, Notice, Press, Reply, Tap, Words
from channels.slack.blocks import Layout, layout
from channels.slack.errors import FAILURES, translate
from channels.slack.form import view
from channels.slack.webapi import WebApi

log = logging.getLogger(__name__)

OPEN_SECONDS = 2.5
"""A `trigger_id` opens a modal for three seconds from the press."""

FINISH_SECONDS = 3.0


def notice(it: Notice) -> Layout:
    """Lay a notice out."""
    return layout(Note(it.text))


class Replies:
    """Says replies; notices wait for nobody, forms must come at once."""

    def __init__(self, api: WebApi) -> None:
        self._api = api
        self._saying: set[asyncio.Task[None]] = set()

    async def give(self, reply: Reply, to: Heard | None, trigger: str = "") -> None:
        """Give *reply* to the one who was heard; *trigger* lets a form open."""
        match reply, to:
            case Form(), Tap() | Press():
                await self._open(reply, to.on.place, trigger)
            case Notice(), Tap() | Press() | Words():
                saying = asyncio.create_task(self._say(reply, to))
                self._saying.add(saying)  # a task nobody holds may vanish
                saying.add_done_callback(self._saying.discard)
            case _:
                pass

    async def finish(self) -> None:
        """Wait a little for what is being said."""
        if self._saying:
            await asyncio.wait(self._saying, timeout=FINISH_SECONDS)

    async def _open(self, form: Form, place: str, trigger: str) -> None:
        try:
            async with asyncio.timeout(OPEN_SECONDS):
                await self._api.client.views_open(
                    trigger_id=trigger, view=view(form, place)
                )
        except FAILURES as error:
            log.warning("a form could not be opened: %s", translate(error))

    async def _say(self, it: Notice, to: Tap | Press | Words) -> None:
        text, blocks = notice(it)
        place = to.on.place if to.on else to.by.place
        thread = to.reply_to if isinstance(to, Words) else None
        client = self._api.client
        try:
            if isinstance(to, Words) and not to.by.person:
                await client.chat_postMessage(channel=place, text=text, blocks=blocks)
            else:
                await client.chat_postEphemeral(
                    channel=place,
                    user=to.by.who,
                    text=text,
                    blocks=blocks,
                    thread_ts=thread.message if thread else None,
                )
        except FAILURES as error:
            log.warning("a notice could not be shown: %s", translate(error))
