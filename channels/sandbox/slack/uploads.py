"""The methods `files.*`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from channels.sandbox.slack.call import bad_arguments
from channels.sandbox.slack.events import posted
from channels.sandbox.slack.model import File, Json, Message, SlackError
from channels.sandbox.slack.pages import file_json
from channels.sandbox.slack.rooms import room_to_post

if TYPE_CHECKING:
    from channels.sandbox.slack.call import Call
    from channels.sandbox.slack.workspace import Workspace


def upload_url(call: Call) -> Json:
    """`files.getUploadURLExternal`."""
    name, length = call.need("filename"), call.number("length", 0)
    if length <= 0:
        raise bad_arguments("must be more than 0: length")
    file = File(call.space.new_id("F"), name, length, call.space.app.bot_user)
    call.space.files[file.id] = file
    return {"upload_url": f"{call.address}/upload/{file.id}", "file_id": file.id}


def receive(space: Workspace, file_id: str, content: bytes) -> str:
    """Take the bytes of a file in; answers with what Slack says.

    Raises:
        SlackError: No such file is awaited, or its length is another one.
    """
    file = space.files.get(file_id)
    if file is None or file.content is not None:
        raise SlackError("file_not_found")
    if len(content) != file.length:
        raise SlackError("file_size_mismatch")
    file.content = content
    return f"OK - {len(content)}"


def complete(call: Call) -> Json:
    """`files.completeUploadExternal`: without it the upload is lost."""
    files = [_finished(call, item) for item in call.data("files") or []]
    if not files:
        raise bad_arguments("missing required field: files")
    channels = call.text("channels") or call.text("channel_id")
    for channel in filter(None, channels.split(",")):
        _share(call, channel, files)
    for file in files:
        file.complete = True
    return {"files": [file_json(file) for file in files]}


def _finished(call: Call, item: Json) -> File:
    file = call.space.files.get(item.get("id", ""))
    if file is None or file.content is None or file.complete:
        raise SlackError("file_not_found")
    file.title = item.get("title") or file.name
    return file


def _share(call: Call, channel: str, files: list[File]) -> None:
    app = call.space.app
    room = room_to_post(call.space, channel)
    ts, text = call.space.new_ts(room), call.text("initial_comment")
    message = Message(ts, app.bot_user, text, bot_id=app.bot_id, files=list(files))
    message.thread_ts = call.text("thread_ts")
    call.space.put(room, message)
    call.tell(posted(call.space, room, message))
