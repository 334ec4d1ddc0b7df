"""How each message looks in Telegram: HTML, with an inline keyboard below."""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from telegram import InlineKeyboardButton, InlineKeyboardMarkup
from telegram.constants import MessageLimit

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
)
from channels.telegram.fitting import cut, level, units
from channels.telegram.still import still

ROWS = SCORES[:6], SCORES[6:]
"""Eleven buttons in a row are too narrow for a thumb."""

PAIR_UNITS = 18
"""Two labels no longer than this stand side by side on a phone."""

Row = list[InlineKeyboardButton]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A message as Telegram takes it."""

    html: str
    keyboard: InlineKeyboardMarkup | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """Words between one pair of tags; neither escaped nor shortened yet."""

    text: str
    opening: str = ""
    closing: str = ""

    def __str__(self) -> str:
        return f"{self.opening}{html.escape(self.text, quote=False)}{self.closing}"


Paragraph = Sequence[Span]


def lay_out(message: Message) -> Sheet:
    """Lay *message* out, its longest words cut where Telegram would refuse it."""
    match message:
        case Question():
            rows = _scores(message.ask) + _further(message.ask, message.buttons)
            return Sheet(_written(_question(message)), InlineKeyboardMarkup(rows))
        case FollowUp(ask=ask, text=text, buttons=buttons):
            rows = _further(ask, buttons)
            keyboard = InlineKeyboardMarkup(rows) if rows else None
            return Sheet(_written([[Span(text)]]), keyboard)
        case Alert():
            return Sheet(_written(_alert(message)))
        case Summary():
            return Sheet(_written(_summary(message)))
        case Note(text=text):
            return Sheet(_written([[Span(text)]]))


def _question(question: Question) -> Iterator[Paragraph]:
    yield [Span(question.text)]
    ends = (SCORES[0], question.low), (SCORES[-1], question.high)
    yield _lines(Span(f"{score} – {words}") for score, words in ends)
    yield [_italic(question.note)]


def _alert(alert: Alert) -> Iterator[Paragraph]:
    yield [_bold(alert.title)]
    yield _lines(Span(f"{label}: {value}") for label, value in alert.facts)
    yield [_quoted(alert.quote)]
    if alert.contact:
        label = f"{alert.contact_label} " if alert.contact_label else ""
        yield [Span(label), _pressable(alert.contact)]
    yield [_italic(alert.note)]


def _summary(summary: Summary) -> Iterator[Paragraph]:
    yield [_bold(summary.title)]
    yield _lines(map(Span, summary.lines))
    yield [_bold(summary.voices_title)]
    for voice in summary.voices:
        yield _lines([Span(voice.who), _quoted(voice.words)])
    yield [_italic(summary.note)]


def _bold(text: str) -> Span:
    return Span(text, "<b>", "</b>")


def _italic(text: str) -> Span:
    return Span(text, "<i>", "</i>")


def _quoted(text: str) -> Span:
    return Span(text, "<blockquote>", "</blockquote>")


def _pressable(contact: Address) -> Span:
    is_person = contact.service == "telegram" and contact.who.isdigit()
    if not is_person:
        return Span(str(contact))
    return Span(str(contact), f'<a href="tg://user?id={contact.who}">', "</a>")


def _lines(spans: Iterable[Span]) -> Paragraph:
    return _joined([[span] for span in spans if span.text], "\n")


def _joined(paragraphs: Iterable[Paragraph], between: str) -> Paragraph:
    joined: list[Span] = []
    for paragraph in paragraphs:
        joined += [Span(between), *paragraph] if joined else paragraph
    return joined


def _written(paragraphs: Iterable[Paragraph]) -> str:
    filled = ([_stilled(span) for span in spans if span.text] for spans in paragraphs)
    spans = _joined(filter(None, filled), "\n\n")
    # Before escaping, so that no tag or entity is ever cut in two.
    top = level([units(span.text) for span in spans], MessageLimit.MAX_TEXT_LENGTH)
    return "".join(str(replace(span, text=cut(span.text, top))) for span in spans)


def _stilled(span: Span) -> Span:
    # Whatever it is, it may carry a name or words from outside.
    return replace(span, text=still(span.text))


def _scores(ask: int) -> list[Row]:
    return [[_pressed(ask, str(score), str(score)) for score in row] for row in ROWS]


def _further(ask: int, buttons: Sequence[tuple[Button, str]]) -> list[Row]:
    # To write, the customer simply writes.
    shown = [
        _pressed(ask, button, words)
        for button, words in buttons
        if button is not Button.WRITE
    ]
    beside = 2 if all(units(button.text) <= PAIR_UNITS for button in shown) else 1
    return [shown[at : at + beside] for at in range(0, len(shown), beside)]


def _pressed(ask: int, sends: str, words: str) -> InlineKeyboardButton:
    return InlineKeyboardButton(words, callback_data=f"{ask}:{sends}")
