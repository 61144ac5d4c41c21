"""Reading a roll: a CSV file in UTF-8, row by row, each fault named with its line.

Columns in any order; `voter_no` and `birth_date` are needed. `municipality_code`, `ward_code`,
`resident_since` and `resident_until` are what the rules of an electorate look at, `exclusion` why
someone may not vote; `electorate` names one of several; `name`, `address`, `postal_code` and `kana`
serve postcards, online registration and the counter.
"""

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Final

from django.utils.translation import gettext as _

from portal.common.written import one_line
from portal.registers.codes import with_check_digit
from voting.eligibility import Exclusion
from voting.models import Electorate

Cell = str | int | None
Row = tuple[Cell, ...]

NEEDED: Final = ("voter_no", "birth_date")
OLDEST: Final = "1895-01-01"
LONGEST: Final[dict[str, int]] = {"voter_no": 40, "kana": 100, "name": 100, "address": 200}


@dataclass(frozen=True)
class Fault:
    """What is wrong with one line."""

    line: int
    text: str

    def __str__(self) -> str:
        return _("%(line)d行目：%(text)s") % {"line": self.line, "text": self.text}


class _Unfit(Exception):
    """A cell that cannot be taken; its text says why."""


def _text(column: str) -> Callable[[str], str]:
    def read(cell: str) -> str:
        if len(cell) > LONGEST[column]:
            raise _Unfit(_("%(most)d文字までにしてください。") % {"most": LONGEST[column]})
        return one_line(cell) if not cell.isprintable() else cell

    return read


@lru_cache(maxsize=50_000)
def _day(cell: str) -> str | None:
    try:
        return date.fromisoformat(cell).isoformat() if cell else None
    except ValueError:
        raise _Unfit(_("日付は「1990-04-02」のように書いてください。")) from None


def _birth_date(cell: str) -> str:
    day = _day(cell)
    if day is None or day < OLDEST:
        raise _Unfit(_("日付は「1990-04-02」のように書いてください。"))
    return day


@lru_cache(maxsize=10_000)
def _code(cell: str) -> str:
    """Five digits; the sixth, which checks them, may follow."""
    fits = re.fullmatch("[0-9]{5}", cell[:5]) and cell in (cell[:5], with_check_digit(cell[:5]))
    if cell and not fits:
        raise _Unfit(_("市区町村コードは5桁か、検査数字のついた6桁の数字です。"))
    return cell[:5]


@lru_cache(maxsize=200_000)
def _postal_code(cell: str) -> str:
    digits = cell.replace("-", "")
    if cell and not re.fullmatch("[0-9]{7}", digits):
        raise _Unfit(_("郵便番号は7桁の数字です。"))
    return digits


def _exclusion(cell: str) -> str:
    if cell and cell not in set(Exclusion):
        raise _Unfit(_("使えるのは %(known)s です。") % {"known": ", ".join(Exclusion)})
    return cell


READERS: Final[Mapping[str, Callable[[str], Cell]]] = {
    "voter_no": _text("voter_no"),
    "birth_date": _birth_date,
    "municipality_code": _code,
    "ward_code": _code,
    "postal_code": _postal_code,
    "kana": _text("kana"),
    "name": _text("name"),
    "address": _text("address"),
    "resident_since": _day,
    "resident_until": _day,
    "exclusion": _exclusion,
}
FIELDS: Final = (*READERS, "electorate")
# What a row holds where the file has no such column.
EMPTY: Final[Mapping[str, Cell]] = {
    name: None if reader is _day else "" for name, reader in READERS.items()
}


@dataclass
class RollReader:
    """Gives the rows of a file in the order of `FIELDS`, and notes what is wrong.

    With any fault no row is to be kept: `faults` holds the first, `fault_count` how many.
    """

    electorates: Mapping[str, Electorate]
    most_faults: int = 50
    faults: list[Fault] = field(default_factory=list)
    fault_count: int = 0
    _numbers: set[str] = field(default_factory=set)

    def rows(self, lines: Iterable[bytes]) -> Iterator[Row]:
        """The rows, as long as there is no fault; afterwards only faults are looked for."""
        table = _Table(lines)
        names = self._header(next(table, None))
        if names is None:
            return
        single = next(iter(self.electorates.values())).pk
        rest: dict[str, Cell] = {**EMPTY, "electorate": single}
        for cells in table:
            row = self._row(table.line, names, cells, rest) if cells else None
            if row is not None and not self.fault_count:
                yield row
        if table.fault:
            self._note(table.line, table.fault)
        elif not self._numbers:
            self._note(table.line, _("名簿にだれもいません。"))

    def _note(self, line: int, text: str) -> None:
        self.fault_count += 1
        if len(self.faults) < self.most_faults:
            self.faults.append(Fault(line, text))

    def _header(self, cells: list[str] | None) -> list[str] | None:
        names = [cell.strip() for cell in cells or []]
        needed = [*NEEDED, *(["electorate"] if len(self.electorates) > 1 else [])]
        if set(needed) <= set(names) <= set(FIELDS) and len(set(names)) == len(names):
            return names
        said = _("列名が違います。必要な列：%(needed)s。使える列：%(known)s。")
        self._note(1, said % {"needed": ", ".join(needed), "known": ", ".join(FIELDS)})
        return None

    def _row(
        self, line: int, names: list[str], cells: list[str], rest: Mapping[str, Cell]
    ) -> Row | None:
        if len(cells) != len(names):
            said = _("列が%(found)d個あります。見出しは%(expected)d個です。")
            self._note(line, said % {"found": len(cells), "expected": len(names)})
            return None
        before, read = self.fault_count, dict(rest)
        for name, cell in zip(names, cells, strict=True):
            try:
                read[name] = self._read(name, cell.strip())
            except _Unfit as unfit:
                self._note(line, _("列「%(column)s」：%(text)s") % {"column": name, "text": unfit})
        return None if self.fault_count > before else tuple(read.values())

    def _read(self, name: str, cell: str) -> Cell:
        if name == "electorate":
            return self._electorate(cell)
        if name == "voter_no":
            self._take_number(cell)
        return READERS[name](cell)

    def _electorate(self, code: str) -> int:
        if code not in self.electorates:
            said = _("投票する人の区分にありません。使えるのは %(known)s です。")
            raise _Unfit(said % {"known": ", ".join(self.electorates)})
        return self.electorates[code].pk

    def _take_number(self, number: str) -> None:
        if not number:
            raise _Unfit(_("空です。"))
        if number in self._numbers:
            raise _Unfit(_("番号「%(number)s」は2回目です。") % {"number": number})
        self._numbers.add(number)


class _Table:
    """The rows of a file in UTF-8; where one cannot be read they end, and `fault` says why."""

    def __init__(self, lines: Iterable[bytes]) -> None:
        self.line, self.fault = 1, ""
        self._reader = csv.reader(self._decoded(lines), strict=True)

    def __iter__(self) -> Iterator[list[str]]:
        return self

    def __next__(self) -> list[str]:
        try:
            row = next(self._reader)
            self.line = self._reader.line_num
        except UnicodeDecodeError:
            self.fault = _("UTF-8の文字として読めません。")
        except csv.Error:
            self.fault = _("列の区切りか引用符が正しくありません。")
        else:
            return row
        self.line = self._reader.line_num + 1
        raise StopIteration

    def _decoded(self, lines: Iterable[bytes]) -> Iterator[str]:
        for number, line in enumerate(lines):
            yield line.decode("utf-8-sig" if number == 0 else "utf-8")
