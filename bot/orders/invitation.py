"""The link that brings a customer to Telegram."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from bot.people.customer import Customer
from bot.store import Books

GOOD_FOR = timedelta(days=30)
USERNAME = "telegram_username"
"""The fact that tells what Telegram calls us; noted when we start there."""


@dataclass(frozen=True, slots=True)
class Invitation:
    """A link for one customer, which works once."""

    link: str
    expires: datetime


def invite(books: Books, customer: Customer, now: datetime) -> Invitation | None:
    """Make a link; None: we have never been in Telegram, so it would lead nowhere."""
    username = books.office.fact(USERNAME)
    if username is None:
        return None
    code, expires = secrets.token_urlsafe(16), now + GOOD_FOR
    books.office.invite(hashed(code), customer.id, expires)
    return Invitation(f"https://t.me/{username}?start={code}", expires)


def hashed(code: str) -> str:
    """Turn a link's code into what the books keep: nobody can enrol with that."""
    return sha256(code.encode()).hexdigest()
