from __future__ import annotations

import pytest
import telegram as ptb

from channels.sandbox.telegram import TelegramSandbox, User


async def heard(bot: ptb.Bot) -> list[str | None]:
    found = await bot.get_updates()
    return [u.message.text for u in found if u.message and u.message.text]


async def test_a_deep_link_arrives_as_a_start_with_its_payload(
    telegram: TelegramSandbox, bot: ptb.Bot
) -> None:
    ben = telegram.add_user("Ben", language_code="nb", username="ben")
    telegram.start(ben, "abc_DEF-123")

    [update] = await bot.get_updates()

    assert update.message
    assert update.message.text == "/start abc_DEF-123"
    assert update.message.parse_entities(["bot_command"])
    user = update.message.from_user
    assert user
    assert (user.id, user.first_name, user.language_code) == (ben.id, "Ben", "nb")
    assert update.message.chat.type == "private"


@pytest.mark.parametrize("payload", ["å", "a b", "x" * 65])
def test_a_payload_has_64_plain_characters(
    telegram: TelegramSandbox, anna: User, payload: str
) -> None:
    with pytest.raises(ValueError, match="a start payload is 0 to 64"):
        telegram.start(anna, payload)


async def test_blocking_and_starting_again_are_told(
    telegram: TelegramSandbox, bot: ptb.Bot, anna: User
) -> None:
    telegram.block(anna)
    with pytest.raises(ValueError, match="Anna cannot write in this chat"):
        telegram.type(anna, "Hi")
    telegram.start(anna)

    blocked, unblocked, start = await bot.get_updates()

    assert blocked.my_chat_member
    assert blocked.my_chat_member.new_chat_member.status == "kicked"
    assert unblocked.my_chat_member
    assert unblocked.my_chat_member.new_chat_member.status == "member"
    assert start.message
    assert start.message.text == "/start"


async def test_what_was_written_can_be_changed(
    telegram: TelegramSandbox, bot: ptb.Bot, anna: User
) -> None:
    message = telegram.type(anna, "Godo")
    telegram.edit(anna, message, "Good")

    _, update = await bot.get_updates()

    assert update.edited_message
    assert update.edited_message.text == "Good"
    assert update.edited_message.message_id == message.message_id
    assert update.edited_message.edit_date


async def test_stickers_and_voices_have_no_text(
    telegram: TelegramSandbox, bot: ptb.Bot, anna: User
) -> None:
    telegram.send_sticker(anna, "😀")
    telegram.send_voice(anna, 5)

    sticker, voice = await bot.get_updates()

    assert sticker.message
    assert sticker.message.sticker
    assert sticker.message.sticker.emoji == "😀"
    assert sticker.message.text is None
    assert voice.message
    assert voice.message.voice
    assert voice.message.voice.duration


async def test_privacy_mode_lets_commands_and_replies_through(
    telegram: TelegramSandbox, bot: ptb.Bot, anna: User
) -> None:
    group = telegram.add_group("Team", anna)
    telegram.add_bot(group)
    sent = await bot.send_message(group.id, "NPS 42")
    ours = telegram.say_in_group(anna, group, "/nps")
    telegram.say_in_group(anna, group, "good morning")
    telegram.say_in_group(anna, group, f"/pause@{telegram.bot_username} now")
    telegram.say_in_group(anna, group, "/pause@other_bot now")
    said = group.messages[sent.message_id]
    telegram.say_in_group(anna, group, "why?", reply_to=said)
    telegram.say_in_group(anna, group, "what?", reply_to=ours)

    expected = ["/nps", f"/pause@{telegram.bot_username} now", "why?"]
    assert await heard(bot) == expected


async def test_an_administrator_hears_everything(
    telegram: TelegramSandbox, bot: ptb.Bot, anna: User
) -> None:
    group = telegram.add_group("Team", anna, supergroup=True)
    telegram.add_bot(group)
    telegram.promote_bot(group)
    telegram.say_in_group(anna, group, "good morning")

    assert await heard(bot) == ["good morning"]
    assert group.id < -1_000_000_000_000


async def test_joining_and_migrating_are_service_messages(
    telegram: TelegramSandbox, bot: ptb.Bot, anna: User
) -> None:
    group = telegram.add_group("Team", anna)
    telegram.add_bot(group)
    telegram.join(group, telegram.add_user("Ben"))
    new = telegram.migrate(group)

    added, us, ben, away, here = await bot.get_updates()

    assert added.my_chat_member
    assert added.my_chat_member.new_chat_member.status == "member"
    assert us.message
    assert us.message.new_chat_members[0].is_bot
    assert ben.message
    assert ben.message.new_chat_members[0].first_name == "Ben"
    assert away.message
    assert away.message.migrate_to_chat_id == new.id
    assert here.message
    assert here.message.migrate_from_chat_id == group.id
    with pytest.raises(ValueError, match="Team has become a supergroup"):
        telegram.say_in_group(anna, group, "Hi")


async def test_any_member_can_press_but_no_outsider(
    telegram: TelegramSandbox, bot: ptb.Bot, anna: User
) -> None:
    ben, eve = telegram.add_user("Ben"), telegram.add_user("Eve")
    group = telegram.add_group("Team", anna, ben)
    telegram.add_bot(group)
    telegram.world.updates.clear()
    button = ptb.InlineKeyboardButton("Take it", callback_data="take")
    markup = ptb.InlineKeyboardMarkup.from_button(button)
    sent = await bot.send_message(group.id, "A case", reply_markup=markup)

    telegram.press(ben, group, sent.message_id, "take")
    with pytest.raises(ValueError, match="Eve is not in Team"):
        telegram.press(eve, group, sent.message_id, "take")

    [update] = await bot.get_updates()
    assert update.callback_query
    assert update.callback_query.from_user.id == ben.id


async def test_the_journal_tells_the_story(
    telegram: TelegramSandbox, bot: ptb.Bot, anna: User
) -> None:
    start = len(telegram.journal.entries)
    await bot.send_message(anna.id, "How?")
    telegram.type(anna, "Fine")

    story = [(e.kind, e.what.get("text")) for e in telegram.journal.of(after=start)]

    assert story == [("sent", "How?"), ("call", None), ("heard", "Fine")]


async def test_the_commands_of_a_private_chat_do_not_reach_a_group(
    telegram: TelegramSandbox, bot: ptb.Bot, anna: User
) -> None:
    group = telegram.add_group("Team", anna)
    private = ptb.BotCommandScopeAllPrivateChats()
    await bot.set_my_commands([("stop", "Stop")], scope=private)

    assert [c["command"] for c in telegram.menu(anna)] == ["stop"]
    assert telegram.menu(anna, group) == []


def test_what_no_client_offers_cannot_be_done(
    telegram: TelegramSandbox, anna: User
) -> None:
    message = telegram.type(anna, "Hi")
    ben = telegram.add_user("Ben")
    with pytest.raises(ValueError, match="one edits one's own messages only"):
        telegram.edit(ben, message, "Ho")
    with pytest.raises(ValueError, match="Team cannot become a supergroup"):
        telegram.migrate(telegram.add_group("Team", anna, supergroup=True))
    telegram.deactivate(anna)
    with pytest.raises(ValueError, match="Anna has no account any more"):
        telegram.start(anna)


def test_a_bot_that_was_thrown_out_hears_nothing(
    telegram: TelegramSandbox, anna: User
) -> None:
    group = telegram.add_group("Team", anna)
    telegram.add_bot(group)
    telegram.kick_bot(group)
    telegram.world.updates.clear()
    telegram.say_in_group(anna, group, "/nps")

    assert telegram.world.updates.waiting() == []
