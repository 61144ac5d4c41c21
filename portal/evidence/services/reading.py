"""Reading a CSV file that somebody sent: its encoding, its shape, its first rows."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO

from portal.evidence.errors import (
    ColumnHasNoName,
    ColumnNameIsTwice,
    FileIsNoText,
    FileIsTooLarge,
    RowIsRagged,
    TableIsEmpty,
    TableIsMalformed,
    TableIsTooWide,
)

MOST_MEGABYTES = 5
MOST_BYTES = MOST_MEGABYTES * 1024 * 1024
MOST_COLUMNS = 200
PREVIEW_ROWS = 20
PREVIEW_CHARACTERS = 200
UTF_8, UTF_8_WITH_MARK, SHIFT_JIS = "utf-8", "utf-8-sig", "shift_jis"
# What spreadsheets on Windows call Shift_JIS is Microsoft's extension of it (①, 髙).
CODECS = {UTF_8: "utf-8", UTF_8_WITH_MARK: "utf-8-sig", SHIFT_JIS: "cp932"}


@dataclass(frozen=True)
class Table:
    """What a file holds. `preview` is the header and the first rows, long cells cut."""

    encoding: str
    preview: list[list[str]]
    row_count: int


def read_table(content: bytes) -> Table:
    """Read the whole file, so that what is refused is refused now and not by its first reader.

    Raises:
        FileIsTooLarge, FileIsNoText, TableIsEmpty, TableIsTooWide, ColumnHasNoName,
        ColumnNameIsTwice, RowIsRagged, TableIsMalformed: each names the place.
    """
    if len(content) > MOST_BYTES:
        raise FileIsTooLarge(MOST_MEGABYTES)
    encoding, text = _decode(content)
    rows = _rows(text)
    header = next(rows, [])
    _check_header(header)
    preview, count = [_cut(header)], 0
    for row in rows:
        count += 1
        if count <= PREVIEW_ROWS:
            preview.append(_cut(row))
    if not count:
        raise TableIsEmpty
    return Table(encoding, preview, count)


def _decode(content: bytes) -> tuple[str, str]:
    """UTF-8 is told by itself: hardly any Shift_JIS text happens to be valid UTF-8."""
    marked = content.startswith(b"\xef\xbb\xbf")
    for encoding in (UTF_8_WITH_MARK,) if marked else (UTF_8, SHIFT_JIS):
        try:
            text = content.decode(CODECS[encoding])
        except UnicodeDecodeError:
            continue
        if any(c < " " and c not in "\t\r\n" for c in text):
            break
        return encoding, text
    raise FileIsNoText


def _rows(text: str) -> Iterator[list[str]]:
    """The rows that are not blank, each as wide as the first."""
    reader = csv.reader(StringIO(text, newline=""), strict=True)
    width = 0
    try:
        for row in reader:
            if not row:
                continue
            width = width or len(row)
            if len(row) != width:
                raise RowIsRagged(reader.line_num, len(row), width)
            yield row
    except csv.Error:
        raise TableIsMalformed(reader.line_num) from None


def _check_header(header: list[str]) -> None:
    if not header:
        raise TableIsEmpty
    if len(header) > MOST_COLUMNS:
        raise TableIsTooWide(MOST_COLUMNS)
    seen: set[str] = set()
    for number, name in enumerate((cell.strip() for cell in header), 1):
        if not name:
            raise ColumnHasNoName(number)
        if name in seen:
            raise ColumnNameIsTwice(name)
        seen.add(name)


def _cut(row: list[str]) -> list[str]:
    return [
        cell if len(cell) <= PREVIEW_CHARACTERS else f"{cell[:PREVIEW_CHARACTERS]}…" for cell in row
    ]
