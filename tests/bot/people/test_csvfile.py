from __future__ import annotations

from pathlib import Path

import pytest

from bot.people.csvfile import Row, UnreadableFileError, read

REQUIRED = ("id", "name")
TEXT = "id,name\n1,Søren\n"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "file.csv"


def rows_of(path: Path) -> list[Row]:
    return list(read(path, REQUIRED, ("time_zone",)).rows)


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(TEXT.encode(), id="UTF-8"),
        pytest.param(TEXT.encode("utf-8-sig"), id="UTF-8 with a byte order mark"),
        pytest.param(TEXT.replace(",", ";").encode("utf-8-sig"), id="semicolons"),
        pytest.param(TEXT.replace(",", "\t").encode("utf-16"), id="Unicode text"),
        pytest.param(
            b"\xfe\xff" + TEXT.encode("utf-16-be"), id="Unicode text, big-endian"
        ),
        pytest.param(TEXT.replace("\n", "\r\n").encode(), id="lines of Windows"),
        pytest.param(TEXT.replace("\n", "\r").encode(), id="lines of an old Mac"),
        pytest.param(TEXT.rstrip().encode(), id="no end of the last line"),
        pytest.param(
            TEXT.replace("1,", '"1", "')
            .replace("n\n", 'n"\n')
            .replace("id", '"ID"')
            .encode(),
            id="quotes",
        ),
    ],
)
def test_every_way_of_saving_it_reads_the_same(path: Path, data: bytes) -> None:
    path.write_bytes(data)

    assert rows_of(path) == [Row(2, {"id": "1", "name": "Søren"})]


def test_windows_1252_is_read_with_a_remark_that_shows_it(path: Path) -> None:
    path.write_bytes("id;name\n1;Bo\n2;Søren Ågård\n".encode("cp1252"))

    table = read(path, REQUIRED, ())

    assert [row.cells["name"] for row in table.rows] == ["Bo", "Søren Ågård"]
    assert "Windows-1252: line 3 is '2;Søren Ågård'" in table.remark


def test_utf_8_needs_no_remark(path: Path) -> None:
    path.write_text(TEXT, "utf-8")

    assert not read(path, REQUIRED, ()).remark


@pytest.mark.parametrize("line", ["sep=|", '"sep=|"', "SEP=|"])
def test_a_line_of_excel_names_the_delimiter(path: Path, line: str) -> None:
    path.write_text(f"{line}\r\nid|name\r\n1|a,b;c\r\n", newline="")

    assert rows_of(path) == [Row(3, {"id": "1", "name": "a,b;c"})]


def test_a_delimiter_inside_a_heading_is_not_taken_for_one(path: Path) -> None:
    path.write_text('"a, b, c, d";name;id\n1;2;3\n')

    assert rows_of(path) == [Row(2, {"a, b, c, d": "1", "name": "2", "id": "3"})]


def test_known_columns_are_found_in_any_case_and_others_keep_theirs(path: Path) -> None:
    path.write_text(" ID ,Name,Time Zone,Favourite  Brick\n")

    columns = read(path, REQUIRED, ("time_zone",)).columns

    assert columns == ("id", "name", "time_zone", "Favourite Brick")


def test_a_row_is_in_the_line_that_it_begins_in(path: Path) -> None:
    path.write_text('\nid,name\n1,"one\n\ntwo"\n\n,\n2,three\n')

    assert rows_of(path) == [
        Row(3, {"id": "1", "name": "one\n\ntwo"}),
        Row(8, {"id": "2", "name": "three"}),
    ]


def test_a_row_of_another_length_is_told_with_what_can_be_read_of_it(
    path: Path,
) -> None:
    path.write_text("id,name\n1\n2,two,three\n")

    assert rows_of(path) == [
        Row(2, {"id": "1"}, "there must be 2 cells, not 1"),
        Row(3, {"id": "2", "name": "two"}, "there must be 2 cells, not 3"),
    ]


@pytest.mark.parametrize(
    ("data", "why"),
    [
        pytest.param(b"", "is empty", id="nothing"),
        pytest.param(b"\n,,\n", "is empty", id="nothing but delimiters"),
        pytest.param(
            b"id,mail\n",
            "must have a header with name, not 'id, mail'",
            id="a missing column",
        ),
        pytest.param(
            b"1,Anna\n",
            "must have a header with id and name, not '1, Anna'",
            id="no header",
        ),
        pytest.param(b"[" * 140_000, "a quote", id="something else altogether"),
        pytest.param(
            b"id,name,\n", "name for every column, and column 3 has none", id="no name"
        ),
        pytest.param(
            b"id,name,Plan,plan\n", "each column once, not 'plan' twice", id="a double"
        ),
        pytest.param(
            b"id,name\n1,a\n2,\0\n", "line 3 has a NUL byte; if it is a", id="a NUL"
        ),
        pytest.param(
            b'id,name\n1,a\n2,"b\n3,c\n', "a quote .* in line 3", id="an open quote"
        ),
        pytest.param(b'id,name\n1,"a" b\n', "a quote .* in line 2", id="a stray quote"),
        pytest.param(
            b'id,name\n1,"' + b"a" * 140_000, "a quote .* line 2", id="a long cell"
        ),
        pytest.param(
            b"\xef\xbb\xbfid,name\n1,\xff", "none of the encodings", id="broken UTF-8"
        ),
        pytest.param(b"id,name\n1,\x81", "none of the encodings", id="no encoding"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(path: Path, data: bytes, why: str) -> None:
    path.write_bytes(data)

    with pytest.raises(UnreadableFileError, match=why) as raised:
        rows_of(path)

    assert str(raised.value).startswith(str(path))


def test_a_missing_file_is_told(path: Path) -> None:
    with pytest.raises(UnreadableFileError, match="cannot be read: No such file"):
        rows_of(path)
