from __future__ import annotations

from typing import Protocol

import pytest
import telegram as ptb
from telegram.error import BadRequest

from channels.sandbox.telegram import TelegramSandbox, Toast, User

BUTTON = ptb.InlineKeyboardMarkup([[ptb.InlineKeyboardButton("9", callback_data="9")]])


class Clock(Protocol):
    def forward(self, seconds: float) -> None: ...


async def test_an_edit_without_a_keyboard_removes_the_keyboard(
    telegram: TelegramSandbox, bot: ptb.Bot, anna: User
) -> None:
    sent = await bot.send_message(anna.id, "How?", reply_markup=BUTTON)

    edited = await sent.edit_text("Thanks")

    assert isinstance(edited, ptb.Message)
    assert edited.reply_markup is None
    assert edited.edit_date is not None
    assert [m.text for m in telegram.shown(anna)] == ["/start", "Thanks"]
    assert telegram.shown(anna)[-1].buttons == []


async def test_the_keyboard_alone_can_be_removed(
    telegram: TelegramSandbox, bot: ptb.Bot, anna: User
) -> None:
    sent = await bot.send_message(anna.id, "How?", reply_markup=BUTTON)

    await sent.edit_reply_markup()

    assert telegram.shown(anna)[-1].text == "How?"
    assert telegram.shown(anna)[-1].buttons == []


async def test_an_edit_that_changes_nothing_is_refused(
    bot: ptb.Bot, anna: User
) -> None:
    sent = await bot.send_message(
        anna.id, "<b>How?</b>", reply_markup=BUTTON, parse_mode="HTML"
    )

    with pytest.raises(BadRequest) as refused:
        await sent.edit_text("<b>How?</b> ", reply_markup=BUTTON, parse_mode="HTML")

    assert refused.value.message == (
        "Message is not modified: specified new message content and reply markup "
        "are exactly the same as a current content and reply markup of the message"
    )


async def test_only_ones_own_messages_can_be_edited(
    telegram: TelegramSandbox, bot: ptb.Bot, anna: User
) -> None:
    heard = telegram.type(anna, "Hi")

    with pytest.raises(BadRequest, match="Message can't be edited"):
        await bot.edit_message_text("Ho", anna.id, heard.message_id)
    with pytest.raises(BadRequest, match="Message to edit not found"):
        await bot.edit_message_text("Ho", anna.id, 99)


async def test_a_message_is_deleted_for_48_hours(
    telegram: TelegramSandbox, bot: ptb.Bot, anna: User, clock: Clock
) -> None:
    young = await bot.send_message(anna.id, "Hi")
    old = await bot.send_message(anna.id, "Ho")

    await young.delete()
    clock.forward(48 * 3600 + 1)

    assert [m.text for m in telegram.shown(anna)] == ["/start", "Ho"]
    with pytest.raises(BadRequest, match="Message can't be deleted for everyone"):
        await old.delete()
    with pytest.raises(BadRequest, match="Message to delete not found"):
        await young.delete()


async def test_a_press_is_answered_once_with_a_toast(
    telegram: TelegramSandbox, bot: ptb.Bot, anna: User
) -> None:
    sent = await bot.send_message(anna.id, "How?", reply_markup=BUTTON)

    press = telegram.press(anna, telegram.chat(anna), sent.message_id, "9")
    query = (await bot.get_updates())[0].callback_query
    assert query
    await query.answer("Thank you", show_alert=True)

    assert await press == Toast("Thank you", show_alert=True)
    assert (query.data, query.from_user.id) == ("9", anna.id)
    with pytest.raises(BadRequest, match="Query is too old"):
        await query.answer()


async def test_a_press_is_answered_too_late(
    telegram: TelegramSandbox, bot: ptb.Bot, anna: User, clock: Clock
) -> None:
    sent = await bot.send_message(anna.id, "How?", reply_markup=BUTTON)
    press = telegram.press(anna, telegram.chat(anna), sent.message_id, "9")
    clock.forward(150)

    with pytest.raises(BadRequest) as refused:
        await bot.answer_callback_query(press.query_id)

    assert refused.value.message == (
        "Query is too old and response timeout expired or query id is invalid"
    )


async def test_a_button_that_is_gone_can_only_be_forged(
    telegram: TelegramSandbox, bot: ptb.Bot, anna: User
) -> None:
    sent = await bot.send_message(anna.id, "How?", reply_markup=BUTTON)
    await sent.delete()
    chat = telegram.chat(anna)

    with pytest.raises(ValueError, match="no button with '9' is shown there"):
        telegram.press(anna, chat, sent.message_id, "9")
    telegram.press(anna, chat, sent.message_id, "10", forged=True)

    query = (await bot.get_updates())[0].callback_query
    assert query
    assert query.data == "10"
    assert query.message
    assert query.message.date.timestamp() == 0


async def test_pinning_in_a_group_needs_the_right(
    telegram: TelegramSandbox, bot: ptb.Bot, anna: User
) -> None:
    group = telegram.add_group("Team", anna)
    telegram.add_bot(group)
    sent = await bot.send_message(group.id, "NPS 42")

    with pytest.raises(BadRequest) as refused:
        await sent.pin()
    telegram.promote_bot(group, can_pin=True)
    await sent.pin()

    assert refused.value.message == (
        "Not enough rights to manage pinned messages in the chat"
    )
    assert group.pinned == [sent.message_id]
    pinned = (await bot.get_chat(group.id)).pinned_message
    assert pinned
    assert pinned.message_id == sent.message_id
    await sent.unpin()
    assert group.pinned == []


async def test_chats_and_members_are_shown(
    telegram: TelegramSandbox, bot: ptb.Bot, anna: User
) -> None:
    ben = telegram.add_user("Ben")
    group = telegram.add_group("Team", anna, ben)
    telegram.add_bot(group)
    telegram.promote_bot(group)

    admins = await bot.get_chat_administrators(group.id)

    assert [a.status for a in admins] == ["creator", "administrator"]
    assert (await bot.get_chat_member(group.id, ben.id)).status == "member"
    assert (await bot.get_chat_member(anna.id, anna.id)).status == "member"
    assert (await bot.get_chat(group.id)).title == "Team"
    with pytest.raises(BadRequest, match="User not found"):
        await bot.get_chat_member(group.id, 1)
    with pytest.raises(BadRequest, match="There are no administrators in the private"):
        await bot.get_chat_administrators(anna.id)


async def test_commands_differ_by_scope_and_language(bot: ptb.Bot, anna: User) -> None:
    scope = ptb.BotCommandScopeChat(anna.id)
    await bot.set_my_commands([("pause", "Pause"), ("nps", "NPS")])
    await bot.set_my_commands([("pause", "Sæt på pause")], language_code="da")
    await bot.set_my_commands([("stop", "Stop")], scope=scope)
    await bot.delete_my_commands(language_code="da")

    assert [c.command for c in await bot.get_my_commands()] == ["pause", "nps"]
    assert await bot.get_my_commands(language_code="da") == ()
    assert [c.command for c in await bot.get_my_commands(scope)] == ["stop"]


async def test_a_person_is_offered_the_narrowest_commands_in_their_language(
    telegram: TelegramSandbox, bot: ptb.Bot, anna: User
) -> None:
    ben = telegram.add_user("Ben")
    group = telegram.add_group("Team", anna, ben)
    telegram.add_bot(group)
    await bot.set_my_commands([("help", "Help")])
    await bot.set_my_commands([("help", "Hjælp")], language_code="da")
    admins = ptb.BotCommandScopeChatAdministrators(group.id)
    await bot.set_my_commands([("pause", "Pause")], scope=admins)

    offered = [
        telegram.menu(anna),
        telegram.menu(ben),
        telegram.menu(anna, group),
        telegram.menu(ben, group),
    ]

    words = [[command["description"] for command in menu] for menu in offered]
    assert words == [["Hjælp"], ["Help"], ["Pause"], ["Help"]]


@pytest.mark.parametrize(
    ("command", "why"),
    [
        pytest.param(("Pause", "x"), "Bot_command_invalid", id="a capital"),
        pytest.param(("x" * 33, "x"), "Bot_command_invalid", id="33 letters"),
        pytest.param(("x", ""), "Bot_command_description_invalid", id="no words"),
        pytest.param(("x", "y" * 257), "description_invalid", id="257 letters"),
    ],
)
async def test_a_wrong_command_is_refused(
    bot: ptb.Bot, command: tuple[str, str], why: str
) -> None:
    with pytest.raises(BadRequest, match=why):
        await bot.set_my_commands([command])


async def test_too_many_commands_are_refused(bot: ptb.Bot) -> None:
    with pytest.raises(BadRequest, match="Bot_commands_too_much"):
        await bot.set_my_commands([(f"c{n}", "x") for n in range(101)])


async def test_a_photo_has_no_text_to_edit(bot: ptb.Bot, anna: User) -> None:
    sent = await bot.send_document(anna.id, b"x", filename="x.csv", caption="Here")

    with pytest.raises(BadRequest, match="There is no text in the message to edit"):
        await sent.edit_text("There")


async def test_only_an_administrator_deletes_what_others_wrote(
    telegram: TelegramSandbox, bot: ptb.Bot, anna: User
) -> None:
    group = telegram.add_group("Team", anna)
    telegram.add_bot(group)
    said = telegram.say_in_group(anna, group, "/nps")

    with pytest.raises(BadRequest, match="Message can't be deleted"):
        await bot.delete_message(group.id, said.message_id)
    telegram.promote_bot(group, can_delete=True)

    assert await bot.delete_message(group.id, said.message_id)


async def test_a_toast_has_200_characters(
    telegram: TelegramSandbox, bot: ptb.Bot, anna: User
) -> None:
    sent = await bot.send_message(anna.id, "How?", reply_markup=BUTTON)
    press = telegram.press(anna, telegram.chat(anna), sent.message_id, "9")

    with pytest.raises(BadRequest, match="Message_too_long"):
        await bot.answer_callback_query(press.query_id, "x" * 201)

    assert await bot.answer_callback_query(press.query_id, "x" * 200)
