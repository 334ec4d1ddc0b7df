"""A CSV file as a person has it: whatever Excel, a CRM or a script wrote.

encoding    UTF-8, UTF-16 with a byte order mark, else Windows-1252 with a remark
delimiter   comma, semicolon or tab, told by the header; or Excel's `sep=` line
header      the first row that is not empty; the columns we know in any case
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

DELIMITERS = ",;\t"

_MARKS = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}
_SEP = re.compile(r'"?sep=(.)"?[\r\n]+', re.IGNORECASE)
_END_OF_LINE = re.compile(r"\r\n|\r|\n")
_SAVE_AS = 'save it as "CSV UTF-8"'
_LONGEST = 60  # characters of a line that a remark shows


class UnreadableFileError(Exception):
    """The file as a whole cannot be read; nothing of it was used."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row below the header.

    Attributes:
        line: Where it begins in the file, from 1.
        cells: By column, without the space around them.
        fault: What is wrong with its shape; empty: nothing.
    """

    line: int
    cells: Mapping[str, str]
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A file with its header read.

    Attributes:
        rows: Those with anything in them, read as they are asked for; raises
            `UnreadableFileError` where the quotes do not match.
        remark: What the person should know of how it was read; may be empty.
    """

    columns: tuple[str, ...]
    rows: Iterator[Row]
    remark: str = ""


def read(path: Path, required: Collection[str], optional: Collection[str]) -> Table:
    """Read a file's header, and its rows as they are asked for.

    Args:
        path: The file.
        required: The columns that must be there, in small letters.
        optional: Those that we know besides. `Time Zone` is read as `time_zone` if
            that is one of them; all others keep the name that they have.

    Raises:
        UnreadableFileError: One sentence tells why.
    """
    text, remark = _text(path)
    sep = _SEP.match(text)
    lines = io.StringIO(text, newline="")  # every line with its own end
    if sep:
        lines.readline()
    delimiter = sep[1] if sep else _delimiter(text, required)
    records = _records(path, lines, delimiter, 2 if sep else 1)
    _, header = next(records, (1, []))
    columns = tuple(_column(name, {*required, *optional}) for name in header)
    if fault := _header_fault(columns, required):
        raise UnreadableFileError(f"{path} {fault}")
    return Table(columns, _rows(columns, records), remark)


def _text(path: Path) -> tuple[str, str]:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableFileError(f"{path} cannot be read: {error.strerror}") from error
    try:
        text, remark = _decoded(data)
    except UnicodeDecodeError as error:
        fault = f"is written in none of the encodings known here; {_SAVE_AS}"
        raise UnreadableFileError(f"{path} {fault}") from error
    if (at := text.find("\0")) >= 0:
        fault = f"is not a text file, as line {_line(text, at)} has a NUL byte"
        raise UnreadableFileError(f"{path} {fault}; if it is a workbook, {_SAVE_AS}")
    return text, remark and f"{path} {remark}"


def _decoded(data: bytes) -> tuple[str, str]:
    for mark, encoding in _MARKS.items():
        if data.startswith(mark):
            return data.removeprefix(mark).decode(encoding), ""
    try:
        return data.decode(), ""
    except UnicodeDecodeError as error:
        text = data.decode("cp1252")  # one character a byte: places stay the same
        return text, _remark(text, error.start)


def _remark(text: str, at: int) -> str:
    number = _line(text, at)
    line = _END_OF_LINE.split(text)[number - 1][:_LONGEST]
    guess = f"is not in UTF-8 and was read as Windows-1252: line {number} is {line!r}"
    return f"{guess}; if that looks wrong, {_SAVE_AS}"


def _line(text: str, at: int) -> int:
    return len(_END_OF_LINE.findall(text, 0, at)) + 1


def _delimiter(text: str, required: Collection[str]) -> str:
    header = _END_OF_LINE.split(text.lstrip(), 1)[0][: csv.field_size_limit()]

    def fit(delimiter: str) -> tuple[int, int]:
        reader = csv.reader([header], delimiter=delimiter, skipinitialspace=True)
        names = next(reader, [])
        known = {_column(name, required) for name in names} & {*required}
        return len(known), len(names)

    return max(DELIMITERS, key=fit)


def _column(name: str, known: Collection[str]) -> str:
    name = " ".join(name.split())
    plain = name.casefold().replace(" ", "_")
    return plain if plain in known else name


def _header_fault(columns: tuple[str, ...], required: Collection[str]) -> str:
    if not columns:
        return "is empty"
    if missing := [name for name in required if name not in columns]:
        what = " and ".join(missing)
        return f"must have a header with {what}, not {', '.join(columns)!r}"
    if "" in columns:
        number = columns.index("") + 1
        return f"must have a name for every column, and column {number} has none"
    names = [name.casefold() for name in columns]
    twice = [name for i, name in enumerate(columns) if names[i] in names[:i]]
    return f"must have each column once, not {twice[0]!r} twice" if twice else ""


def _records(
    path: Path, lines: Iterator[str], delimiter: str, first: int
) -> Iterator[tuple[int, list[str]]]:
    """Read what is not empty, each with the line that it begins in."""
    reader = csv.reader(lines, delimiter=delimiter, skipinitialspace=True, strict=True)
    start = first
    try:
        for record in reader:
            cells = [cell.strip() for cell in record]
            if any(cells):
                yield start, cells
            start = first + reader.line_num
    except csv.Error as error:
        # Where a quote is amiss nobody knows where the rows after it begin.
        fault = "has a quote that is not closed, or not doubled inside a quoted cell"
        raise UnreadableFileError(f"{path} {fault}, in line {start}") from error


def _rows(
    columns: tuple[str, ...], records: Iterator[tuple[int, list[str]]]
) -> Iterator[Row]:
    for line, cells in records:
        fault = ""
        if len(cells) != len(columns):
            fault = f"there must be {len(columns)} cells, not {len(cells)}"
        yield Row(line, dict(zip(columns, cells, strict=False)), fault)
