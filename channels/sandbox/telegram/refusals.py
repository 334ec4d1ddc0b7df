"""What the server says when it will not do a thing."""

from __future__ import annotations


class Refusal(Exception):
    """An answer with `ok: false`.

    Attributes:
        status: The HTTP status, which is also the `error_code`.
        description: The text that goes with it, prefix included.
        parameters: `retry_after` or `migrate_to_chat_id`, when there is one.
    """

    def __init__(self, status: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.status = status
        self.description = description
        self.parameters = parameters


def bad_request(why: str, **parameters: int) -> Refusal:
    """Refuse what is wrong in itself."""
    return Refusal(400, f"Bad Request: {why}", **parameters)


def forbidden(why: str) -> Refusal:
    """Refuse what the bot may not do."""
    return Refusal(403, f"Forbidden: {why}")


def conflict(why: str) -> Refusal:
    """Refuse a second consumer of the updates."""
    return Refusal(409, f"Conflict: {why}")


def too_many_requests(seconds: int) -> Refusal:
    """Refuse what comes too fast."""
    text = f"Too Many Requests: retry after {seconds}"
    return Refusal(429, text, retry_after=seconds)
