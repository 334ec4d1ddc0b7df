"""Acting as a person who uses Telegram."""

from __future__ import annotations

import re

from channels.sandbox.telegram.commands import menu
from channels.sandbox.telegram.hearing import hear
from channels.sandbox.telegram.markup import commands_in
from channels.sandbox.telegram.records import (
    Chat,
    Json,
    Member,
    Message,
    Press,
    User,
)
from channels.sandbox.telegram.shapes import pressed_message_json, user_json
from channels.sandbox.telegram.world import World

PAYLOAD = re.compile(r"[A-Za-z0-9_-]{0,64}")
FIRST_USER_ID, FIRST_QUERY_ID = 500_000_001, 4_000_000_000_000_000_001


class People:
    """What persons do; each act is heard by the bot as the real one would hear it.

    An act that no client offers (pressing a button that is not there, writing to a
    bot one has blocked) raises `ValueError`.
    """

    world: World

    def add_user(
        self, first_name: str, *, language_code: str = "en", username: str = ""
    ) -> User:
        """Let a person join Telegram; the bot does not know them yet."""
        user_id = FIRST_USER_ID + len(self.world.users)
        return self.world.add_user(User(user_id, first_name, username, language_code))

    def chat(self, user: User) -> Chat:
        """Find the person's private chat with the bot."""
        return self.world.chats[user.id]

    def shown(self, where: User | Chat) -> list[Message]:
        """List the messages that are on the screen of a chat now."""
        chat = self.chat(where) if isinstance(where, User) else where
        return [m for m in chat.messages.values() if not m.deleted]

    def menu(self, user: User, group: Chat | None = None) -> list[Json]:
        """List the commands that the person is offered, here or in a group."""
        return menu(self.world, group or self.chat(user), user)

    def start(self, user: User, payload: str = "") -> Message:
        """Press Start, or follow a deep link with its payload."""
        if not PAYLOAD.fullmatch(payload):
            wanted = "0 to 64 of A-Z a-z 0-9 _ -"
            raise ValueError(f"a start payload is {wanted}, not {payload!r}")
        if user.blocked:
            self.unblock(user)
        return self.type(user, f"/start {payload}".rstrip())

    def type(self, user: User, text: str, reply_to: Message | None = None) -> Message:
        """Write to the bot."""
        chat = self._writing(user)
        message = self.world.post(
            chat, user, text=text, entities=commands_in(text), reply_to=reply_to
        )
        hear(self.world, message)
        return message

    def edit(self, user: User, message: Message, text: str) -> None:
        """Change what one wrote."""
        if message.sender is not user or message.deleted:
            raise ValueError("one edits one's own messages only")
        message.text, message.entities = text, commands_in(text)
        message.edit_date = int(self.world.now())
        self.world.note("changed", message)
        hear(self.world, message, "edited_message")

    def send_sticker(self, user: User, emoji: str = "👍") -> Message:
        """Send a sticker."""
        size = {"width": 512, "height": 512, "is_animated": False, "is_video": False}
        about = {"type": "regular", "emoji": emoji} | size
        return self._send_media(user, "sticker", "sticker.webp", "image/webp", about)

    def send_voice(self, user: User, seconds: int = 3) -> Message:
        """Send a voice message."""
        about = {"duration": seconds, "mime_type": "audio/ogg"}
        return self._send_media(user, "voice", "voice.ogg", "audio/ogg", about)

    def press(
        self,
        user: User,
        chat: Chat,
        message_id: int,
        callback_data: str,
        *,
        forged: bool = False,
    ) -> Press:
        """Press an inline button; a forged press needs no such button to be there."""
        message = chat.messages[message_id]
        shown = [] if message.deleted else message.buttons
        there = any(b.get("callback_data") == callback_data for b in shown)
        if not there and not forged:
            raise ValueError(f"no button with {callback_data!r} is shown there")
        self._check_present(user, chat)
        query_id = str(FIRST_QUERY_ID + len(self.world.presses))
        press = Press(query_id, user, message, self.world.now())
        self.world.presses[query_id] = press
        self.world.note("pressed", message, data=callback_data, user_id=user.id)
        body = self._query(press, callback_data)
        self.world.updates.put("callback_query", body, f"user {user.id}")
        return press

    def block(self, user: User) -> None:
        """Block the bot."""
        self._set_blocked(user, blocked=True)

    def unblock(self, user: User) -> None:
        """Unblock the bot."""
        self._set_blocked(user, blocked=False)

    def deactivate(self, user: User) -> None:
        """Delete the person's account."""
        user.deactivated = True
        self.world.journal.note("deactivated", user_id=user.id)

    def _set_blocked(self, user: User, *, blocked: bool) -> None:
        if user.blocked == blocked:
            return
        user.blocked = blocked
        kind = "blocked" if blocked else "unblocked"
        self.world.journal.note(kind, user_id=user.id)
        before, after = Member("member"), Member("kicked")
        old, new = (before, after) if blocked else (after, before)
        self.world.tell_membership(self.chat(user), user, old, new)

    def _writing(self, user: User) -> Chat:
        chat = self.chat(user)
        self._check_present(user, chat)
        user.started = True
        return chat

    def _check_present(self, user: User, chat: Chat) -> None:
        if user.deactivated:
            raise ValueError(f"{user.first_name} has no account any more")
        if chat.private and (user.blocked or chat.user is not user):
            raise ValueError(f"{user.first_name} cannot write in this chat")
        if not chat.private and not chat.members.get(user.id, Member("left")).inside:
            raise ValueError(f"{user.first_name} is not in {chat.title}")

    def _query(self, press: Press, data: str) -> Json:
        return {
            "id": press.query_id,
            "from": user_json(press.user),
            "message": pressed_message_json(press.message),
            "chat_instance": str(abs(press.message.chat.id) * 7919),
            "data": data,
        }

    def _send_media(
        self, user: User, kind: str, name: str, mime_type: str, about: Json
    ) -> Message:
        chat = self._writing(user)
        file = self.world.keep(name, b"sandbox", mime_type)
        ids = {"file_id": file.file_id, "file_unique_id": f"u{file.file_id[-4:]}"}
        message = self.world.post(chat, user, media={kind: ids | about})
        hear(self.world, message)
        return message
