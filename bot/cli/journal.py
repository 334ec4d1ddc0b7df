"""The log of the service: one line an event, to standard error."""

from __future__ import annotations

import logging
import sys

_LINE = "%(asctime)s %(levelname)s %(name)s: %(message)s"

# They would log what passes through them, customers' words and tokens too.
_TALKATIVE = (
    "aiohttp",
    "aiosqlite",
    "apscheduler",
    "httpcore",
    "httpx",
    "slack_bolt",
    "slack_sdk",
    "telegram",
    "websockets",
)


class OneLine(logging.Formatter):
    """Writes an event on one line, with the traceback that it may have."""

    def format(self, record: logging.LogRecord) -> str:
        """Join all lines into one."""
        return " ⏎ ".join(super().format(record).splitlines())


def begin(level: int = logging.INFO) -> None:
    """Write the log from now on."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(OneLine(_LINE))
    handler.setLevel(level)  # a library's logger may have a lower one of its own
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)
