"""One method call, as it came: JSON, a form, a multipart form or a query string."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from channels.sandbox.telegram.refusals import bad_request


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with the call."""

    name: str
    content: bytes
    mime_type: str


@dataclass(frozen=True, slots=True)
class Call:
    """The fields of a call, read leniently where the real server is lenient."""

    method: str
    fields: Mapping[str, Any]
    files: Mapping[str, Upload]

    def text(self, name: str) -> str:
        """Read a string; a number is taken as its digits, absence as empty."""
        value = self.fields.get(name)
        if value is None or isinstance(value, str):
            return value or ""
        return json.dumps(value)

    def integer(self, name: str, default: int = 0) -> int:
        """Read a whole number; anything else counts as not given."""
        try:
            return int(self.text(name))
        except ValueError:
            return default

    def flag(self, name: str) -> bool:
        """Read a yes or no."""
        return self.text(name).strip().lower() in {"true", "yes", "1"}

    def value(self, name: str) -> Any:  # noqa: ANN401 - JSON is anything
        """Read an object or a list, also when it came as text.

        Raises:
            Refusal: It is not JSON.
        """
        value = self.fields.get(name)
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value) if value else None
        except ValueError as error:
            what = name.replace("_", " ")
            raise bad_request(f"can't parse {what} JSON object") from error

    def mapping(self, name: str) -> dict[str, Any]:
        """Read an object; absence is an empty one.

        Raises:
            Refusal: It is something else.
        """
        value = self.value(name)
        if not isinstance(value, dict | None):
            raise bad_request(f"object expected as {name.replace('_', ' ')}")
        return value or {}

    def array(self, name: str) -> list[dict[str, Any]]:
        """Read a list of objects; absence is an empty one.

        Raises:
            Refusal: It is something else.
        """
        value = self.value(name) or []
        if not isinstance(value, list) or not all(isinstance(v, dict) for v in value):
            raise bad_request(f"array of objects expected as {name.replace('_', ' ')}")
        return value

    def file(self, name: str) -> Upload | None:
        """Find an upload, under its name or where `attach://` points."""
        attached = self.text(name).removeprefix("attach://")
        return self.files.get(name) or self.files.get(attached)


async def read_call(request: web.Request) -> Call:
    """Read the call in a request; the body wins over the query string.

    Raises:
        Refusal: The body is announced as JSON and is not a JSON object.
    """
    method = request.match_info["method"]
    fields: dict[str, Any] = dict(request.query)
    files: dict[str, Upload] = {}
    if request.content_type == "application/json":
        return Call(method, fields | await _read_json(request), files)
    for name, part in (await request.post()).items():
        if isinstance(part, web.FileField):
            with part.file:
                content = part.file.read()
            files[name] = Upload(part.filename, content, part.content_type)
        else:
            fields[name] = part
    return Call(method, fields, files)


async def _read_json(request: web.Request) -> dict[str, Any]:
    text = await request.text()
    try:
        body = json.loads(text) if text else {}
    except ValueError:
        body = None
    if not isinstance(body, dict):
        raise bad_request("can't parse JSON object")
    return body
