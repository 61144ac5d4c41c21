"""Reading a file of totals: every fault is named with its line, and one fault refuses all of it."""

import csv
from collections.abc import Iterator, Sequence
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _

from voting.models import Option
from voting.roll_errors import TotalsFileIsBroken

COLUMNS = ("project_id", "total")
LARGEST, FINEST = Decimal(10) ** 12, Decimal("0.000001")


def read_totals(encoded: bytes, options: Sequence[Option]) -> list[Decimal]:
    """The total of each option, in their order, from a CSV file as `voting.counting` takes it.

    Raises:
        TotalsFileIsBroken: tells the first faults by line, and how many there are.
    """
    try:
        text = encoded.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise TotalsFileIsBroken([_("ファイルをUTF-8の文字として読めません。")]) from None
    found: dict[str, Decimal] = {}
    faults = list(_read(text, {option.external_id for option in options}, found))
    if not faults:
        missing = [option.external_id for option in options if option.external_id not in found]
        faults = [_("選択肢「%(number)s」の行がありません。") % {"number": n} for n in missing]
    if not faults and not any(found.values()):
        faults = [_("合計がすべて0なので、数えられません。")]
    if faults:
        raise TotalsFileIsBroken(faults)
    return [found[option.external_id] for option in options]


def _read(text: str, known: set[str], found: dict[str, Decimal]) -> Iterator[str]:
    first = text.partition("\n")[0]
    rows = csv.reader(text.splitlines(), delimiter=";" if ";" in first else ",")
    try:
        heading = [name.strip() for name in next(rows, [])]
        if sorted(set(heading) & set(COLUMNS)) != sorted(COLUMNS):
            yield _("1行目：列「project_id」と「total」が要ります。")
            return
        places = [heading.index(name) for name in COLUMNS]
        for row in rows:
            if any(cell.strip() for cell in row):
                cells = [row[place].strip() if place < len(row) else "" for place in places]
                if fault := _take(cells[0], cells[1], known, found):
                    line = {"line": rows.line_num, "fault": fault}
                    yield _("%(line)d行目：%(fault)s") % line
    except csv.Error as error:
        yield _("%(line)d行目：%(fault)s") % {"line": rows.line_num, "fault": error}


def _take(number: str, written: str, known: set[str], found: dict[str, Decimal]) -> str:
    """Why the row cannot be taken; empty where it was."""
    if number not in known:
        return _("「%(number)s」という番号の選択肢は、この投票にありません。") % {"number": number}
    if number in found:
        return _("選択肢「%(number)s」が2回あります。") % {"number": number}
    total = _total(written)
    if total is None:
        said = _("合計「%(written)s」は、0以上の数（小数点以下6桁まで）にしてください。")
        return said % {"written": written}
    found[number] = total
    return ""


def _total(written: str) -> Decimal | None:
    # Decimal also reads digits of other scripts, NaN and exponents.
    if not written.isascii() or not written.replace(".", "", 1).isdigit():
        return None
    try:
        total = Decimal(written)
    except InvalidOperation:
        return None
    return total if total < LARGEST and total % FINEST == 0 else None
