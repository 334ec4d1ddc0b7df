"""What people press and order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from channels.sandbox.slack import payloads
from channels.sandbox.slack.acting import Acting, Outcome, outcome_of, pressed
from channels.sandbox.slack.answers import show_answer
from channels.sandbox.slack.model import SlackError
from channels.sandbox.slack.parcels import Parcel, Sort
from channels.sandbox.slack.permits import Response

if TYPE_CHECKING:
    from channels.sandbox.slack.model import Message


class Pressing(Acting):
    """Buttons of messages, and slash commands."""

    async def press(
        self, user: str, channel: str, ts: str, action_id: str, choose: str = ""
    ) -> Outcome:
        """Press a button of a message, or choose an option (by its value)."""
        space, room = self._space, self._joined(user, channel)
        message = _with_ts(space.seen_by(user, channel), ts)
        action = pressed(message.blocks, action_id, choose, space.new_moment())
        person = space.users[user]
        payload = payloads.message_press(space, person, room, message, action)
        payload["trigger_id"] = self._permits.new_trigger(user)
        payload["response_url"] = self._response_url(user, channel, ts)
        receipt = await self._interact(payload)
        return outcome_of(receipt, channel=channel)

    async def command(
        self, user: str, channel: str, command: str, text: str = ""
    ) -> Outcome:
        """Give a slash command."""
        space, room = self._space, self._joined(user, channel)
        person = space.users[user]
        if not self._can_command(user, command):
            return Outcome(acked=False, error="invalid_command", channel=channel)
        payload = payloads.slash_command(space, person, room, command, text)
        payload["trigger_id"] = self._permits.new_trigger(user)
        payload["response_url"] = self._response_url(user, channel)
        space.journal.note("act", user=user, what=command, text=text)
        receipt = await self._post.carry(
            Parcel(Sort.COMMAND, payload, wants_answer=True)
        )
        if not receipt.acked or not receipt.answer:
            return outcome_of(receipt, channel=channel)
        given = Response(user, channel, "", space.now())
        try:
            ts = show_answer(space, given, receipt.answer)
        except SlackError as error:
            return Outcome(acked=True, error=error.error, channel=channel)
        return outcome_of(receipt, channel=channel, ts=ts)

    def _can_command(self, user: str, command: str) -> bool:
        app, ours = self._space.app, self._space.users[user].team_id == self._space.id
        return ours and command in app.commands and "commands" in app.scopes


def _with_ts(messages: list[Message], ts: str) -> Message:
    for message in messages:
        if message.ts == ts:
            return message
    raise LookupError(f"no message {ts} to be seen")
