"""What the app says back to the one who pressed, ordered or filled in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from channels.sandbox.slack.blockkit import block_faults, completed
from channels.sandbox.slack.modals import checked_view, close_all, replace, show
from channels.sandbox.slack.model import Json, Message, SlackError, View

if TYPE_CHECKING:
    from channels.sandbox.slack.permits import Response
    from channels.sandbox.slack.workspace import Workspace


def show_answer(space: Workspace, given: Response, answer: Json) -> str:
    """Do what an answer to a press or a command says.

    Args:
        space: The workspace.
        given: Whom and what it answers.
        answer: `text`, `blocks`, `response_type`, `replace_original` …

    Returns:
        The ts of the message that was shown or changed; empty: none.

    Raises:
        SlackError: The answer cannot be shown.
    """
    original = _original(space, given)
    if answer.get("delete_original"):
        _delete(space, given, original)
        return ""
    text, blocks = _content(space, answer)
    if original and answer.get("replace_original"):
        original.text, original.blocks = text, blocks
        space.note_change("updated", space.rooms[given.channel], original)
        return original.ts
    return _post(space, given, text, blocks, answer.get("response_type", ""))


def settle_view(space: Workspace, view: View, answer: Json) -> None:
    """Do what an answer to a submission says; raises `SlackError`."""
    match answer.get("response_action"):
        case None:
            view.open = False
        case "clear":
            close_all(space, view.user)
        case "errors":
            _mark(view, answer.get("errors") or {})
        case "update":
            replace(space, view, checked_view(space, answer.get("view"), "modal"))
        case "push":
            content = checked_view(space, answer.get("view"), "modal")
            show(space, view.user, content, view.root)
        case other:
            raise SlackError("invalid_arguments", response_action=other)


def _original(space: Workspace, given: Response) -> Message | None:
    for message in space.rooms[given.channel].messages:
        if message.ts == given.message_ts:
            return message
    return None


def _content(space: Workspace, answer: Json) -> tuple[str, list[Json]]:
    text, blocks = answer.get("text") or "", answer.get("blocks") or []
    if not text and not blocks:
        raise SlackError("no_text")
    if block_faults(blocks):
        raise SlackError("invalid_blocks")
    return text, completed(blocks, lambda: space.new_id("b"))


def _delete(space: Workspace, given: Response, original: Message | None) -> None:
    if original is not None:
        room = space.rooms[given.channel]
        room.messages.remove(original)
        space.note_change("deleted", room, original)


def _post(
    space: Workspace, given: Response, text: str, blocks: list[Json], how: str
) -> str:
    room, app = space.rooms[given.channel], space.app
    ts = space.new_ts(room)
    message = Message(ts, app.bot_user, text, blocks, bot_id=app.bot_id)
    message.ephemeral_for = "" if how == "in_channel" else given.user
    space.put(room, message)
    return ts


def _mark(view: View, errors: dict[str, str]) -> None:
    inputs = [b["block_id"] for b in view.content["blocks"] if b["type"] == "input"]
    if not errors or set(errors) - set(inputs):
        raise SlackError("invalid_arguments", errors=errors)
    view.errors = errors
