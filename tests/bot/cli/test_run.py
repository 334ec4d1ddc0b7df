from __future__ import annotations

import asyncio
import logging
import signal
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from subprocess import PIPE, Popen

import pytest

from bot.cli.journal import OneLine
from bot.store.alone import alone
from channels.sandbox.slack import SlackSandbox
from channels.sandbox.telegram import TelegramSandbox
from tests.bot.cli.terminal import Terminal

NPS_BOT = (sys.executable, "-m", "bot")


@asynccontextmanager
async def started(
    terminal: Terminal, *words: str
) -> AsyncIterator[asyncio.subprocess.Process]:
    process = await asyncio.create_subprocess_exec(
        *NPS_BOT,
        *words,
        cwd=terminal.folder,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
            await process.communicate()


def test_without_a_token_there_is_nothing_to_serve(terminal: Terminal) -> None:
    result = terminal("run")

    assert result.exit_code == 1
    assert result.stderr.startswith("SLACK_BOT_TOKEN or TELEGRAM_BOT_TOKEN must be set")
    assert len(result.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        pytest.param(signal.SIGINT, 130, id="Ctrl-C"),
        pytest.param(signal.SIGTERM, 0, id="told to end"),
    ],
)
async def test_the_service_ends_quietly(
    terminal: Terminal, sent: signal.Signals, code: int
) -> None:
    async with TelegramSandbox(now=time.time) as peer:
        terminal.write("settings.toml", f'[telegram]\napi_url = "{peer.url}"\n')
        terminal.write(".env", f"TELEGRAM_BOT_TOKEN={peer.token}\n")
        async with started(terminal, "run") as process:
            await peer.journal.until("call", count=2)
            process.send_signal(sent)
            out, err = await process.communicate()

    assert process.returncode == code, err
    assert b"Traceback" not in err
    assert peer.token.encode() not in err
    assert out == b""


async def test_a_port_that_is_taken_is_told_without_a_traceback(
    terminal: Terminal,
) -> None:
    taken = await asyncio.start_server(lambda *_: None, "127.0.0.1", 0)
    port = taken.sockets[0].getsockname()[1]
    async with taken, SlackSandbox(now=time.time) as peer:
        terminal.write(
            "settings.toml",
            f'[slack]\napi_url = "{peer.url}"\nmode = "http"\n'
            f'listen = "127.0.0.1:{port}"\n',
        )
        secrets = peer.bot_token, peer.signing_secret
        env = "SLACK_BOT_TOKEN={}\nSLACK_SIGNING_SECRET={}\n"
        terminal.write(".env", env.format(*secrets))
        async with started(terminal, "run") as process:
            _, err = await process.communicate()

    assert process.returncode == 1
    assert b"Traceback" not in err
    assert b"address already in use" in err.splitlines()[-1]


def test_a_reader_who_has_seen_enough_is_left_in_peace(terminal: Terminal) -> None:
    rows = [f"K-{i},{'x' * 500}" for i in range(1000)]
    terminal.has_customers("\n".join(["id,name", *rows]))

    with Popen(  # noqa: S603 - ourselves
        [*NPS_BOT, "export", "customers"], stdout=PIPE, stderr=PIPE
    ) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.readline()
        process.stdout.close()
        said = process.stderr.read()

    assert said == b""


def test_an_event_is_one_line_whatever_is_in_it() -> None:
    record = logging.LogRecord("a", logging.INFO, "", 0, "two\nlines", None, None)

    assert OneLine("%(message)s").format(record) == "two ⏎ lines"


def test_a_second_service_on_one_database_is_refused(terminal: Terminal) -> None:
    terminal.write(".env", "TELEGRAM_BOT_TOKEN=1:sandbox-only\n")

    with alone(terminal.folder / "nps.db-running"):
        result = terminal("run")

    assert result.exit_code == 1
    assert result.stderr == "another nps-bot serves from nps.db already\n"
