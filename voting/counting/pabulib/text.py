"""The .pb file as text: bytes to lines to rows, each with the line on which it begins."""

import csv
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import IO, cast

from voting.counting.errors import BrokenPabulibFile

Row = list[str]
SECTIONS = ("META", "PROJECTS", "VOTES")
_BOM = b"\xef\xbb\xbf"


class Rows:
    """The rows of an open .pb file, read as they are asked for; blank lines are passed over.

    `line` is the physical line on which the last row began.
    """

    def __init__(self, stream: IO[bytes] | IO[str]) -> None:
        self._reader = csv.reader(_decoded(stream), delimiter=";", strict=True)
        self._section: str | None = None
        self.line = 1

    def _rows(self) -> Iterator[Row]:
        """Rows as they are, blank ones too. Once they end, `line` is the last of the file."""
        reader = self._reader
        self.line = reader.line_num + 1
        try:
            for row in reader:
                yield row
                self.line = reader.line_num + 1
            self.line = max(reader.line_num, 1)
        except csv.Error as error:
            raise self.refuse("bad_quoting") from error
        except UnicodeDecodeError as error:
            raise BrokenPabulibFile(reader.line_num + 1, "wrong_encoding") from error

    def _next(self) -> Row:
        """The next row that is not blank; an empty one at the end."""
        return next(filter(None, self._rows()), [])

    def refuse(self, code: str, **values: str | int) -> BrokenPabulibFile:
        """The error for the row that was read last."""
        return BrokenPabulibFile(self.line, code, **values)

    def enter(self, section: str, *needed: str) -> list[str]:
        """Pass the head of a section, which must come next; its column names.

        Raises:
            BrokenPabulibFile: `outside_sections`, `missing_section`, `misplaced_section`,
                `missing_column`, `duplicate_column`.
        """
        if section == SECTIONS[0] and (first := self._next()):
            self._section = _section_named(first)
            if self._section is None:
                raise self.refuse("outside_sections")
        if self._section != section:
            raise self._out_of_order(section)
        names = [name.strip() for name in self._next()]
        for name in needed:
            if name not in names:
                raise self.refuse("missing_column", section=section, column=name)
        for name in names:
            if name and names.count(name) > 1:
                raise self.refuse("duplicate_column", column=name)
        return names

    def _out_of_order(self, expected: str) -> BrokenPabulibFile:
        found = self._section
        if found is None or SECTIONS.index(found) > SECTIONS.index(expected):
            return self.refuse("missing_section", section=expected)
        return self.refuse("misplaced_section", section=found)

    def body(self, width: int) -> Iterator[Row]:
        """The rows of the section that was entered, `width` cells each."""
        for row in self._rows():
            if len(row) == width and row[-1]:
                yield row
            elif row:
                # Only a short row, or one with an empty end, can be a head or be padded.
                self._section = _section_named(row)
                if self._section is not None:
                    return
                yield self._fit(row, width)
        self._section = None

    def _fit(self, row: Row, width: int) -> Row:
        """Without the empty cells that spreadsheets add."""
        if len(row) < width or any(row[width:]):
            raise self.refuse("wrong_width", found=len(row), expected=width)
        return row[:width]

    def end(self) -> None:
        """Nothing may follow the last section."""
        if self._section is not None:
            raise self.refuse("misplaced_section", section=self._section)


def _section_named(row: Row) -> str | None:
    name = row[0].strip().upper()
    return name if name in SECTIONS and not any(row[1:]) else None


def _decoded(lines: Iterable[bytes | str]) -> Iterator[str]:
    """Lines of text, the first without a byte order mark."""
    rest = iter(lines)
    first = next(rest, "")
    if isinstance(first, str):
        return chain([first.removeprefix("\ufeff")], cast("Iterator[str]", rest))
    return map(bytes.decode, chain([first.removeprefix(_BOM)], cast("Iterator[bytes]", rest)))
