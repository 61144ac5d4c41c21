"""A measured row, the table of rows, and benchmarks/results.json."""

import json
import operator
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

RESULTS: Final = Path(__file__).with_name("results.json")
COMPARISONS: Final[dict[str, Callable[[float, float], bool]]] = {
    "<=": operator.le,
    "<": operator.lt,
    ">=": operator.ge,
    ">": operator.gt,
    "==": operator.eq,
}


@dataclass(frozen=True)
class Row:
    """One measurement.

    `target` is a comparison ("<= 8") or empty; `against` is the peer or the limit measured in
    the same run, or a quoted figure with its source.

    Raises:
        ValueError: a target that is no comparison with a number.
    """

    name: str
    value: float
    unit: str
    target: str = ""
    against: str = ""

    def __post_init__(self) -> None:
        if self.target:
            self._parsed_target()

    @property
    def met(self) -> bool | None:
        """Whether the value meets the target; None where there is none."""
        if not self.target:
            return None
        compare, bound = self._parsed_target()
        return compare(self.value, bound)

    def to_json(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "value": self.value,
            "unit": self.unit,
            "target": self.target,
            "met": self.met,
            "against": self.against,
        }

    def _parsed_target(self) -> tuple[Callable[[float, float], bool], float]:
        sign, _, bound = self.target.partition(" ")
        if sign not in COMPARISONS:
            raise ValueError(f"{self.target!r} is no comparison with a number.")
        return COMPARISONS[sign], float(bound)


def line(row: Row) -> str:
    """One line of the table."""
    mark = {True: "met", False: "MISSED", None: ""}[row.met]
    value = f"{row.value:,.0f}" if abs(row.value) >= 100 else f"{row.value:.4g}"
    return f"{row.name:<52} {value:>12} {row.unit:<12} {row.target:>9} {mark:<6} {row.against}"


def keep(rows: Iterable[Row], measured: str, path: Path = RESULTS) -> None:
    """Put the rows into the file in place of those whose names begin with `measured`."""
    old = json.loads(path.read_text(encoding="utf-8")) if path.exists() else []
    kept = [row for row in old if not row["name"].startswith(measured)]
    merged = sorted([*kept, *(row.to_json() for row in rows)], key=lambda row: row["name"])
    lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in merged)
    path.write_text(f"[\n{lines}\n]\n", encoding="utf-8")
