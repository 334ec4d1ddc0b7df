"""The form to write in: a modal, and what comes back with it."""

from __future__ import annotations

import re

from channels.contract import Form
from channels.slack.pieces import Block, plain

FORM = "nps:words"
"""The `callback_id` of the form, and the id of its one input."""

WORDS = 3_000
LABEL = 2_000
PLACEHOLDER = 150
TITLE = 24

_METADATA = re.compile("(0|[1-9][0-9]{0,17}):([A-Z0-9]*)")


def view(form: Form, place: str) -> Block:
    """Lay *form* out as a modal; its words come back with the ask and *place*."""
    words = {
        "type": "plain_text_input",
        "action_id": FORM,
        "multiline": True,
        "max_length": WORDS,
        "focus_on_load": True,
        "placeholder": plain(form.placeholder, PLACEHOLDER),
    }
    return {
        "type": "modal",
        "callback_id": FORM,
        "private_metadata": f"{form.ask}:{place}",
        "title": plain(form.title, TITLE),
        "submit": plain(form.submit, TITLE),
        "close": plain(form.cancel, TITLE),
        "blocks": [
            {
                "type": "input",
                "block_id": FORM,
                "label": plain(form.label, LABEL),
                "element": words,
            }
        ],
    }


def belongs_to(metadata: str) -> tuple[int, str] | None:
    """Read the ask and the place out of a form's metadata.

    >>> belongs_to("41:C0SHARED99"), belongs_to("another app's")
    ((41, 'C0SHARED99'), None)
    """
    ours = _METADATA.fullmatch(metadata)
    return (int(ours[1]), ours[2]) if ours else None
