from __future__ import annotations

import asyncio
import time

from bot.orders.invitation import USERNAME
from channels.sandbox.telegram import TelegramSandbox
from tests.bot.cli.terminal import Terminal


async def test_a_link_leads_to_the_bot_that_the_token_is_of(terminal: Terminal) -> None:
    await asyncio.to_thread(terminal.has_customers)
    async with TelegramSandbox(now=time.time) as peer:
        terminal.write("settings.toml", f'[telegram]\napi_url = "{peer.url}"\n')
        terminal.write(".env", f"TELEGRAM_BOT_TOKEN={peer.token}\n")

        result = await asyncio.to_thread(terminal, "customers link K-3")

        assert result.exit_code == 0, result.output
        start = f"https://t.me/{peer.bot_username}?start="
        assert result.stdout.startswith(start)
        assert len(result.stdout.splitlines()) == 1
        assert result.stderr.startswith("good until ")


def test_a_link_without_a_token_leads_where_we_were_last(terminal: Terminal) -> None:
    terminal.has_customers()
    terminal.books(lambda books: books.office.set_fact(USERNAME, "acme_nps_bot"))

    result = terminal("customers link K-3")

    assert result.stdout.startswith("https://t.me/acme_nps_bot?start=")


def test_a_link_without_any_bot_is_refused(terminal: Terminal) -> None:
    terminal.has_customers()

    result = terminal("customers link K-3")

    assert result.exit_code == 1
    assert "TELEGRAM_BOT_TOKEN" in result.stderr


async def test_a_token_that_is_refused_is_told_in_one_line(terminal: Terminal) -> None:
    await asyncio.to_thread(terminal.has_customers)
    async with TelegramSandbox(now=time.time) as peer:
        terminal.write("settings.toml", f'[telegram]\napi_url = "{peer.url}"\n')
        terminal.write(".env", "TELEGRAM_BOT_TOKEN=1:wrong\n")

        result = await asyncio.to_thread(terminal, "customers link K-3")

    assert result.exit_code == 1
    assert result.stderr == "Telegram does not accept the bot token\n"
