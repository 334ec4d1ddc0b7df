"""The whole story of one answer, as people see it."""

from __future__ import annotations

from bot.interview import State
from channels.contract import Alert, FollowUp, Question
from tests.bot.world import ANNA, OWNER, TEAM, World


async def test_smoke(world: World) -> None:
    await world.asked("Anna", ANNA)
    print(world.chat(ANNA))
    await world.tap(ANNA, 3)
    print(world.chat(ANNA), world.chat(OWNER), world.chat(TEAM))
    await world.write(ANNA, "Too slow")
    print(world.chat(ANNA), world.chat(OWNER), world.chat(TEAM))
