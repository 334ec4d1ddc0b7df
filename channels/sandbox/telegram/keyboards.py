"""What a `reply_markup` may be.

| limit | number |
|---|---|
| `callback_data` | 1-64 bytes of UTF-8 |
| inline buttons | 8 in a row, 100 in all |
| placeholder of a ForceReply | 64 characters |
"""

from __future__ import annotations

from channels.sandbox.telegram.call import Call
from channels.sandbox.telegram.records import Chat, Json
from channels.sandbox.telegram.refusals import bad_request

KINDS = ("callback_data", "url", "web_app", "login_url", "copy_text", "pay")
OTHER_MARKUPS = ("keyboard", "force_reply", "remove_keyboard")
ROW, WHOLE, DATA_BYTES, PLACEHOLDER = 8, 100, 64, 64


def reply_markup(call: Call, chat: Chat) -> Json:
    """Read the markup of a call; empty when there is none.

    Raises:
        Refusal: A button or the whole is not as it must be.
    """
    markup = call.mapping("reply_markup")
    if "inline_keyboard" in markup:
        return _inline(markup["inline_keyboard"], chat)
    if not any(name in markup for name in OTHER_MARKUPS) and markup:
        raise bad_request("can't parse reply keyboard markup JSON object")
    if len(str(markup.get("input_field_placeholder", ""))) > PLACEHOLDER:
        raise bad_request("input field placeholder is too long")
    return markup


def _inline(rows: object, chat: Chat) -> Json:
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request('field "inline_keyboard" must be an Array of Arrays')
    for button in (button for row in rows for button in row):
        _check(button, chat)
    if any(len(row) > ROW for row in rows) or sum(map(len, rows)) > WHOLE:
        raise bad_request("reply markup is too long")
    return {"inline_keyboard": [row for row in rows if row]} if any(rows) else {}


def _check(button: object, chat: Chat) -> None:
    start = "can't parse inline keyboard button:"
    if not isinstance(button, dict):
        raise bad_request(f"{start} InlineKeyboardButton must be an Object")
    if not isinstance(button.get("text"), str):
        raise bad_request(f'{start} Can\'t find field "text"')
    kinds = [kind for kind in KINDS if kind in button]
    if not kinds:
        raise bad_request(f"{start} Text buttons are unallowed in the inline keyboard")
    if not button["text"].strip():
        raise bad_request("BUTTON_TEXT_INVALID")
    match kinds[0]:
        case "callback_data":
            _check_data(button["callback_data"])
        case "url" if not str(button["url"]).startswith(("http", "tg:")):
            raise bad_request("BUTTON_URL_INVALID")
        case "web_app" if not chat.private:
            raise bad_request("BUTTON_TYPE_INVALID")


def _check_data(data: object) -> None:
    if not isinstance(data, str) or not 1 <= len(data.encode()) <= DATA_BYTES:
        raise bad_request("BUTTON_DATA_INVALID")
