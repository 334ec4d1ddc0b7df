"""A company with customers in two chat services, and a clock to turn."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.clock import TurnedClock
from bot.customer import Customer, Entry
from bot.interview import Ask
from bot.policy import Policy, settled
from bot.service import Service
from bot.settings import Settings
from bot.store import Books, Store
from channels.contract import Address, Button, Message, Notice, Reply
from channels.memory import Memory

HOME = ZoneInfo("Europe/Copenhagen")
TEAM = Address("slack", "C0TEAM")
ADMIN = Address("slack", "U0ADMIN")
OWNER = Address("slack", "U0OWNER")
ANNA = Address("slack", "U0ANNA")
BO = Address("telegram", "42")
CARLA = Address("slack", "C0SHARED", "U0CARLA")


def at(wall: str) -> datetime:
    """Read a wall clock where the team is."""
    return datetime.fromisoformat(wall).replace(tzinfo=HOME).astimezone(UTC)


def policy(**survey: object) -> Policy:
    """Settle what Acme wants, with some of its survey's settings changed."""
    return settled(
        Settings.model_validate(
            {
                "company": {"name": "Acme", "sender": "Mette"},
                "team": {"channel": str(TEAM)},
                "admin": {"users": [str(ADMIN)]},
                "survey": survey,
            }
        )
    )


class World:
    """The company, its service and everybody who talks to it."""

    def __init__(self, store: Store, policy: Policy, start: datetime) -> None:
        self.store = store
        self.policy = policy
        self.clock = TurnedClock(start)
        self.slack, self.telegram = Memory("slack"), Memory("telegram")
        self.channels = {"slack": self.slack, "telegram": self.telegram}
        self.service = self._started(store)

    def _started(self, store: Store) -> Service:
        service = Service(store, self.policy, self.channels, self.clock)
        for channel in self.channels.values():
            channel.listen(service.desk.hear)
        return service

    async def restart(self) -> None:
        """Start another service on the same books, as after a crash."""
        self.service = self._started(self.store)
        await self.service.delivery.recover()

    @property
    def now(self) -> datetime:
        return self.clock.now()

    async def turn(
        self, to: str | timedelta, step: timedelta = timedelta(hours=1)
    ) -> None:
        """Turn the clock, to a wall clock or by a while, doing what is due."""
        end = self.now + to if isinstance(to, timedelta) else at(to)
        assert end >= self.now, f"it is {self.now} already"
        while self.now < end:
            self.clock.turn(min(self.now + step, end))
            await self.tick()

    async def tick(self) -> None:
        """Do what is due at this moment."""
        await self.service.tick()
        await self.service.show_score()
        await self.deliver()

    async def deliver(self) -> None:
        """Send what may go at this moment."""
        await self.service.delivery.drain()

    # People

    async def hire(
        self,
        key: str,
        address: Address | None,
        *,
        owner: Address | None = OWNER,
        account: str = "",
        zone: str = "Europe/Copenhagen",
    ) -> Customer:
        """Make somebody a customer, named as their key; joins last in the rotation."""
        entry = Entry(
            key, key, address, account, language="en", time_zone=zone, owner=owner
        )

        def added(books: Books) -> Customer:
            place = books.customers.how_many() / 1000
            books.customers.add(entry, place, self.now)
            customer = books.customers.by_key(key)
            assert customer
            return customer

        return await self.store.write(added)

    async def customer(self, key: str) -> Customer:
        """Look a customer up."""
        found = await self.store.read(lambda books: books.customers.by_key(key))
        assert found, f"there is no {key}"
        return found

    async def ask(self, key: str) -> Ask:
        """Look the newest ask of a customer up."""
        customer = await self.customer(key)
        asks = await self.store.read(lambda books: books.asks.of(customer.id))
        assert asks, f"{key} has no ask"
        return asks[0]

    async def asked(self, key: str, address: Address, **more: str) -> Customer:
        """Make somebody a customer and have them asked at once."""
        customer = await self.hire(key, address, **more)
        await self.order(f"ask {key}")
        await self.tick()
        return customer

    async def tap(self, who: Address, score: int) -> Reply:
        """Tap a score, and see what follows."""
        reply = await self.channels[who.service].tap(who, score)
        await self.deliver()
        return reply

    async def press(self, who: Address, button: Button) -> Reply:
        """Press a button, and see what follows."""
        reply = await self.channels[who.service].press(who, button)
        await self.deliver()
        return reply

    async def write(self, who: Address, text: str) -> Reply:
        """Write, and see what follows."""
        reply = await self.channels[who.service].write(who, text)
        await self.deliver()
        return reply

    async def order(self, text: str) -> str:
        """Give an order as the admin; returns the answer."""
        reply = await self.slack.order(ADMIN, text)
        await self.deliver()
        assert isinstance(reply, Notice)
        return reply.text

    # What they see

    def chat(self, who: Address) -> list[Message]:
        """Show what stands in a chat now."""
        return [*self.channels[who.service].chat(who).values()]

    def last(self, who: Address) -> Message:
        """Show the lowest message in a chat."""
        return self.chat(who)[-1]


@asynccontextmanager
async def opened(path: Path, wall: str, **survey: object) -> AsyncIterator[World]:
    """Open a company; in the end, see that the channels were used rightly."""
    async with Store.open(path) as store:
        world = World(store, policy(**survey), at(wall))
        yield world
        assert [c.mistakes for c in world.channels.values()] == [[], []]
