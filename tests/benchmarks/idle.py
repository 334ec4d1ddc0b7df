"""What `nps-bot run` costs while nothing happens: memory and processor time.

python tests/benchmarks/idle.py [SECONDS]

It serves 100 customers over Slack's Socket Mode and Telegram's polling, against both
sandboxes, which run in this process.
"""

from __future__ import annotations

import asyncio
import csv
import os
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.people.roster import import_customers
from bot.store import Store
from channels.sandbox.slack import App, SlackSandbox
from channels.sandbox.telegram import TelegramSandbox
from channels.slack.scopes import EVENTS, needed

CUSTOMERS = 100
SETTLING_SECONDS = 130  # by then everybody has been looked up, 20 a tick
MEASURED_SECONDS = 60
MEGABYTE = 1024  # kilobytes, in which /proc tells memory
TARGET_MB = 120


def memory_mb(process: int) -> float:
    """Tell the resident memory of a process."""
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    (line,) = [line for line in lines if line.startswith("VmRSS:")]
    return int(line.split()[1]) / MEGABYTE


def cpu_seconds(process: int) -> float:
    """Tell the processor time that a process has had."""
    times = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(times[11]) + int(times[12])) / os.sysconf("SC_CLK_TCK")


async def hire(folder: Path, slack: SlackSandbox) -> None:
    """Import the customers, who rest: they came in a moment ago."""
    file = folder / "customers.csv"
    users = [slack.workspace.add_user(f"Customer {n}") for n in range(CUSTOMERS)]
    with file.open("w", encoding="utf-8", newline="") as out:
        rows = [(f"K{n}", it.name, f"slack:{it.id}") for n, it in enumerate(users)]
        csv.writer(out).writerows([("id", "name", "channel"), *rows])
    async with Store.open(folder / "nps.db") as store:
        await import_customers(store, file, now=datetime.now(UTC))


@asynccontextmanager
async def served(
    folder: Path, slack: SlackSandbox, telegram: TelegramSandbox
) -> AsyncIterator[int]:
    """Run the service; gives its process."""
    team = slack.workspace.add_channel("nps", [slack.workspace.app.bot_user])
    given = {
        "SLACK_BOT_TOKEN": slack.bot_token,
        "SLACK_APP_TOKEN": slack.app_token,
        "TELEGRAM_BOT_TOKEN": telegram.token,
        "NPS_SLACK__API_URL": slack.url,
        "NPS_TELEGRAM__API_URL": telegram.url,
        "NPS_DATABASE__URL": f"sqlite:///{folder / 'nps.db'}",
        "NPS_TEAM__CHANNEL": f"slack:{team.id}",
        "PYTHONPATH": os.pathsep.join(sys.path),
    }
    command = (sys.executable, "-m", "bot", "run")
    service = await asyncio.create_subprocess_exec(
        *command, cwd=folder, env=os.environ | given
    )
    try:
        yield service.pid
    finally:
        service.terminate()
        await service.wait()


async def main(seconds: float) -> None:
    """Measure."""
    app = App(scopes=frozenset(needed()), events=frozenset(EVENTS))
    with TemporaryDirectory() as name:
        async with (
            SlackSandbox(now=time.time, app=app) as slack,
            TelegramSandbox(now=time.time) as telegram,
        ):
            await hire(Path(name), slack)
            async with served(Path(name), slack, telegram) as process:
                await asyncio.sleep(SETTLING_SECONDS)
                assert slack.sockets.open, "Slack is not served"
                before = cpu_seconds(process)
                await asyncio.sleep(seconds)
                cpu, memory = cpu_seconds(process) - before, memory_mb(process)
    print(f"memory: {memory:.0f} MB; wanted {TARGET_MB} or less")
    print(f"processor: {cpu:.2f} s of {seconds:.0f} s, {cpu / seconds:.1%}")


if __name__ == "__main__":
    asyncio.run(main(float(sys.argv[1]) if len(sys.argv) > 1 else MEASURED_SECONDS))
