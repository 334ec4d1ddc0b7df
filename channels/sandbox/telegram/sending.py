"""`sendMessage`, `sendPhoto`, `sendDocument`."""

from __future__ import annotations

from channels.sandbox.telegram.call import Call, Upload
from channels.sandbox.telegram.keyboards import reply_markup
from channels.sandbox.telegram.markup import parse_html, trim
from channels.sandbox.telegram.pictures import check_photo
from channels.sandbox.telegram.reach import answered_message, open_chat
from channels.sandbox.telegram.records import File, Json
from channels.sandbox.telegram.refusals import bad_request
from channels.sandbox.telegram.shapes import message_json
from channels.sandbox.telegram.world import Content, World

TEXT, CAPTION = 4096, 1024
DOCUMENT_BYTES = 50 * 1024 * 1024


def written(call: Call, name: str) -> tuple[str, list[Json]]:
    """Read the formatted text of a call.

    Raises:
        Refusal: The formatting is wrong.
    """
    text = call.text(name)
    entities_name = "caption_entities" if name == "caption" else "entities"
    match call.text("parse_mode").lower():
        case "":
            return trim(text, _given_entities(call, entities_name))
        case "html":
            return trim(*parse_html(text))
        case _:
            raise bad_request("unsupported parse_mode")


def _given_entities(call: Call, name: str) -> list[Json]:
    entities = call.array(name)
    for entity in entities:
        numbers = entity.get("offset"), entity.get("length")
        if not all(isinstance(number, int) for number in numbers):
            raise bad_request("can't parse MessageEntity: Field must be of type Number")
    return entities


def checked_text(call: Call) -> tuple[str, list[Json]]:
    """Read the text of a message, which must be there and not too long.

    Raises:
        Refusal: It is not.
    """
    text, entities = written(call, "text")
    if not text:
        raise bad_request("message text is empty")
    if len(text) > TEXT:
        raise bad_request("message is too long")
    return text, entities


def send_message(world: World, call: Call) -> Json:
    """Send a text."""
    text, entities = checked_text(call)
    return _send(world, call, {"text": text, "entities": entities})


def send_photo(world: World, call: Call) -> Json:
    """Send a picture: a new one, or one sent before by its `file_id`."""
    upload = call.file("photo")
    width, height = check_photo(upload.content) if upload else (640, 480)
    file = _file(world, call, "photo", upload)
    size = _file_json(file) | {"width": width, "height": height}
    return _send(world, call, _captioned(call, {"photo": [size]}))


def send_document(world: World, call: Call) -> Json:
    """Send a file: a new one, or one sent before by its `file_id`."""
    upload = call.file("document")
    if upload and len(upload.content) > DOCUMENT_BYTES:
        raise bad_request("file is too big")
    file = _file(world, call, "document", upload)
    about = {"file_name": file.name, "mime_type": file.mime_type}
    return _send(world, call, _captioned(call, {"document": _file_json(file) | about}))


def _captioned(call: Call, media: Json) -> Content:
    text, entities = written(call, "caption")
    if len(text) > CAPTION:
        raise bad_request("message caption is too long")
    return {"text": text, "entities": entities, "media": media}


def _send(world: World, call: Call, content: Content) -> Json:
    chat = open_chat(world, call)
    content["reply_markup"] = reply_markup(call, chat)
    content["reply_to"] = answered_message(chat, call)
    world.pace.spend(chat)
    return message_json(world.post(chat, world.bot, **content))


def _file(world: World, call: Call, name: str, upload: Upload | None) -> File:
    if upload is None:
        file_id = call.text(name)
        if not file_id:
            raise bad_request(f"there is no {name} in the request")
        if file_id not in world.files:
            raise bad_request("wrong file identifier/HTTP URL specified")
        return world.files[file_id]
    if not upload.content:
        raise bad_request("file must be non-empty")
    return world.keep(upload.name, upload.content, upload.mime_type)


def _file_json(file: File) -> Json:
    unique = file.file_id.removeprefix("sandbox-")
    size = len(file.content)
    return {"file_id": file.file_id, "file_unique_id": unique, "file_size": size}
