"""Budget figures from a CSV file: checked line by line, and their sums."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.core.validators import slug_re

from portal.budget.errors import (
    AmountIsUnfit,
    CodeIsTwice,
    CodeIsUnfit,
    ColumnsAreMissing,
    NameIsMissing,
    ParentIsUnknown,
    PartsDoNotAddUp,
    SideIsUnknown,
    TotalIsNotOne,
)
from portal.budget.names import SIDE_NAMES
from portal.budget.states import Side
from portal.common.csv_reading import TableIsEmpty, read_csv
from portal.common.written import one_line

COLUMNS = ("side", "code", "parent_code", "name_ja", "name_en", "amount_yen")
MOST_DIGITS = 15
MOST_CODE_LETTERS = 60
MOST_NAME_LETTERS = 200


@dataclass(frozen=True)
class ReadLine:
    """One category as it stands in line `number` of the file; `parent` is the code of its whole."""

    number: int
    side: Side
    code: str
    parent: str
    name_ja: str
    name_en: str
    amount: int


def read_budget(content: bytes) -> list[ReadLine]:
    """The lines of the file, each below the category that it is part of.

    Raises:
        FileIsUnfit: one of its kinds, with the line (portal.budget.errors, common.csv_reading).
    """
    sent = read_csv(content)
    if missing := [name for name in COLUMNS if name not in sent.header]:
        raise ColumnsAreMissing(missing)
    lines: dict[tuple[Side, str], ReadLine] = {}
    for number, cells in sent.rows():
        line = _read_line(number, dict(zip(sent.header, cells, strict=True)))
        if (line.side, line.code) in lines:
            raise CodeIsTwice(number, line.code)
        if line.parent and (line.side, line.parent) not in lines:
            raise ParentIsUnknown(number, line.parent)
        lines[line.side, line.code] = line
    if not lines:
        raise TableIsEmpty
    read = list(lines.values())
    _check_totals(read)
    _check_sums(read)
    return read


def _read_line(number: int, cells: dict[str, str]) -> ReadLine:
    found = {name: one_line(cells[name]) for name in COLUMNS}
    if found["side"] not in set(Side):
        raise SideIsUnknown(number, found["side"])
    code = found["code"]
    if not slug_re.match(code) or len(code) > MOST_CODE_LETTERS:
        raise CodeIsUnfit(number)
    names = (found["name_ja"], found["name_en"])
    if not all(names) or max(map(len, names)) > MOST_NAME_LETTERS:
        raise NameIsMissing(number)
    return ReadLine(
        number, Side(found["side"]), code, found["parent_code"], *names, _amount(number, found)
    )


def _amount(number: int, found: dict[str, str]) -> int:
    """Whole yen; the commas of a spreadsheet may stand in it."""
    digits = found["amount_yen"].replace(",", "")
    if not (digits.isascii() and digits.isdigit()) or len(digits) > MOST_DIGITS:
        raise AmountIsUnfit(number, found["amount_yen"])
    return int(digits)


def _check_totals(lines: list[ReadLine]) -> None:
    for side in sorted({Side.EXPENDITURE, *(line.side for line in lines)}):
        if sum(line.side == side and not line.parent for line in lines) != 1:
            raise TotalIsNotOne(str(SIDE_NAMES[side]))


def _check_sums(lines: list[ReadLine]) -> None:
    for whole in lines:
        parts = list(_parts(lines, whole))
        if parts and sum(parts) != whole.amount:
            raise PartsDoNotAddUp(whole.number, whole.name_ja, whole.amount, sum(parts))


def _parts(lines: list[ReadLine], whole: ReadLine) -> Iterator[int]:
    return (line.amount for line in lines if (line.side, line.parent) == (whole.side, whole.code))
