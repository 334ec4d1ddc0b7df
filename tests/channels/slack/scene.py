"""What the tests of the Slack channel have in common."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Literal

from channels.contract import Heard, Reply
from channels.sandbox.slack import SlackSandbox
from channels.slack import Slack


class Ears:
    """Hears, answers what it is told to, and can be unable to write to disk."""

    def __init__(self) -> None:
        self.heard: list[Heard] = []
        self.reply: Reply = None
        self.disk_is_full = False

    async def __call__(self, heard: Heard) -> Reply:
        if self.disk_is_full:
            raise OSError("the disk is full")
        self.heard.append(heard)
        return self.reply


async def until(holds: Callable[[], object]) -> None:
    """Wait until something holds; the test's own time limit ends a vain wait."""
    while not holds():  # noqa: ASYNC110 - others' state, which tells nobody of itself
        await asyncio.sleep(0.005)


def adapter(
    peer: SlackSandbox,
    mode: Literal["socket", "http"] = "http",
    listen: tuple[str, int] = ("127.0.0.1", 0),
) -> Slack:
    return Slack(
        bot_token=peer.bot_token,
        app_token=peer.app_token,
        signing_secret=peer.signing_secret,
        api_url=peer.url,
        mode=mode,
        listen=listen,
    )
