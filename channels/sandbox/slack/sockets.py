"""Socket Mode: payloads through WebSockets that the app opened."""

from __future__ import annotations

import asyncio
import json
import uuid
from itertools import count
from typing import TYPE_CHECKING

from aiohttp import WSMsgType, web

from channels.sandbox.slack.parcels import (
    CONNECTION_FAILED,
    TIMEOUT,
    Parcel,
    Receipt,
    Sort,
)

if TYPE_CHECKING:
    from channels.sandbox.slack.model import Json
    from channels.sandbox.slack.workspace import Workspace

SOCKETS = 10
CONNECTION_SECONDS = 18_060
CLOSE_SECONDS = 1


class Sockets:
    """Up to ten WebSockets; every payload goes to one of them, in turn.

    Attributes:
        open: Those that take payloads.
    """

    def __init__(self, space: Workspace, ack_seconds: float) -> None:
        self.open: list[web.WebSocketResponse] = []
        self._space = space
        self._ack_seconds = ack_seconds
        self._ready = asyncio.Event()
        self._tickets: set[str] = set()
        self._turn = count()
        self._waiting: dict[str, asyncio.Future[Json]] = {}
        self._requests: dict[web.WebSocketResponse, web.Request] = {}

    async def ready(self) -> None:
        """Wait until the app has opened a socket."""
        await self._ready.wait()

    def new_path(self) -> str:
        """The path of a WebSocket, good for one connection."""
        ticket = self._space.new_id("ticket")
        self._tickets.add(ticket)
        return f"/link/{ticket}"

    async def connect(self, request: web.Request) -> web.WebSocketResponse:
        """Serve one WebSocket until it closes."""
        ticket = request.match_info["ticket"]
        if ticket not in self._tickets:
            raise web.HTTPForbidden
        self._tickets.remove(ticket)
        socket = web.WebSocketResponse(timeout=CLOSE_SECONDS)
        await socket.prepare(request)
        if refusal := self._refusal():
            await _disconnect(socket, refusal)
            await socket.close()
            return socket
        self._requests[socket] = request
        try:
            await self._serve(socket)
        finally:
            self._forget(socket)
        return socket

    async def carry(self, parcel: Parcel) -> Receipt:
        """Send a payload through one socket and wait for its acknowledgement."""
        if not self.open:
            return Receipt(acked=False, reason=CONNECTION_FAILED)
        socket = self.open[next(self._turn) % len(self.open)]
        name = str(uuid.uuid4())
        answer = self._waiting[name] = asyncio.get_running_loop().create_future()
        try:
            async with asyncio.timeout(self._ack_seconds):
                await socket.send_json(_envelope(name, parcel))
                ack = await answer
        except TimeoutError:
            return Receipt(acked=False, reason=TIMEOUT)
        except ConnectionError:
            return Receipt(acked=False, reason=CONNECTION_FAILED)
        finally:
            del self._waiting[name]
        payload = ack.get("payload") if parcel.wants_answer else None
        return Receipt(acked=True, answer=payload)

    async def warn(self) -> None:
        """Say to every socket that it will be refreshed soon."""
        for socket in list(self.open):
            await _disconnect(socket, "warning")

    async def refresh(self) -> None:
        """Ask for new connections and close these."""
        for socket in list(self.open):
            self._retire(socket)
            await _disconnect(socket, "refresh_requested")
            await socket.close()

    def drop(self) -> None:
        """Cut every connection without a word."""
        for socket in list(self.open):
            self._retire(socket)
            transport = self._requests[socket].transport
            if transport is not None:
                transport.abort()

    async def close(self) -> None:
        """Close every socket that is left."""
        await asyncio.gather(*[socket.close() for socket in self._requests])

    def _refusal(self) -> str:
        if self._space.app.request_url:
            return "link_disabled"
        return "too_many_websockets" if len(self.open) >= SOCKETS else ""

    async def _serve(self, socket: web.WebSocketResponse) -> None:
        self.open.append(socket)
        self._ready.set()
        await socket.send_json(self._hello())
        self._space.journal.note("socket", what="opened", open=len(self.open))
        async for frame in socket:
            if frame.type is WSMsgType.TEXT:
                self._receive(frame.data)

    def _hello(self) -> Json:
        return {
            "type": "hello",
            "num_connections": len(self.open),
            "connection_info": {"app_id": self._space.app.id},
            "debug_info": {
                "host": "sandbox",
                "approximate_connection_time": CONNECTION_SECONDS,
            },
        }

    def _receive(self, text: str) -> None:
        try:
            ack = json.loads(text)
            name = ack["envelope_id"]
        except (ValueError, KeyError, TypeError):
            self._space.journal.note("socket", what="not an ack", text=text)
            return
        answer = self._waiting.get(name)
        if answer is None or answer.done():
            self._space.journal.note("socket", what="late ack", envelope_id=name)
        else:
            answer.set_result(ack)

    def _forget(self, socket: web.WebSocketResponse) -> None:
        del self._requests[socket]
        self._retire(socket)
        self._space.journal.note("socket", what="closed", open=len(self.open))

    def _retire(self, socket: web.WebSocketResponse) -> None:
        if socket in self.open:
            self.open.remove(socket)
        if not self.open:
            self._ready.clear()


def _envelope(name: str, parcel: Parcel) -> Json:
    envelope: Json = {
        "envelope_id": name,
        "type": parcel.sort.value,
        "payload": parcel.payload,
        "accepts_response_payload": parcel.wants_answer,
    }
    if parcel.sort is Sort.EVENT:
        reason = parcel.retry_reason.removeprefix("http_")
        envelope |= {"retry_attempt": parcel.retry, "retry_reason": reason}
    return envelope


async def _disconnect(socket: web.WebSocketResponse, reason: str) -> None:
    host = {"host": "sandbox"}
    await socket.send_json({"type": "disconnect", "reason": reason, "debug_info": host})
