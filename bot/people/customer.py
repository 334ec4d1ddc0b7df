"""A person who is asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from channels.contract import Address


@dataclass(frozen=True, slots=True)
class Customer:
    """A person who is asked, as the books know them.

    Attributes:
        id: Our own number.
        key: The company's own key.
        address: Where they are asked; None until they enrol.
        language: One of the five, theirs from the file or else from the platform;
            empty where neither says.
        time_zone: IANA, likewise.
        owner: Who is responsible for them; None: the team as a whole.
        value: Yearly revenue, in the company's currency; None: not known.
        segments: Every further column of the customers' file.
        rotation: Their place in the rotation, 0 up to 1, given once.
        last_asked: When a question to them last went out.
        last_contact: When anything that they did not ask for last went out.
        last_turn: When their turn was last used, by a question or by `skip`.
    """

    id: int
    key: str
    name: str
    address: Address | None
    account: str
    role: str
    language: str
    time_zone: str
    owner: Address | None
    value: float | None
    segments: tuple[tuple[str, str], ...]
    rotation: float
    joined_at: datetime
    left_at: datetime | None = None
    opted_out_at: datetime | None = None
    unreachable_at: datetime | None = None
    unreachable_why: str = ""
    last_asked: datetime | None = None
    last_answered: datetime | None = None
    last_contact: datetime | None = None
    last_turn: datetime | None = None

    @property
    def shared(self) -> bool:
        """Whether others can read along where they are asked."""
        return self.address is not None and bool(self.address.person)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the customers' file: what the company says of a customer.

    Attributes:
        address: None leaves the address that the books have, such as one that a
            customer enrolled with.
        language, time_zone: Empty: to be found out from the platform.
    """

    key: str
    name: str
    address: Address | None = None
    account: str = ""
    role: str = ""
    language: str = ""
    time_zone: str = ""
    owner: Address | None = None
    value: float | None = None
    segments: tuple[tuple[str, str], ...] = ()
