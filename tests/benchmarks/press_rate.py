"""How many Slack presses a second: bare Bolt apps, and ours, which keeps them.

python tests/benchmarks/press_rate.py [PRESSES_A_ROUND]

Three processes, all on loopback: a sandbox of Slack, the servers, and this one, which
presses, 50 at a time. The servers take turns on the same signed presses:

    bolt      Bolt as it comes, with one listener that acknowledges and keeps nothing
    bolt pbr  the same with process_before_response=True
    ours      the service as `nps-bot run` runs it, with delivery, which goes out to
              the sandbox at Slack's pace; each press is the first on an ask of its own

At the end the servers are killed, and every press that ours acknowledged is looked up
in its database, opened afresh.
"""

from __future__ import annotations

import asyncio
import gc
import os
import re
import sqlite3
import sys
import time
from collections.abc import Callable, Coroutine, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from socket import socket
from statistics import median, quantiles
from tempfile import TemporaryDirectory

from aiohttp import web
from aiohttp.test_utils import TestServer, unused_port
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.app import assembled
from bot.asking.rounds import topic
from bot.people.customer import Entry
from bot.policy import RELATIONSHIP
from bot.settings import load
from bot.store import Books, Store
from channels.contract import Address, Posted, Question
from channels.sandbox.slack import App, SlackSandbox
from channels.slack import Slack
from channels.slack.http_mode import PATH
from channels.slack.scopes import needed

AT_ONCE = 50
ROUNDS = 6
PRESSES_A_ROUND = 800
PATIENCE_SECONDS = 10.0
SCORES = (10, 9, 8, 2, 10, 7, 9, 10, 6, 9)
TARGET = 0.7
OURS = "ours"
HOST = "127.0.0.1"

Work = Callable[..., Coroutine[None, None, None]]


@dataclass(frozen=True, slots=True)
class Press:
    """A press on a score, as Slack sends it."""

    ask: int
    score: int
    user: str
    on: Posted
    headers: dict[str, str]
    body: bytes

    def request(self, port: int) -> bytes:
        head = [f"POST {PATH} HTTP/1.1", f"Host: {HOST}:{port}"]
        head += [f"{name}: {value}" for name, value in self.headers.items()]
        return "\r\n".join([*head, "", ""]).encode() + self.body


@dataclass(frozen=True, slots=True)
class Peer:
    """Where the sandbox is, and what is pressed in it."""

    url: str
    bot_token: str
    signing_secret: str
    presses: list[Press]


@dataclass(slots=True)
class Record:
    """What one server did, round by round."""

    rates: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)


# The sandbox ----------------------------------------------------------------------


async def sandbox(pipe: Connection, many: int) -> None:
    """Ask so many people, let each press, and keep the requests; serve until killed."""
    app = App(scopes=frozenset(needed()), events=frozenset())
    kept: list[tuple[dict[str, str], bytes]] = []

    async def keep(request: web.Request) -> web.Response:
        kept.append((dict(request.headers), await request.read()))
        return web.Response()

    recorder = web.Application()
    recorder.router.add_post(PATH, keep)
    async with (
        TestServer(recorder) as server,
        SlackSandbox(now=time.time, app=app, rate_limits=False) as peer,
    ):
        app.request_url = str(server.make_url(PATH))
        async with _adapter(peer) as slack:
            asked = [await _pressed(slack, peer, n) for n in range(1, many + 1)]
        presses = [
            Press(n, _score(n), user, on, _plain(headers), body)
            for n, (user, on), (headers, body) in zip(
                range(1, many + 1), asked, kept, strict=True
            )
        ]
        pipe.send(Peer(peer.url, peer.bot_token, peer.signing_secret, presses))
        await asyncio.Event().wait()


def _adapter(peer: SlackSandbox) -> Slack:
    return Slack(
        bot_token=peer.bot_token,
        app_token=None,
        signing_secret=peer.signing_secret,
        api_url=peer.url,
        mode="http",
        listen=(HOST, 0),
    )


async def _pressed(slack: Slack, peer: SlackSandbox, n: int) -> tuple[str, Posted]:
    """Ask a newcomer, who presses their score."""
    user = peer.workspace.add_user(f"Customer {n}").id
    asks = Question(n, "How likely?", low="not at all", high="very", note="Not secret")
    on = await slack.post(Address("slack", user), asks)
    button = f"nps:{n}:{_score(n)}"
    outcome = await peer.people.press(user, on.place, on.message, button)
    assert outcome.acked, outcome
    return user, on


def _score(n: int) -> int:
    return SCORES[n % len(SCORES)]


def _plain(headers: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in headers.items() if name != "Host"}


# The servers ----------------------------------------------------------------------


async def servers(pipe: Connection, peer: Peer, database: Path) -> None:
    """Serve all three until killed."""
    now = datetime.now(UTC)
    async with Store.open(database) as store:
        for press in peer.presses:
            await store.write(partial(_ask, press=press, now=now))
    port = unused_port()
    environment = {
        "SLACK_BOT_TOKEN": peer.bot_token,
        "SLACK_SIGNING_SECRET": peer.signing_secret,
        "NPS_SLACK__API_URL": peer.url,
        "NPS_SLACK__MODE": "http",
        "NPS_SLACK__LISTEN": f"{HOST}:{port}",
        "NPS_DATABASE__URL": f"sqlite:///{database}",
        "NPS_TEAM__CHANNEL": f"slack:{peer.presses[0].user}",
    }
    async with (
        TestServer(_bolt(peer, before=False)) as one,
        TestServer(_bolt(peer, before=True)) as two,
        assembled(load(environ=environment)) as service,
    ):
        serving = asyncio.create_task(service.run())
        while not serving.done() and not _listens(port):  # noqa: ASYNC110
            await asyncio.sleep(0.05)
        gc.freeze()  # as `nps-bot run` does; all three gain by it
        pipe.send({"bolt": one.port, "bolt pbr": two.port, OURS: port})
        await serving


def _listens(port: int) -> bool:
    with socket() as probe:
        return probe.connect_ex((HOST, port)) == 0


def _bolt(peer: Peer, *, before: bool) -> web.Application:
    """A Bolt app that acknowledges every press, behind the same server as ours."""
    app = AsyncApp(
        signing_secret=peer.signing_secret,
        client=AsyncWebClient(peer.bot_token, peer.url),
        process_before_response=before,
    )

    @app.action(re.compile(""))
    async def on_press(ack: AsyncAck) -> None:
        await ack()

    async def slack(request: web.Request) -> web.Response:
        answered = await app.async_dispatch(await to_bolt_request(request))
        return await to_aiohttp_response(answered)

    site = web.Application()
    site.router.add_post(PATH, slack)
    return site


def _ask(books: Books, press: Press, now: datetime) -> None:
    """Have a customer of whom the question has been asked."""
    at, who = press.on, Address("slack", press.user)
    entry = Entry(f"K{press.ask}", f"Customer {press.ask}", who, account="Acme")
    books.customers.add(entry, rotation=0.0, now=now)
    books.customers.looked_up(press.ask, who, "Europe/Copenhagen", "en", now)
    ask = books.asks.plan(RELATIONSHIP, press.ask, slot=None, due=now)
    assert ask == press.ask
    assert books.asks.start(ask)
    books.asks.sent(ask, at, now)
    if found := books.asks.find(ask):
        books.asks.count_asked(found, now.date())
    books.customers.asked(press.ask, now)
    books.outbox.stand(topic(ask), "slack", at, now)


# The presses ----------------------------------------------------------------------


async def press_all(port: int, presses: Sequence[Press]) -> list[float]:
    """Press, so many at a time; tell how long each waited for its acknowledgement."""
    waiting = iter([press.request(port) for press in presses])
    waits: list[float] = []

    async def customer() -> None:
        reader, writer = await asyncio.open_connection(HOST, port)
        for request in waiting:
            start = time.perf_counter()
            writer.write(request)
            head = await reader.readuntil(b"\r\n\r\n")
            assert head.startswith(b"HTTP/1.1 200"), head
            await reader.readexactly(_length(head))
            waits.append(time.perf_counter() - start)
        writer.close()

    async with asyncio.timeout(PATIENCE_SECONDS), asyncio.TaskGroup() as customers:
        for _ in range(AT_ONCE):
            customers.create_task(customer())
    return waits


def _length(head: bytes) -> int:
    _, _, rest = head.partition(b"Content-Length: ")
    return int(rest.partition(b"\r\n")[0])


async def measure(
    ports: dict[str, int], presses: Sequence[Press], server: int
) -> dict[str, Record]:
    """Let the servers take turns; the first round is to warm up."""
    records = {name: Record() for name in ports}
    size = len(presses) // (ROUNDS + 1)
    for turn in range(ROUNDS + 1):
        batch = presses[turn * size : (turn + 1) * size]
        for name, port in ports.items():
            cpu, start = _cpu_seconds(server), time.perf_counter()
            waits = await press_all(port, batch)
            seconds = time.perf_counter() - start
            if turn:
                records[name].rates.append(size / seconds)
                records[name].cpu.append((_cpu_seconds(server) - cpu) / size)
                records[name].waits += waits
    return records


def _cpu_seconds(process: int) -> float:
    times = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(times[11]) + int(times[12])) / os.sysconf("SC_CLK_TCK")


def missing(database: Path, presses: Sequence[Press]) -> int:
    """Count the presses that the database does not have as they were made."""
    with closing(sqlite3.connect(database)) as db:
        (sound,) = db.execute("PRAGMA integrity_check").fetchone()
        kept = set(db.execute("SELECT ask_id, score FROM answers"))
    assert sound == "ok"
    return sum((press.ask, press.score) not in kept for press in presses)


def report(records: dict[str, Record]) -> None:
    """Print the rates, and ours as a share of the quicker of the others."""
    for name, record in records.items():
        cuts = quantiles(record.waits, n=100)
        print(
            f"{name:9} {median(record.rates):6.0f} presses/s  "
            f"p50 {cuts[49] * 1e3:5.1f} ms  p99 {cuts[98] * 1e3:5.1f} ms  "
            f"cpu {median(record.cpu) * 1e6:4.0f} µs each"
        )
    bare = max(median(it.rates) for name, it in records.items() if name != OURS)
    ratio = median(records[OURS].rates) / bare
    print(f"ours is {ratio:.2f} of the quicker bare one; wanted {TARGET} or more")


# All of it ------------------------------------------------------------------------


@contextmanager
def running(work: Work, *given: object) -> Iterator[tuple[int, Connection]]:
    """Run *work* in a process of its own, and kill it in the end."""
    context = get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_begin, args=(work, theirs, *given), daemon=True)
    process.start()
    theirs.close()  # so that the end of the process ends our waiting for it
    try:
        yield process.pid or 0, ours
    finally:
        process.kill()
        process.join()


def _begin(work: Work, pipe: Connection, *given: object) -> None:
    asyncio.run(work(pipe, *given))


def main(each: int) -> None:
    """Measure."""
    with TemporaryDirectory() as folder, running(sandbox, each * (ROUNDS + 1)) as peer:
        database = Path(folder) / "nps.db"
        given: Peer = peer[1].recv()
        with running(servers, given, database) as (server, pipe):
            ports: dict[str, int] = pipe.recv()
            report(asyncio.run(measure(ports, given.presses, server)))
        lost = missing(database, given.presses)
        print(f"{len(given.presses)} acknowledged by ours, {lost} of them not on disk")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else PRESSES_A_ROUND)
