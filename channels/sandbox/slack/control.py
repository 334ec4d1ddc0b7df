"""The address through which a page or another program watches and disturbs.

POST   /control/fault     {"method": "chat.postMessage", "error": "fatal_error"}
                          {"method": "*", "drop": true, "after": true, "times": 2}
                          {"method": "chat.update", "retry_after": 30}
                          {"outage_seconds": 60} or {"lost_acks": 1}
                              {"token_error": "token_revoked"}
DELETE /control/fault     everything works again
GET    /control/journal   what happened, from entry `?since=` on
"""

from __future__ import annotations

import dataclasses
import json
from typing import TYPE_CHECKING

from aiohttp import web

from channels.sandbox.slack.faults import Fault, Faults

if TYPE_CHECKING:
    from channels.sandbox.slack.model import Json
    from channels.sandbox.slack.workspace import Workspace

_FIELDS = {field.name for field in dataclasses.fields(Fault)}


@dataclasses.dataclass(frozen=True, slots=True)
class Control:
    """Serves `/control/…`."""

    space: Workspace
    faults: Faults

    async def add_fault(self, request: web.Request) -> web.Response:
        """Let something go wrong."""
        try:
            self._add(await request.json())
        except (KeyError, TypeError, ValueError) as error:
            raise web.HTTPBadRequest(text=f"not a fault: {error!r}") from None
        return web.json_response({"ok": True})

    async def clear_faults(self, _request: web.Request) -> web.Response:
        """Let everything work again."""
        self.faults.clear()
        self.space.app.token_error = ""
        return web.json_response({"ok": True})

    async def journal(self, request: web.Request) -> web.Response:
        """Tell what happened."""
        since = int(request.query.get("since", "0"))
        entries = [dataclasses.asdict(entry) for entry in self.space.journal[since:]]
        return web.Response(
            text=json.dumps({"next": since + len(entries), "entries": entries}),
            content_type="application/json",
        )

    def _add(self, wanted: Json) -> None:
        if "lost_acks" in wanted:
            self.faults.lose_acks(int(wanted["lost_acks"]))
        elif "outage_seconds" in wanted:
            self.faults.outage(float(wanted["outage_seconds"]))
        elif "token_error" in wanted:
            self.space.app.token_error = str(wanted["token_error"])
        else:
            method, times = wanted.pop("method"), wanted.pop("times", 1)
            self.faults.add(method, fault_of(wanted), times)


def fault_of(wanted: Json) -> Fault:
    """Read a fault; raises `TypeError` for what is no field of one.

    >>> fault_of({"retry_after": 7}).status, fault_of({"error": "fatal_error"}).body
    (429, {'ok': False, 'error': 'fatal_error'})
    """
    if "retry_after" in wanted:
        return Fault.rate_limited(int(wanted["retry_after"]))
    if "error" in wanted:
        given = dict(wanted)
        body = {"ok": False, "error": given.pop("error")}
        return Fault(**{"status": 200, "body": body, **given})
    if not set(wanted) <= _FIELDS or not wanted:
        raise TypeError(f"a fault has {sorted(_FIELDS)}, not {sorted(wanted)}")
    return Fault(**wanted)
