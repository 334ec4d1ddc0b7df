"""Looking people up in Slack."""

from __future__ import annotations

from typing import Any

from channels.contract import Address, Profile, Unreachable
from channels.slack.errors import answer
from channels.slack.webapi import WebApi


async def profile(api: WebApi, who: Address) -> Profile:
    """Look a person up, by id or e-mail; raises `Unreachable` if unknown."""
    user = await _user(api, who.who)
    if user.get("deleted"):
        raise Unreachable(f"{who} has been deactivated in Slack")
    shown = user.get("profile") or {}
    name = shown.get("real_name") or user.get("real_name") or user.get("name") or ""
    return Profile(
        address=_found(who, str(user["id"])),
        name=name,
        time_zone=user.get("tz") or "",
        language=(user.get("locale") or "").partition("-")[0],
    )


async def _user(api: WebApi, who: str) -> dict[str, Any]:
    if "@" in who:
        # Looking up by e-mail does not tell the language.
        found = await answer(api.client.users_lookupByEmail(email=who))
        who = str(found["user"]["id"])
    known = await answer(api.client.users_info(user=who, include_locale=True))
    return dict(known["user"])


def _found(who: Address, user: str) -> Address:
    if who.person:
        return Address(who.service, who.place, user)
    return Address(who.service, user)
