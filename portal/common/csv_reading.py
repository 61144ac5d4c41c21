"""Reading a CSV file that somebody sent: its encoding, its shape. What is unfit names its place."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO

from django.utils.translation import gettext as _

from portal.common.errors import RuleViolation

MOST_MEGABYTES = 5
MOST_BYTES = MOST_MEGABYTES * 1024 * 1024
MOST_COLUMNS = 200
UTF_8, UTF_8_WITH_MARK, SHIFT_JIS = "utf-8", "utf-8-sig", "shift_jis"
# What spreadsheets on Windows call Shift_JIS is Microsoft's extension of it (①, 髙).
CODECS = {UTF_8: "utf-8", UTF_8_WITH_MARK: "utf-8-sig", SHIFT_JIS: "cp932"}


class FileIsUnfit(RuleViolation):
    """Something is wrong with the file that was sent."""


class FileIsTooLarge(FileIsUnfit):
    def __init__(self, most_megabytes: int) -> None:
        super().__init__(
            _("ファイルが大きすぎます。%(most)dMBまでにしてください。") % {"most": most_megabytes}
        )


class FileIsNoText(FileIsUnfit):
    """Neither UTF-8 nor Shift_JIS, or with characters that no text has."""

    def __init__(self) -> None:
        super().__init__(_("文字を読み取れません。UTF-8かShift_JISのCSVファイルにしてください。"))


class TableIsEmpty(FileIsUnfit):
    def __init__(self) -> None:
        super().__init__(_("見出しの行と、1行以上のデータが必要です。"))


class TableIsTooWide(FileIsUnfit):
    def __init__(self, most_columns: int) -> None:
        super().__init__(
            _("列が多すぎます。%(most)d列までにしてください。") % {"most": most_columns}
        )


class ColumnHasNoName(FileIsUnfit):
    def __init__(self, number: int) -> None:
        super().__init__(_("1行目の%(number)d列目に、見出しがありません。") % {"number": number})


class ColumnNameIsTwice(FileIsUnfit):
    def __init__(self, name: str) -> None:
        super().__init__(_("見出し「%(name)s」が2つあります。") % {"name": name})


class RowIsRagged(FileIsUnfit):
    def __init__(self, line: int, found: int, expected: int) -> None:
        super().__init__(
            _("%(line)d行目は%(found)d列あります。見出しの行は%(expected)d列です。")
            % {"line": line, "found": found, "expected": expected}
        )


class TableIsMalformed(FileIsUnfit):
    """Quotation marks that are not closed, and the like."""

    def __init__(self, line: int) -> None:
        super().__init__(
            _('%(line)d行目の引用符（"）の使い方が正しくありません。') % {"line": line}
        )


@dataclass(frozen=True)
class SentCsv:
    """A file that was sent. `header` holds distinct names, without white space around them."""

    encoding: str
    header: list[str]
    text: str

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """The rows below the header that are not blank, each with the number of its line.

        Raises:
            RowIsRagged, TableIsMalformed.
        """
        rows = _rows(self.text)
        next(rows)
        return rows


def read_csv(content: bytes) -> SentCsv:
    """The file with its header; its rows are read, and refused, as they are asked for.

    Raises:
        FileIsTooLarge, FileIsNoText, TableIsEmpty, TableIsTooWide, ColumnHasNoName,
        ColumnNameIsTwice, TableIsMalformed: each names the place.
    """
    if len(content) > MOST_BYTES:
        raise FileIsTooLarge(MOST_MEGABYTES)
    encoding, text = _decode(content)
    _line, header = next(_rows(text), (0, []))
    return SentCsv(encoding, _checked_header(header), text)


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


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
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
            yield reader.line_num, row
    except csv.Error:
        raise TableIsMalformed(reader.line_num) from None


def _checked_header(header: list[str]) -> list[str]:
    if not header:
        raise TableIsEmpty
    if len(header) > MOST_COLUMNS:
        raise TableIsTooWide(MOST_COLUMNS)
    names = [cell.strip() for cell in header]
    for number, name in enumerate(names, 1):
        if not name:
            raise ColumnHasNoName(number)
        if name in names[: number - 1]:
            raise ColumnNameIsTwice(name)
    return names
