"""Signed HTTP: payloads to the app's request URL."""

from __future__ import annotations

import hashlib
import hmac
import json
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from aiohttp import (
    ClientError,
    ClientResponse,
    ClientSession,
    ClientTimeout,
    TooManyRedirects,
)

from channels.sandbox.slack.parcels import (
    CONNECTION_FAILED,
    HTTP_ERROR,
    TIMEOUT,
    TOO_MANY_REDIRECTS,
    Parcel,
    Receipt,
    Sort,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from channels.sandbox.slack.model import Json
    from channels.sandbox.slack.workspace import Workspace

REDIRECTS = 2
_SUCCESS = range(200, 300)


class SignedHttp:
    """Posts to `app.request_url`, signed with the signing secret."""

    def __init__(
        self,
        space: Workspace,
        secret: str,
        ack_seconds: float,
        signs_at: Callable[[], float],
    ) -> None:
        self._space = space
        self._secret = secret
        self._signs_at = signs_at
        self._session = ClientSession(timeout=ClientTimeout(ack_seconds))

    async def carry(self, parcel: Parcel) -> Receipt:
        """Post a payload; any 2xx in time is an acknowledgement."""
        form = parcel.sort is not Sort.EVENT
        body = _form(parcel) if form else json.dumps(parcel.payload)
        headers = self._headers(body, form=form) | _retry_headers(parcel)
        url = self._space.app.request_url
        try:
            async with self._session.post(
                url, data=body.encode(), headers=headers, max_redirects=REDIRECTS + 1
            ) as response:
                return await _receipt(response)
        except TooManyRedirects:
            return Receipt(acked=False, reason=TOO_MANY_REDIRECTS)
        except TimeoutError:
            return Receipt(acked=False, reason=TIMEOUT)
        except ClientError:
            return Receipt(acked=False, reason=CONNECTION_FAILED)

    async def close(self) -> None:
        """Close the connections."""
        await self._session.close()

    def _headers(self, body: str, *, form: bool) -> dict[str, str]:
        at = str(int(self._signs_at()))
        signed = f"v0:{at}:{body}".encode()
        digest = hmac.new(self._secret.encode(), signed, hashlib.sha256).hexdigest()
        sort = "x-www-form-urlencoded" if form else "json"
        return {
            "Content-Type": f"application/{sort}",
            "User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
            "X-Slack-Request-Timestamp": at,
            "X-Slack-Signature": f"v0={digest}",
        }


def _form(parcel: Parcel) -> str:
    if parcel.sort is Sort.COMMAND:
        return urlencode(parcel.payload)
    return urlencode({"payload": json.dumps(parcel.payload)})


def _retry_headers(parcel: Parcel) -> dict[str, str]:
    if not parcel.retry:
        return {}
    return {
        "X-Slack-Retry-Num": str(parcel.retry),
        "X-Slack-Retry-Reason": parcel.retry_reason,
    }


async def _receipt(response: ClientResponse) -> Receipt:
    text = await response.text()
    if response.status not in _SUCCESS:
        final = response.headers.get("X-Slack-No-Retry") == "1"
        return Receipt(acked=False, reason=HTTP_ERROR, final=final)
    return Receipt(acked=True, answer=_answer(response.content_type, text))


def _answer(content_type: str, text: str) -> Json | None:
    if not text:
        return None
    if content_type != "application/json":
        return {"text": text}
    answer = json.loads(text)
    return answer if isinstance(answer, dict) else None
