from __future__ import annotations

import asyncio
import json
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.request import urlopen

import pytest

from tests.bot.cli.terminal import Terminal


@asynccontextmanager
async def shown(
    terminal: Terminal, *words: str
) -> AsyncIterator[tuple[asyncio.subprocess.Process, str]]:
    """Start a demo, and read the line that says where it is."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "demo", "--port", "0", *words),
        cwd=terminal.folder,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        assert process.stdout is not None
        yield process, (await process.stdout.readline()).decode().strip()
    finally:
        if process.returncode is None:
            process.kill()
            await process.communicate()


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        pytest.param(signal.SIGINT, 130, id="Ctrl-C"),
        pytest.param(signal.SIGTERM, 0, id="told to end"),
    ],
)
async def test_it_ends_quietly_and_goes_on_at_the_next_start(
    terminal: Terminal, sent: signal.Signals, code: int
) -> None:
    async with shown(terminal) as (process, said):
        assert said.startswith("The demo is ready: http://127.0.0.1:")
        address = said.rpartition(" ")[2]
        with await asyncio.to_thread(urlopen, f"{address}state") as answer:
            assert len(json.load(answer)["customers"]) == 100
        process.send_signal(sent)
        _, errors = await process.communicate()
    assert (process.returncode, errors) == (code, b"Ctrl-C ends it.\n")

    async with shown(terminal) as (_, said):
        assert said.startswith("The demo goes on: ")
    async with shown(terminal, "--fresh") as (_, said):
        assert said.startswith("The demo is ready: ")


async def test_two_demos_do_not_share_a_folder(terminal: Terminal) -> None:
    async with shown(terminal):
        second = await asyncio.to_thread(terminal, "demo")

    assert second.exit_code == 1
    assert second.stderr.startswith("a demo runs in ")


def test_what_it_left_behind_may_be_of_another_version(terminal: Terminal) -> None:
    (terminal.folder / ".demo").mkdir()
    for name in ("world", "nps.db"):
        terminal.write(f".demo/{name}", "something else")

    result = terminal("demo")

    assert result.exit_code == 1
    assert "begin anew with `nps-bot demo --fresh`" in result.stderr
    assert len(result.stderr.splitlines()) == 1
