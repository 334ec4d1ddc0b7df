"""How each message looks in Slack: its full reading and its Block Kit layout.

    Question ┌ who is meant, where several people read along
             │ greeting and question
             │ [0][1][2][3][4][5][6][7][8][9][10]
             │ 0 – what it means    10 – what it means
             │ [later] [never]
             └ small print

Words always stand in `plain_text` objects, in which Slack reads no markup and no
mention. The reading is what notifications show and screen readers speak, so all
of a question is in it, with the choices. Blocks get no `block_id`: Slack makes a
new one for every rendering.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from channels.contract import (
    SCORES,
    Address,
    Alert,
    Button,
    FollowUp,
    Message,
    Note,
    Question,
    Summary,
    Voice,
)
from channels.slack.escape import escape, escape_within, mention, shorten
from channels.slack.pieces import (
    BUTTON,
    HEADER,
    READING,
    SECTION,
    Block,
    button,
    context,
    header,
    marked,
    plain,
    section,
    sections,
    small_print,
)

Layout = tuple[str, list[Block]]
"""The reading, escaped, and the blocks."""

FIELD = 2_000
FIELDS_A_SECTION = 10
FACTS = 20
VOICES = 20
VOICE = 400
END = 100


def layout(message: Message, meant: str = "") -> Layout:
    """Lay *message* out, naming the user *meant* where others read along."""
    body, tail, blocks = _parts(message)
    if name := mention(meant):
        blocks.insert(0, marked(name))
    return _reading(name, body, tail), blocks


# Messages ---------------------------------------------------------------------


def _parts(message: Message) -> tuple[str, str, list[Block]]:
    """What is read, what must be read to the end (as markup), and the blocks."""
    match message:
        case Question():
            return message.text, _choices(message), _question(message)
        case FollowUp():
            said = escape(_words_on(message.buttons))
            return message.text, said, _follow_up(message)
        case Alert():
            return _told(message), _contact(message), _alert(message)
        case Summary():
            return _written(message), "", _summary(message)
        case Note(text=text):
            return text, "", sections(text)


def _question(it: Question) -> list[Block]:
    # No colours on the numbers: a green 10 would be asking for it.
    ends = _ends(it)
    row = [
        button(f"nps:{it.ask}:{score}", str(score), ends.get(score, ""))
        for score in SCORES
    ]
    return [
        *sections(it.text),
        {"type": "actions", "elements": row},
        context(*ends.values()),
        *_buttons(it.ask, it.buttons),
        *small_print(it.note),
    ]


def _ends(it: Question) -> dict[int, str]:
    return {0: f"0 – {shorten(it.low, END)}", 10: f"10 – {shorten(it.high, END)}"}


def _choices(it: Question) -> str:
    ends = _ends(it)
    scores = ", ".join(ends.get(score, str(score)) for score in SCORES)
    return escape(_lines(scores, _words_on(it.buttons), shorten(it.note, HEADER)))


def _follow_up(it: FollowUp) -> list[Block]:
    return [*sections(it.text), *_buttons(it.ask, it.buttons)]


def _alert(it: Alert) -> list[Block]:
    contact = _contact(it)
    return [
        header(it.title),
        *_facts(it.facts),
        *(sections(f"“{shorten(it.quote, SECTION - 2)}”") if it.quote else []),
        *([marked(contact)] if contact else []),
        *small_print(it.note),
    ]


def _facts(facts: Sequence[tuple[str, str]]) -> Iterator[Block]:
    fields = [plain(f"{name}: {value}", FIELD) for name, value in facts[:FACTS]]
    for start in range(0, len(fields), FIELDS_A_SECTION):
        yield {"type": "section", "fields": fields[start : start + FIELDS_A_SECTION]}


def _told(it: Alert) -> str:
    facts = (f"{name}: {value}" for name, value in it.facts)
    return _lines(it.title, *facts, f"“{it.quote}”" if it.quote else "", it.note)


def _contact(it: Alert) -> str:
    if it.contact is None:
        return ""
    label = escape(shorten(it.contact_label, END))
    return f"{label} {_pressable(it.contact)}".strip()


def _pressable(address: Address) -> str:
    name = mention(address.who) if address.service == "slack" else ""
    return name or escape(str(address))


def _summary(it: Summary) -> list[Block]:
    voices = [section(_quoted(voice)) for voice in it.voices[:VOICES]]
    return [
        header(it.title),
        *sections(_lines(*it.lines)),
        *([section(it.voices_title)] if it.voices_title else []),
        *voices,
        *small_print(it.note),
    ]


def _written(it: Summary) -> str:
    voices = map(_quoted, it.voices)
    return _lines(it.title, *it.lines, it.voices_title, *voices, it.note)


def _quoted(voice: Voice) -> str:
    said = f"“{shorten(voice.words, VOICE)}” – " if voice.words else ""
    return said + shorten(voice.who, END)


def _reading(name: str, body: str, tail: str) -> str:
    room = READING - len(name) - len(tail) - len(" \n\n")
    said = f"{name} {escape_within(body, room)}".strip()
    return "\n\n".join(filter(None, (said, tail)))


def _lines(*lines: str) -> str:
    return "\n".join(filter(None, lines))


def _words_on(buttons: Sequence[tuple[Button, str]]) -> str:
    return " · ".join(shorten(words, BUTTON) for _, words in buttons)


def _buttons(ask: int, buttons: Sequence[tuple[Button, str]]) -> list[Block]:
    row = [button(f"nps:{ask}:{what}", words) for what, words in buttons]
    return [{"type": "actions", "elements": row}] if row else []
