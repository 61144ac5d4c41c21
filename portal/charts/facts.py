"""What a chart shows. Pure: everything that its picture depends on, and nothing else."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar


@dataclass(frozen=True)
class Chart:
    """A picture to come. `title` and `description` go into it, for those who do not see it.

    `DRAWING` names the function that draws it; a picture is kept by its facts, so a change of
    a drawing raises its `EDITION`.
    """

    DRAWING: ClassVar[str]
    EDITION: ClassVar[int] = 1

    title: str
    description: str


@dataclass(frozen=True)
class Point:
    on: date
    value: Decimal


@dataclass(frozen=True)
class IndicatorChart(Chart):
    """Measured values over time, beside where they began and where they should go.

    `note` stands beside the last value: how it compares with the baseline.
    """

    DRAWING: ClassVar[str] = "portal.charts.drawing.indicators.draw"

    unit: str
    baseline: Point
    target: Point
    readings: tuple[Point, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class MoneyBar:
    """One bar: its label, its parts in the order of the chart's sources, its sum in words."""

    label: str
    parts: tuple[Decimal, ...]
    total: str


@dataclass(frozen=True)
class MoneyChart(Chart):
    """Sums side by side, each split by source. The first bar is the plan: a line marks its end."""

    DRAWING: ClassVar[str] = "portal.charts.drawing.money.draw"

    sources: tuple[str, ...]
    bars: tuple[MoneyBar, ...]
    plan_label: str


@dataclass(frozen=True)
class Bar:
    """One bar from `start` on: its name, its length, that in words, the number of its pattern.

    `mark`: what its end is to be compared with.
    """

    label: str
    value: Decimal
    text: str
    pattern: int = 0
    start: Decimal = Decimal(0)
    mark: Decimal | None = None


@dataclass(frozen=True)
class BarChart(Chart):
    """Bars one below the other.

    `patterns`: what each that is used means; `line` crosses all bars where there is one;
    `line_label` says what the line, or the bars' own marks, are.
    """

    DRAWING: ClassVar[str] = "portal.charts.drawing.bars.draw"
    ROW_HEIGHT: ClassVar[int] = 42

    bars: tuple[Bar, ...]
    patterns: tuple[str, ...] = ()
    line: Decimal | None = None
    line_label: str = ""

    @property
    def height(self) -> int:
        """Of the picture, in pixels."""
        return 70 + self.ROW_HEIGHT * max(len(self.bars), 1)


@dataclass(frozen=True)
class MapMark:
    """People who stand in one square of a map of opinions, `x` and `y` from its middle."""

    x: int
    y: int
    group: int
    people: int


@dataclass(frozen=True)
class OpinionChart(Chart):
    """Who answers alike stands close by. `groups`: their names; `centres`: their middles."""

    DRAWING: ClassVar[str] = "portal.charts.drawing.opinions.draw"

    groups: tuple[str, ...]
    centres: tuple[tuple[float, float], ...]
    marks: tuple[MapMark, ...]
