"""The webhook: delivering updates to the bot's own address.

Updates of one chat, and presses of one person, arrive in order: a failed one holds
its lane back, for 1, 2, 4 … 60 seconds or as long as `Retry-After` says.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from aiohttp import ClientError, ClientSession, ClientTimeout

from channels.sandbox.telegram.journal import Journal
from channels.sandbox.telegram.records import Json
from channels.sandbox.telegram.updates import Update, Updates

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - a header's name
LONGEST_HOLD, LONGEST_ASKED = 60.0, 3600.0
PATIENCE = ClientTimeout(total=30)


@dataclass(frozen=True, slots=True)
class Target:
    """Where updates go; without a url they wait for polling."""

    url: str = ""
    secret: str = field(default="", repr=False)
    max_connections: int = 40
    certificate: bool = False

    @property
    def on_this_machine(self) -> bool:
        """Whether the sandbox delivers there at all."""
        return urlsplit(self.url).hostname in {"127.0.0.1", "localhost", "::1"}


class Hook:
    """Delivers what is due, remembers what failed."""

    def __init__(
        self, now: Callable[[], float], updates: Updates, journal: Journal
    ) -> None:
        self.target = Target()
        self._now, self._updates, self._journal = now, updates, journal
        self._held: dict[str, tuple[float, float]] = {}
        self._error: tuple[int, str] | None = None
        self._delivering = asyncio.Lock()

    def aim(self, target: Target) -> None:
        """Deliver to another address from now on, with a clean slate."""
        self.target = target
        self._held.clear()
        self._error = None

    def info(self) -> Json:
        """Show the `WebhookInfo`."""
        shown: Json = {
            "url": self.target.url,
            "has_custom_certificate": self.target.certificate,
            "pending_update_count": len(self._updates.waiting()),
            "allowed_updates": sorted(self._updates.allowed),
        }
        if self.target.url:
            shown["max_connections"] = self.target.max_connections
        if self._error:
            shown["last_error_date"], shown["last_error_message"] = self._error
        return shown

    async def deliver_due(self, http: ClientSession) -> int:
        """Deliver all that is not held back; say how many were taken."""
        taken = 0
        async with self._delivering:
            while self.target.url and (update := self._next()):
                hold, why = await self._send(http, update)
                if why:
                    self._hold(update, hold, why)
                else:
                    self._done(update)
                    taken += 1
        return taken

    def _next(self) -> Update | None:
        now, lanes = self._now(), self._held
        for update in self._updates.waiting():
            if lanes.get(update.lane, (0.0, 0.0))[0] <= now:
                return update
        return None

    async def _send(self, http: ClientSession, update: Update) -> tuple[float, str]:
        if not self.target.on_this_machine:
            return 0, "Failed to resolve host: the sandbox delivers to this machine"
        secret = self.target.secret
        try:
            async with http.post(
                self.target.url,
                json=update.payload,
                headers={SECRET_HEADER: secret} if secret else {},
                timeout=PATIENCE,
                allow_redirects=False,
            ) as answer:
                if answer.ok and answer.status < 300:  # noqa: PLR2004 - 2xx
                    return 0, ""
                asked = answer.headers.get("Retry-After", "")
                hold = min(float(asked), LONGEST_ASKED) if asked.isdigit() else 0
                said = f"{answer.status} {answer.reason}"
                return hold, f"Wrong response from the webhook: {said}"
        except TimeoutError:
            return 0, "Read timeout expired"
        except ClientError:
            return 0, "Connection refused"

    def _hold(self, update: Update, seconds: float, why: str) -> None:
        _, last = self._held.get(update.lane, (0.0, 0.5))
        wait = min(last * 2, LONGEST_HOLD)
        self._held[update.lane] = (self._now() + max(wait, seconds), wait)
        self._error = (int(self._now()), why)
        self._journal.note("undelivered", update_id=update.update_id, why=why)

    def _done(self, update: Update) -> None:
        self._updates.remove(update)
        self._held.pop(update.lane, None)
        self._journal.note("delivered", update_id=update.update_id, kind=update.kind)
