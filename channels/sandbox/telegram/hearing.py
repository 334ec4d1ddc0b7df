"""What of a conversation the bot gets to hear."""

from __future__ import annotations

import re

from channels.sandbox.telegram.records import Message
from channels.sandbox.telegram.shapes import message_json
from channels.sandbox.telegram.world import World

COMMAND = re.compile(r"/[A-Za-z0-9_]+(?:@(\w+))?(?:\s|$)")


def hear(world: World, message: Message, kind: str = "message") -> None:
    """Queue a message for the bot, if it may hear it."""
    if audible(world, message):
        body = message_json(message)
        world.updates.put(kind, body, f"chat {message.chat.id}")


def audible(world: World, message: Message) -> bool:
    """Say whether the bot hears a message, under privacy mode in groups."""
    chat, bot = message.chat, world.bot
    if chat.private:
        return True
    here = chat.members.get(bot.id)
    if here is None or not here.inside:
        return False
    everything = not world.privacy or here.status == "administrator"
    answered = message.reply_to is not None and message.reply_to.sender is bot
    return everything or answered or bool(message.service) or _meant(world, message)


def _meant(world: World, message: Message) -> bool:
    command = COMMAND.match(message.text)
    if command is None:
        return False
    return command[1] is None or command[1].lower() == world.bot.username.lower()
