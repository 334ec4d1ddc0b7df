"""The Web API over HTTP: reads a call, checks it, does it, answers."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aiohttp import web

from channels.sandbox.slack.call import Call
from channels.sandbox.slack.directory import missing_scope
from channels.sandbox.slack.methods import METHODS, Method
from channels.sandbox.slack.model import Json, Kind, SlackError

if TYPE_CHECKING:
    from collections.abc import Callable

    from channels.sandbox.slack.faults import Fault, Faults
    from channels.sandbox.slack.permits import Permits
    from channels.sandbox.slack.rates import Rates
    from channels.sandbox.slack.workspace import Workspace


@dataclass(frozen=True, slots=True)
class WebApi:
    """Serves `/api/<method>`; `tokens` are the bot's and the app's."""

    space: Workspace
    permits: Permits
    rates: Rates
    faults: Faults
    tokens: tuple[str, str]
    address: str
    new_socket: Callable[[], str]
    tell: Callable[[Json], None]

    async def serve(self, request: web.Request) -> web.Response:
        """Answer one call, or let it go wrong as it was asked for."""
        name = request.match_info["method"]
        fault = self.faults.next_for(name)
        args = await _arguments(request)
        if args is None:
            return web.json_response({"ok": False, "error": "invalid_json"})
        token = _token(request, args)
        if fault.spoils and not fault.after:
            return await self._spoil(request, name, args, fault)
        response = self._answer(name, token, args)
        if fault.spoils:
            return await self._spoil(request, name, args, fault)
        await asyncio.sleep(fault.delay_seconds)
        return response

    async def _spoil(
        self, request: web.Request, name: str, args: Json, fault: Fault
    ) -> web.Response:
        await asyncio.sleep(fault.delay_seconds)
        facts = {"status": fault.status, "drop": fault.drop, "after": fault.after}
        self.space.journal.note("fault", method=name, struck=True, args=args, **facts)
        if fault.drop and request.transport is not None:
            request.transport.abort()
        return web.Response(
            status=fault.status or 200,
            text=fault.text,
            headers=fault.headers,
            content_type=fault.content_type,
        )

    def _answer(self, name: str, token: str, args: Json) -> web.Response:
        status, headers = 200, {}
        try:
            answer = {"ok": True, **self._do(name, token, args)}
        except SlackError as error:
            answer = {"ok": False, "error": error.error, **error.facts}
        if answer.get("error") == "ratelimited":
            status = 429
            headers["Retry-After"] = str(answer.pop("retry_after"))
        self.space.journal.note(
            "call", method=name, args=args, status=status, answer=answer
        )
        headers["X-OAuth-Scopes"] = self._scopes(token)
        return web.json_response(answer, status=status, headers=headers)

    def _scopes(self, token: str) -> str:
        if token == self.tokens[1]:
            return "connections:write"
        return ",".join(sorted(self.space.app.scopes))

    def _do(self, name: str, token: str, args: Json) -> Json:
        method = METHODS.get(name)
        if method is None:
            raise SlackError("unknown_method", req_method=name)
        self._check_token(method, token)
        self._check_rate(name, method, args)
        call = Call(
            self.space, self.permits, args, self.address, self.new_socket, self.tell
        )
        if method.scope and method.scope not in self.space.app.scopes:
            raise missing_scope(call, method.scope)
        return method.do(call)

    def _check_token(self, method: Method, token: str) -> None:
        if not token:
            raise SlackError("not_authed")
        if token not in self.tokens:
            raise SlackError("invalid_auth")
        if self.space.app.token_error:
            raise SlackError(self.space.app.token_error)
        if token != self.tokens[method.app_token]:
            raise SlackError("not_allowed_token_type")

    def _check_rate(self, name: str, method: Method, args: Json) -> None:
        channel = ""
        if name == "chat.postMessage":
            channel = self._place(str(args.get("channel", "")))
        if wait := self.rates.wait(name, method.per_minute, channel):
            raise SlackError("ratelimited", retry_after=wait)

    def _place(self, channel: str) -> str:
        room = self.space.rooms.get(channel)
        if room is None or room.kind is not Kind.DM:
            return channel
        return next(m for m in room.members if m != self.space.app.bot_user)


async def _arguments(request: web.Request) -> Json | None:
    args: Json = dict(request.query)
    if request.content_type == "application/json":
        try:
            body = json.loads(await request.text() or "{}")
        except json.JSONDecodeError:
            return None
        return args | body if isinstance(body, dict) else None
    return args | dict(await request.post())


def _token(request: web.Request, args: Json) -> str:
    given = args.pop("token", "")
    header = request.headers.get("Authorization", "")
    return header.removeprefix("Bearer ") or str(given)
