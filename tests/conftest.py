"""What holds for all tests."""

import os
import sys

import pytest

os.environ["PTB_TIMEDELTA"] = "1"  # before telegram is imported, or it warns

THIS_MACHINE = ("127.0.0.1", "localhost", "::1", "", None)


@pytest.fixture(scope="session", autouse=True)
def _nobody_outside_is_called() -> None:
    # A hook stays until the process ends, so it is added once.
    sys.addaudithook(_stay_at_home)


def _stay_at_home(event: str, args: tuple[object, ...]) -> None:
    match event, args:
        case "socket.getaddrinfo", (host, *_):
            pass
        case "socket.connect" | "socket.sendto", (_, (host, *_)):
            pass
        case _:
            return
    if host not in THIS_MACHINE:
        pytest.fail(f"a test calls {host!r}, which is not this machine")
