"""What the owner of a workspace does to the app and its rooms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from channels.sandbox.slack.parcels import Parcel, Sort

if TYPE_CHECKING:
    from channels.sandbox.slack.model import Json
    from channels.sandbox.slack.parcels import Receipt, Transport
    from channels.sandbox.slack.post_office import PostOffice
    from channels.sandbox.slack.workspace import Workspace


class Admin:
    """Revokes, uninstalls and converts, and tells the app of it."""

    def __init__(
        self, space: Workspace, post: PostOffice, transport: Transport
    ) -> None:
        self._space = space
        self._post = post
        self._transport = transport

    async def verify_request_url(self) -> bool:
        """Check the request URL, as Slack does when it is saved, and its TLS."""
        token = {"token": "verification-token"}
        asked = token | {"type": "url_verification", "challenge": "sandbox"}
        answer = await self._transport.carry(Parcel(Sort.EVENT, asked))
        probe = token | {"ssl_check": "1"}
        probed = await self._transport.carry(Parcel(Sort.COMMAND, probe))
        said = (answer.answer or {}).values()
        return answer.acked and probed.acked and "sandbox" in said

    async def revoke_token(self) -> Receipt:
        """Make the bot token worthless."""
        self._space.app.token_error = "token_revoked"  # noqa: S105 (an error's name)
        revoked = {"oauth": [], "bot": [self._space.app.bot_user]}
        return await self._tell({"type": "tokens_revoked", "tokens": revoked})

    async def uninstall(self) -> Receipt:
        """Remove the app from the workspace."""
        await self.revoke_token()
        self._space.app.token_error = "account_inactive"  # noqa: S105 (the same)
        return await self._tell({"type": "app_uninstalled"})

    async def convert_channel(self, channel: str) -> str:
        """Give a channel a new id, as sharing it can do; answers with the id."""
        room = self._space.rooms.pop(channel)
        room.id = self._space.new_id("C")
        self._space.rooms[room.id] = room
        event = {
            "type": "channel_id_changed",
            "old_channel_id": channel,
            "new_channel_id": room.id,
        }
        await self._tell(event)
        return room.id

    async def _tell(self, event: Json) -> Receipt:
        stamp = self._space.new_moment()
        self._space.journal.note("act", what=event["type"])
        return await self._post.event({**event, "event_ts": stamp})
