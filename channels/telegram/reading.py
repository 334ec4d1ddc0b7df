"""What an update of Telegram's means, if anything."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from telegram import (
    CallbackQuery,
    ChatMember,
    ChatMemberUpdated,
    MaybeInaccessibleMessage,
    Message,
    Update,
    User,
)
from telegram.constants import ChatType

from channels.contract import (
    SCORES,
    Address,
    Arrived,
    Button,
    Command,
    Heard,
    Left,
    Moved,
    Posted,
    Press,
    Tap,
    Words,
)
from channels.telegram.still import typed

# As much as fits a 64-bit integer: a hostile client sends what it likes.
_DATA = re.compile(r"(?P<ask>[0-9]{1,18}):(?P<sent>[a-z0-9]+)")
_ORDER = re.compile(
    r"/(?P<verb>[a-z0-9_]+)(?:@(?P<bot>\w+))?(?:\s+(?P<rest>.*))?",
    re.DOTALL | re.IGNORECASE | re.ASCII,
)


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads updates as the bot that it belongs to.

    Attributes:
        username: The bot's own, without the @; orders to other bots are not ours.
        verbs: The native commands that mean the same as `/nps <verb>`.
    """

    username: str
    verbs: Collection[str]

    def read(self, update: Update) -> Heard | None:
        """Tell what *update* means; None: nothing to us."""
        if update.callback_query:
            return _pressed(update.callback_query)
        if update.my_chat_member:
            return _standing(update.update_id, update.my_chat_member)
        message = update.message or update.edited_message
        if message is None:
            return None
        return _moved(message) or self._said(update, message)

    def _said(self, update: Update, message: Message) -> Heard | None:
        sender = message.from_user
        if sender is None or sender.is_bot:
            return None
        key = f"telegram:{update.update_id}:{message.chat.id}:{message.message_id}"
        is_edit = update.edited_message is not None
        # Changing an order gives no second one.
        heard = None if is_edit else self._ordered(key, sender, message)
        if heard is None and message.chat.type == ChatType.PRIVATE:
            return _wrote(key, sender, message, is_edit=is_edit)
        return heard

    def _ordered(self, key: str, giver: User, message: Message) -> Heard | None:
        verb, rest = self._order(typed(_readable(message.text)))
        by, language = _address(giver), giver.language_code or ""
        is_private = message.chat.type == ChatType.PRIVATE
        match verb:
            case "start" if is_private:
                return Arrived(key, by, rest, language)
            case "stop" if is_private:
                return Left(key, by, stop=True)
            case "nps":
                return Command(key, by, rest, str(message.chat.id), language)
            case _ if verb in self.verbs:
                text = f"{verb} {rest}".strip()
                return Command(key, by, text, str(message.chat.id), language)
            case _:
                return None

    def _order(self, text: str) -> tuple[str, str]:
        found = _ORDER.fullmatch(text.strip())
        if not found:
            return "", ""
        verb, bot, rest = found.groups(default="")
        is_ours = bot.casefold() in {"", self.username.casefold()}
        return (verb.casefold(), rest) if is_ours else ("", "")


def _pressed(query: CallbackQuery) -> Heard | None:
    found = _DATA.fullmatch(query.data or "")
    if not found or query.message is None:
        return None
    key, by, on = f"telegram:{query.id}", _address(query.from_user), _at(query.message)
    ask, sent = int(found["ask"]), found["sent"]
    if sent in map(str, SCORES):
        return Tap(key, by, ask, int(sent), on)
    if sent in list(Button):
        return Press(key, by, ask, Button(sent), on)
    return None


def _standing(update_id: int, change: ChatMemberUpdated) -> Heard | None:
    if change.chat.type != ChatType.PRIVATE:
        return None
    key, by = f"telegram:{update_id}:{change.chat.id}", _address(change.from_user)
    match change.new_chat_member.status:
        case ChatMember.BANNED:
            return Left(key, by)
        case ChatMember.MEMBER:
            return Arrived(key, by, language=change.from_user.language_code or "")
        case _:
            return None


def _moved(message: Message) -> Moved | None:
    here = message.chat.id
    if message.migrate_to_chat_id:
        old, new = here, message.migrate_to_chat_id
    elif message.migrate_from_chat_id:
        old, new = message.migrate_from_chat_id, here
    else:
        return None
    # Both groups tell of it.
    return Moved(f"telegram:{old}:{new}", _chat(old), _chat(new))


def _wrote(key: str, by: User, message: Message, *, is_edit: bool) -> Words | None:
    text = _readable(message.text or message.caption)
    # Neither a service message nor, say, a live location that moves on.
    if not text and (is_edit or not message.effective_attachment):
        return None
    replied = message.reply_to_message
    return Words(
        key,
        _address(by),
        text,
        on=_at(message),
        reply_to=_at(replied) if replied else None,
        edited=is_edit,
    )


def _readable(text: str | None) -> str:
    # Half a pair of surrogates can be neither kept nor sent.
    return (text or "").encode(errors="replace").decode()


def _address(user: User) -> Address:
    return _chat(user.id)


def _chat(chat_id: int) -> Address:
    return Address("telegram", str(chat_id))


def _at(message: MaybeInaccessibleMessage) -> Posted:
    return Posted(str(message.chat.id), str(message.message_id))
