"""How the bot gets its updates: `getUpdates` or a webhook."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from channels.sandbox.telegram.call import Call
from channels.sandbox.telegram.hook import Target
from channels.sandbox.telegram.records import Json
from channels.sandbox.telegram.refusals import bad_request, conflict
from channels.sandbox.telegram.world import World

MOST_UPDATES, LONGEST_POLL_SECONDS = 100, 50
PORTS = frozenset({443, 80, 88, 8443})
SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")


async def get_updates(world: World, call: Call) -> list[Json]:
    """Answer with what waits, as soon as something does."""
    if world.hook.target.url:
        raise conflict(
            "can't use getUpdates method while webhook is active; "
            "use deleteWebhook to delete the webhook first"
        )
    _allow(world, call)
    limit = call.integer("limit", MOST_UPDATES)
    limit = limit if 0 < limit <= MOST_UPDATES else MOST_UPDATES
    seconds = min(max(call.integer("timeout"), 0), LONGEST_POLL_SECONDS)
    world.journal.note("polling", seconds=seconds)
    found = await world.updates.poll(call.integer("offset"), limit, seconds)
    return [update.payload for update in found]


def set_webhook(world: World, call: Call) -> bool:
    """Have updates delivered to a url; an empty one turns that off."""
    url, secret = call.text("url").strip(), call.text("secret_token")
    if not url:
        return delete_webhook(world, call)
    _check(url)
    if secret and not SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")
    _allow(world, call)
    connections = min(max(call.integer("max_connections", 40), 1), 100)
    certificate = call.file("certificate") is not None
    world.hook.aim(Target(url, secret, connections, certificate))
    world.updates.end_poll(conflict("terminated by setWebhook request"))
    _drop(world, call)
    return True


def delete_webhook(world: World, call: Call) -> bool:
    """Go back to polling."""
    world.hook.aim(Target())
    _drop(world, call)
    return True


def get_webhook_info(world: World, _call: Call) -> Json:
    """Show how delivery goes."""
    return world.hook.info()


def _check(given: str) -> None:
    try:
        url = urlsplit(given)
        port = url.port or 443
    except ValueError as error:
        raise bad_request("bad webhook: invalid webhook URL specified") from error
    if url.scheme == "http" and Target(given).on_this_machine:
        return
    if url.scheme != "https" or not url.hostname:
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if port not in PORTS:
        only = "80, 88, 443 or 8443"
        raise bad_request(f"bad webhook: Webhook can be set up only on ports {only}")


def _allow(world: World, call: Call) -> None:
    kinds = call.value("allowed_updates")
    if isinstance(kinds, list):
        world.updates.allow([kind for kind in kinds if isinstance(kind, str)])


def _drop(world: World, call: Call) -> None:
    if call.flag("drop_pending_updates"):
        world.updates.clear()
