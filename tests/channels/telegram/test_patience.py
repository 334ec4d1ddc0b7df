import asyncio
import datetime as dt

from telegram.error import RetryAfter, TimedOut

from channels.telegram.patience import Patience


async def test_insisting_ends_with_an_answer() -> None:
    troubles = [TimedOut(), RetryAfter(dt.timedelta(milliseconds=1)), TimedOut()]

    async def call() -> str:
        if troubles:
            raise troubles.pop()
        return "here"

    assert await Patience(0.001).insist(call) == "here"


async def test_each_failure_in_a_row_waits_twice_as_long() -> None:
    patience, clock = Patience(0.01), asyncio.get_running_loop().time
    begun = clock()

    for _ in range(3):
        await patience.pause()

    assert clock() - begun >= 0.069
