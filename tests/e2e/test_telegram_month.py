"""March in Telegram: people enrol by link, are asked, and answer."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from aiohttp.test_utils import unused_port

from bot.clock import TurnedClock
from channels.sandbox.telegram import Chat, Message, TelegramSandbox, Toast, User
from tests.e2e.town import Town, hire, opened, until

SCORES = [10, 9, 8, 2, 10, 7, 9, 10, 6, 9]
SANDBOX_SECRET = "only-for-the-sandbox"


class Telegram:
    """What people see and do in Telegram."""

    def __init__(self, peer: TelegramSandbox) -> None:
        self.peer = peer
        self.admin = peer.add_user("Ada", language_code="da")
        self.owner = peer.add_user("Otto")
        self.customers = [
            peer.add_user(f"Customer {n}", language_code="da") for n in range(100)
        ]
        for user in (self.admin, self.owner):
            peer.start(user)
        self.team = peer.add_group("NPS", self.admin, self.owner)
        peer.add_bot(self.team)
        peer.promote_bot(self.team)

    def rows(self) -> list[tuple[str, ...]]:
        owner = f"telegram:{self.owner.id}"
        return [
            (f"C{n}", user.first_name, "", f"Account {n // 2}", "da", "", owner, "")
            for n, user in enumerate(self.customers)
        ]

    def chat(self, who: User | Chat) -> list[Message]:
        return self.peer.shown(who)

    def questions(self, user: User) -> list[Message]:
        return [m for m in self.chat(user) if m.sender.is_bot and "sandsynlig" in m.text]

    async def tap(self, user: User, score: int) -> Toast:
        (message,) = self.questions(user)
        (data,) = [
            button["callback_data"]
            for row in message.keyboard
            for button in row
            if button["text"] == str(score)
        ]
        return await self.peer.press(user, self.peer.chat(user), message.message_id, data)

    async def order(self, user: User, words: str) -> str:
        seen = len(self.chat(user))
        self.peer.type(user, words)
        await until(lambda: len(self.chat(user)) > seen + 1)
        return self.chat(user)[-1].text


@pytest.fixture
async def telegram(clock: TurnedClock) -> AsyncIterator[Telegram]:
    async with TelegramSandbox(lambda: clock.now().timestamp()) as peer:
        yield Telegram(peer)


@pytest.fixture(params=["polling", "webhook"])
async def town(
    request: pytest.FixtureRequest,
    telegram: Telegram,
    clock: TurnedClock,
    tmp_path: Path,
) -> AsyncIterator[Town]:
    await hire(tmp_path, telegram.rows(), clock.now())
    port = unused_port()
    variables = {
        "TELEGRAM_BOT_TOKEN": telegram.peer.token,
        "TELEGRAM_WEBHOOK_SECRET": SANDBOX_SECRET,
        "NPS_TELEGRAM__API_URL": telegram.peer.url,
        "NPS_TELEGRAM__MODE": request.param,
        "NPS_TELEGRAM__LISTEN": f"127.0.0.1:{port}",
        "NPS_TELEGRAM__PUBLIC_URL": f"http://127.0.0.1:{port}",
        "NPS_COMPANY__NAME": "Acme",
        "NPS_TEAM__CHANNEL": f"telegram:{telegram.team.id}",
        "NPS_ADMIN__USERS": json.dumps([f"telegram:{telegram.admin.id}"]),
    }
    async with opened(tmp_path, variables, clock) as town:
        yield town
