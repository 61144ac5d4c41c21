"""The lines of a simulator from a CSV file: one row for each step that has its own text.

The first row of a line (by `code`) says all of the line; its further rows only their step.
"""

from dataclasses import dataclass, field

from portal.budget.errors import ColumnsAreMissing
from portal.budget.names import SIDE_NAMES
from portal.budget.simulator_errors import SimulatorLineIsUnfit
from portal.budget.states import Side
from portal.common.csv_reading import TableIsEmpty, read_csv
from portal.common.written import one_line

COLUMNS = (
    *("code", "side", "name_ja", "name_en", "base_yen", "step_yen", "least", "most"),
    *("floor", "floor_reason_ja", "floor_reason_en"),
    *("step", "consequence_ja", "consequence_en", "source"),
)
MOST_STEPS = 10
MOST_DIGITS = 15


@dataclass(frozen=True)
class ReadSimulatorLine:
    side: Side
    name_ja: str
    name_en: str
    base: int
    step: int
    least: int
    most: int
    floor: int | None
    floor_reason_ja: str
    floor_reason_en: str
    texts: dict[int, tuple[str, str, str]] = field(default_factory=dict)


def read_simulator(content: bytes) -> list[ReadSimulatorLine]:
    """Raises FileIsUnfit, one of its kinds, with the line."""
    sent = read_csv(content)
    if missing := [name for name in COLUMNS if name not in sent.header]:
        raise ColumnsAreMissing(missing)
    lines: dict[str, ReadSimulatorLine] = {}
    for number, cells in sent.rows():
        row = {
            name: one_line(cell)
            for name, cell in zip(sent.header, cells, strict=True)
            if name in COLUMNS
        }
        line = lines.setdefault(row["code"], _line(number, row)) if row["code"] else None
        if line is None:
            raise SimulatorLineIsUnfit(number, "code")
        _add_text(number, row, line)
    if not lines:
        raise TableIsEmpty
    return list(lines.values())


def _line(number: int, row: dict[str, str]) -> ReadSimulatorLine:
    """Of a further row of the line, what is read here is not looked at."""
    if not row["name_ja"]:
        return ReadSimulatorLine(Side.REVENUE, "", "", 0, 1, 0, 0, None, "", "")
    if row["side"] not in SIDE_NAMES:
        raise SimulatorLineIsUnfit(number, "side")
    if not row["name_en"] or max(len(row["name_ja"]), len(row["name_en"])) > 200:
        raise SimulatorLineIsUnfit(number, "name_en")
    line = ReadSimulatorLine(
        Side(row["side"]),
        row["name_ja"],
        row["name_en"],
        _whole(number, row, "base_yen"),
        _whole(number, row, "step_yen"),
        _whole(number, row, "least"),
        _whole(number, row, "most"),
        _whole(number, row, "floor") if row["floor"] else None,
        row["floor_reason_ja"],
        row["floor_reason_en"],
    )
    _check(number, line)
    return line


def _check(number: int, line: ReadSimulatorLine) -> None:
    if line.base < 0 or line.step <= 0:
        raise SimulatorLineIsUnfit(number, "step_yen")
    if not -MOST_STEPS <= line.least <= 0 <= line.most <= MOST_STEPS:
        raise SimulatorLineIsUnfit(number, "least, most")
    if line.floor is not None and not (line.floor_reason_ja and line.floor_reason_en):
        raise SimulatorLineIsUnfit(number, "floor_reason_ja, floor_reason_en")


def _add_text(number: int, row: dict[str, str], line: ReadSimulatorLine) -> None:
    if not line.name_ja:
        raise SimulatorLineIsUnfit(number, "name_ja")
    step = _whole(number, row, "step")
    texts = (row["consequence_ja"], row["consequence_en"], row["source"])
    if not line.least <= step <= line.most or step in line.texts or not all(texts[:2]):
        raise SimulatorLineIsUnfit(number, "step, consequence_ja, consequence_en")
    if max(map(len, texts)) > 200:
        raise SimulatorLineIsUnfit(number, "consequence_ja, consequence_en, source")
    line.texts[step] = texts


def _whole(number: int, row: dict[str, str], name: str) -> int:
    text = row[name].replace(",", "")
    digits = text.removeprefix("-")
    if not (digits.isascii() and digits.isdigit()) or len(digits) > MOST_DIGITS:
        raise SimulatorLineIsUnfit(number, name)
    return int(text)
