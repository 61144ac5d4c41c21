"""The map beside a list: how many in each ward, and the listed reports that have a point."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from portal.registers.models import Area
from portal.registers.selectors import WardMap, WardShape, ward_map
from proposals.models import Report
from proposals.names import StateText


@dataclass(frozen=True)
class Mark:
    """One report on the map: a shape by its state, and its number in the list."""

    number: int
    x: float
    y: float
    report: Report

    @property
    def state_text(self) -> StateText:
        return self.report.state_text


@dataclass(frozen=True)
class CountedWard:
    shape: WardShape
    count: int
    is_chosen: bool


@dataclass(frozen=True)
class ReportMap:
    drawn: WardMap
    wards: list[CountedWard]
    marks: list[Mark]

    @property
    def states(self) -> list[StateText]:
        """Those that the legend explains: each state that has a mark, once."""
        return list({mark.state_text.shape: mark.state_text for mark in self.marks}.values())


def report_map(
    wards: Sequence[Area],
    reports: Sequence[Report],
    *,
    counts: Mapping[int, int] | None = None,
    chosen: Area | None = None,
) -> ReportMap | None:
    """The wards with their counts and the reports as marks; None without geometry. No query."""
    drawn = ward_map(wards)
    if drawn is None:
        return None
    counted = counts or {}
    return ReportMap(
        drawn=drawn,
        wards=[
            CountedWard(shape, counted.get(shape.area.pk, 0), shape.area == chosen)
            for shape in drawn.shapes
        ],
        marks=[
            _mark(drawn, number, report)
            for number, report in enumerate(reports, 1)
            if report.latitude is not None
        ],
    )


def _mark(drawn: WardMap, number: int, report: Report) -> Mark:
    assert report.longitude is not None
    assert report.latitude is not None
    x, y = drawn.canvas.place(float(report.longitude), float(report.latitude))
    return Mark(number, x, y, report)
