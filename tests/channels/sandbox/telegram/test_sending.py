from __future__ import annotations

import json
from datetime import timedelta
from typing import Protocol

import aiohttp
import pytest
import telegram as ptb
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, RetryAfter

from channels.sandbox.telegram import TelegramSandbox, User


class Clock(Protocol):
    def forward(self, seconds: float) -> None: ...


DATA = pytest.mark.parametrize(
    ("data", "good"),
    [
        pytest.param("x", True, id="one byte"),
        pytest.param("x" * 64, True, id="64 bytes"),
        pytest.param("ø" * 33, False, id="33 letters of two bytes"),
        pytest.param("x" * 65, False, id="65 bytes"),
    ],
)


def keyboard(*rows: list[str]) -> ptb.InlineKeyboardMarkup:
    return ptb.InlineKeyboardMarkup(
        [[ptb.InlineKeyboardButton(d, callback_data=d) for d in row] for row in rows]
    )


async def test_the_bot_knows_itself(telegram: TelegramSandbox, bot: ptb.Bot) -> None:
    me = await bot.get_me()

    assert me.username == telegram.bot_username
    assert me.can_read_all_group_messages is False


async def test_a_wrong_token_is_unauthorised(telegram: TelegramSandbox) -> None:
    stranger = ptb.Bot("7000001:other", base_url=telegram.url)

    with pytest.raises(InvalidToken):
        await stranger.initialize()

    await stranger.shutdown()


async def test_a_message_reaches_the_screen_as_text_with_entities(
    telegram: TelegramSandbox, bot: ptb.Bot, anna: User
) -> None:
    sent = await bot.send_message(
        anna.id,
        ' <b>Hej</b> 👍 <a href="https://example.com/?a=1&amp;b=2">her</a> &lt;3 ',
        parse_mode="HTML",
        reply_markup=keyboard(["0", "1"]),
    )

    shown = telegram.shown(anna)[-1]
    assert shown.text == sent.text == "Hej 👍 her <3"
    assert sent.parse_entities() == {
        ptb.MessageEntity("bold", 0, 3): "Hej",
        ptb.MessageEntity("text_link", 7, 3, "https://example.com/?a=1&b=2"): "her",
    }
    assert [b["callback_data"] for b in shown.buttons] == ["0", "1"]
    assert sent.reply_markup == keyboard(["0", "1"])


@pytest.mark.parametrize(
    ("text", "why"),
    [
        pytest.param("", "Message text is empty", id="nothing"),
        pytest.param("<b> </b>", "Message text is empty", id="only space"),
        pytest.param("x" * 4097, "Message is too long", id="4097 characters"),
        pytest.param(
            "ø <p>x</p>",
            'Can\'t parse entities: unsupported start tag "p" at byte offset 3',
            id="an unknown tag",
        ),
        pytest.param(
            "<b>x",
            "Can't parse entities: can't find end tag corresponding to start tag \"b\"",
            id="a tag left open",
        ),
        pytest.param(
            "<b><i>x</b></i>",
            "Can't parse entities: unmatched end tag at byte offset 7, "
            'expected "</i>", found "</b>"',
            id="crossed tags",
        ),
        pytest.param(
            "x</b>",
            "Can't parse entities: unexpected end tag at byte offset 1",
            id="an end without a start",
        ),
        pytest.param(
            "Tom <3",
            "Can't parse entities: unclosed start tag at byte offset 4",
            id="a bare angle",
        ),
    ],
)
async def test_a_text_that_cannot_be_sent_is_refused(
    bot: ptb.Bot, anna: User, text: str, why: str
) -> None:
    with pytest.raises(BadRequest) as refused:
        await bot.send_message(anna.id, text, parse_mode="HTML")

    assert refused.value.message.lower() == why.lower()


async def test_4096_characters_count_after_the_tags(bot: ptb.Bot, anna: User) -> None:
    text = "<b>" + "x" * 4096 + "</b>"

    assert (await bot.send_message(anna.id, text, parse_mode="HTML")).text


@DATA
async def test_callback_data_has_1_to_64_bytes(
    bot: ptb.Bot, anna: User, data: str, *, good: bool
) -> None:
    sending = bot.send_message(anna.id, "How?", reply_markup=keyboard([data]))
    if good:
        assert (await sending).text == "How?"
    else:
        with pytest.raises(BadRequest, match="data_invalid"):
            await sending


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param([["x"] * 9], id="nine in a row"),
        pytest.param([["x"] * 8] * 13, id="104 in all"),
    ],
)
async def test_too_many_buttons_are_refused(
    bot: ptb.Bot, anna: User, rows: list[list[str]]
) -> None:
    with pytest.raises(BadRequest, match="markup is too long"):
        await bot.send_message(anna.id, "How?", reply_markup=keyboard(*rows))


async def test_a_stranger_is_not_found(telegram: TelegramSandbox, bot: ptb.Bot) -> None:
    ben = telegram.add_user("Ben")

    for chat_id in (ben.id, 123, -456):
        with pytest.raises(BadRequest, match="Chat not found"):
            await bot.send_message(chat_id, "Hi")


async def test_a_bot_cannot_begin_a_conversation(
    telegram: TelegramSandbox, bot: ptb.Bot
) -> None:
    ben = telegram.add_user("Ben")
    telegram.add_bot(telegram.add_group("Team", ben))

    with pytest.raises(Forbidden, match="bot can't initiate conversation with a user"):
        await bot.send_message(ben.id, "Hi")


async def test_who_blocks_or_leaves_is_not_reached(
    telegram: TelegramSandbox, bot: ptb.Bot, anna: User
) -> None:
    telegram.block(anna)
    with pytest.raises(Forbidden, match="Forbidden: bot was blocked by the user"):
        await bot.send_message(anna.id, "Hi")

    telegram.unblock(anna)
    telegram.deactivate(anna)
    with pytest.raises(Forbidden, match="Forbidden: user is deactivated"):
        await bot.send_message(anna.id, "Hi")


async def test_a_group_that_threw_the_bot_out_is_closed_to_it(
    telegram: TelegramSandbox, bot: ptb.Bot, anna: User
) -> None:
    group = telegram.add_group("Team", anna)
    telegram.add_bot(group)
    telegram.kick_bot(group)

    with pytest.raises(Forbidden, match="bot was kicked from the group chat"):
        await bot.send_message(group.id, "Hi")


async def test_a_group_that_became_a_supergroup_says_where_it_is(
    telegram: TelegramSandbox, bot: ptb.Bot, anna: User
) -> None:
    group = telegram.add_group("Team", anna)
    telegram.add_bot(group)
    new = telegram.migrate(group)

    with pytest.raises(ChatMigrated) as moved:
        await bot.send_message(group.id, "Hi")

    assert moved.value.new_chat_id == new.id
    assert (await bot.send_message(new.id, "Hi")).chat.type == "supergroup"


async def test_replies_point_at_what_they_answer(
    telegram: TelegramSandbox, bot: ptb.Bot, anna: User
) -> None:
    asked = telegram.type(anna, "?")
    sent = await bot.send_message(anna.id, "!", reply_to_message_id=asked.message_id)

    assert sent.reply_to_message
    assert sent.reply_to_message.text == "?"
    with pytest.raises(BadRequest, match="Message to be replied not found"):
        await bot.send_message(anna.id, "!", reply_to_message_id=99)


async def test_a_file_is_kept_and_may_be_sent_again(
    telegram: TelegramSandbox, bot: ptb.Bot, anna: User
) -> None:
    sent = await bot.send_document(
        anna.id, b"a,b\n1,2\n", filename="answers.csv", caption="Here"
    )
    assert sent.document
    again = await bot.send_document(anna.id, sent.document.file_id)

    assert sent.caption == "Here"
    assert sent.document.file_name == "answers.csv"
    assert telegram.world.files[sent.document.file_id].content == b"a,b\n1,2\n"
    assert again.document == sent.document


async def test_what_is_no_file_is_refused(bot: ptb.Bot, anna: User) -> None:
    with pytest.raises(BadRequest, match="Wrong file identifier"):
        await bot.send_document(anna.id, "unknown")
    with pytest.raises(BadRequest, match="File must be non-empty"):
        await bot.send_document(anna.id, b"", filename="x.csv")
    with pytest.raises(BadRequest, match="Message caption is too long"):
        await bot.send_document(anna.id, b"x", filename="x.csv", caption="x" * 1025)


def png(width: int, height: int) -> bytes:
    sides = width.to_bytes(4) + height.to_bytes(4)
    return b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + sides


def jpeg(width: int, height: int) -> bytes:
    sides = height.to_bytes(2) + width.to_bytes(2)
    return b"\xff\xd8\xff\xe0\x00\x04xx\xff\xc0\x00\x11\x08" + sides + bytes(9)


@pytest.mark.parametrize("picture", [png(800, 300), jpeg(800, 300)])
async def test_a_photo_is_measured(bot: ptb.Bot, anna: User, picture: bytes) -> None:
    sent = await bot.send_photo(
        anna.id, picture, caption="<i>Trend</i>", parse_mode="HTML"
    )

    assert (sent.photo[-1].width, sent.photo[-1].height) == (800, 300)
    assert sent.caption == "Trend"


@pytest.mark.parametrize(
    ("picture", "why"),
    [
        pytest.param(png(9000, 1001), "Photo_invalid_dimensions", id="too large"),
        pytest.param(png(2100, 100), "Photo_invalid_dimensions", id="too thin"),
        pytest.param(b"GIF89a", "Image_process_failed", id="no picture"),
    ],
)
async def test_what_is_no_photo_is_refused(
    bot: ptb.Bot, anna: User, picture: bytes, why: str
) -> None:
    with pytest.raises(BadRequest, match=why):
        await bot.send_photo(anna.id, picture)


async def test_one_chat_takes_a_short_burst_and_then_one_a_second(
    telegram: TelegramSandbox, bot: ptb.Bot, anna: User, clock: Clock
) -> None:
    for _ in range(3):
        await bot.send_message(anna.id, "Hi")

    with pytest.raises(RetryAfter) as early:
        await bot.send_message(anna.id, "Hi")
    clock.forward(3)
    assert (await bot.send_message(anna.id, "Hi")).text

    assert early.value.retry_after == timedelta(seconds=3)
    refused = telegram.journal.of("call")[-2].what
    assert refused["description"] == "Too Many Requests: retry after 3"


async def test_a_group_takes_twenty_a_minute(
    telegram: TelegramSandbox, bot: ptb.Bot, anna: User, clock: Clock
) -> None:
    group = telegram.add_group("Team", anna)
    telegram.add_bot(group)
    for _ in range(20):
        await bot.send_message(group.id, "Hi")
        clock.forward(1)

    with pytest.raises(RetryAfter) as early:
        await bot.send_message(group.id, "Hi")

    assert early.value.retry_after == timedelta(seconds=40)


async def test_all_chats_together_take_thirty_a_second(
    telegram: TelegramSandbox, bot: ptb.Bot, clock: Clock
) -> None:
    users = [telegram.add_user(f"User {n}") for n in range(31)]
    for user in users:
        telegram.start(user)
    for user in users[:30]:
        await bot.send_message(user.id, "Hi")

    with pytest.raises(RetryAfter):
        await bot.send_message(users[30].id, "Hi")
    clock.forward(1)

    assert (await bot.send_message(users[30].id, "Hi")).text


async def test_json_forms_and_query_strings_are_the_same(
    telegram: TelegramSandbox, anna: User
) -> None:
    address = f"{telegram.url}{telegram.token}/sendMessage"
    markup = {"inline_keyboard": [[{"text": "9", "callback_data": "9"}]]}
    said = {"chat_id": str(anna.id), "text": "Hi", "reply_markup": json.dumps(markup)}
    async with aiohttp.ClientSession() as http:
        calls = [
            http.post(address, json=said | {"reply_markup": markup}),
            http.post(address, data=said),
            http.get(address, params=said),
        ]
        answers = [await (await call).json() for call in calls]

    assert [answer["result"]["reply_markup"] for answer in answers] == [markup] * 3


async def test_an_unknown_method_is_not_found(telegram: TelegramSandbox) -> None:
    address = f"{telegram.url}{telegram.token}/sendPigeon"
    async with aiohttp.ClientSession() as http, http.post(address) as answer:
        assert await answer.json() == {
            "ok": False,
            "error_code": 404,
            "description": "Not Found: method not found",
        }
