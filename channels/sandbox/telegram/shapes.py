"""Users, chats and messages as the Bot API shows them."""

from __future__ import annotations

from channels.sandbox.telegram.records import Chat, Json, Member, Message, User

RIGHTS = (
    "can_manage_chat",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
)


def user_json(user: User) -> Json:
    """Show a `User`; what is not known is left out."""
    shown: Json = {
        "id": user.id,
        "is_bot": user.is_bot,
        "first_name": user.first_name,
    }
    optional = {"username": user.username, "language_code": user.language_code}
    return shown | {key: value for key, value in optional.items() if value}


def chat_json(chat: Chat) -> Json:
    """Show a `Chat`."""
    shown: Json = {"id": chat.id, "type": chat.kind.value}
    if chat.user is None:
        return shown | {"title": chat.title}
    shown["first_name"] = chat.user.first_name
    return shown | ({"username": chat.user.username} if chat.user.username else {})


def full_chat_json(chat: Chat) -> Json:
    """Show the `ChatFullInfo` of `getChat`."""
    gifts = dict.fromkeys(
        (
            "unlimited_gifts",
            "limited_gifts",
            "unique_gifts",
            "premium_subscription",
            "gifts_from_channels",
        ),
        False,
    )
    shown = chat_json(chat) | {
        "accent_color_id": abs(chat.id) % 7,
        "max_reaction_count": 11,
        "accepted_gift_types": gifts,
    }
    pinned = [m for m in map(chat.find, chat.pinned) if m is not None]
    return shown | ({"pinned_message": message_json(pinned[-1])} if pinned else {})


def message_json(message: Message, *, nested: bool = False) -> Json:
    """Show a `Message`; one inside another does not show what it answered itself."""
    shown: Json = {
        "message_id": message.message_id,
        "from": user_json(message.sender),
        "chat": chat_json(message.chat),
        "date": message.date,
    }
    if message.edit_date:
        shown["edit_date"] = message.edit_date
    if message.reply_to is not None and not nested:
        shown["reply_to_message"] = message_json(message.reply_to, nested=True)
    shown |= message.media | message.service
    shown |= _words(message)
    if message.keyboard:
        shown["reply_markup"] = {"inline_keyboard": message.keyboard}
    return shown


def _words(message: Message) -> Json:
    if not message.text:
        return {}
    names = ("caption", "caption_entities") if message.media else ("text", "entities")
    shown: Json = {names[0]: message.text}
    return shown | ({names[1]: message.entities} if message.entities else {})


def pressed_message_json(message: Message) -> Json:
    """Show the message of a press: only where it was, when it is gone."""
    if not message.deleted:
        return message_json(message)
    chat = chat_json(message.chat)
    return {"chat": chat, "message_id": message.message_id, "date": 0}


def member_json(user: User, member: Member) -> Json:
    """Show a `ChatMember`."""
    shown: Json = {"user": user_json(user), "status": member.status}
    if member.status == "creator":
        shown["is_anonymous"] = False
    elif member.status == "administrator":
        shown |= dict.fromkeys(RIGHTS, False)
        shown |= {"can_be_edited": False, "is_anonymous": False}
        shown["can_manage_chat"] = True
        shown["can_pin_messages"] = member.can_pin
        shown["can_delete_messages"] = member.can_delete
    elif member.status == "kicked":
        shown["until_date"] = 0
    return shown
