"""The way of an indicator: where it began, what was measured, where it should go."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from matplotlib import dates
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, MaxNLocator

from portal.charts.drawing import colours
from portal.charts.drawing.canvas import (
    LETTERS,
    PIXELS,
    SMALL_LETTERS,
    new_figure,
    to_svg,
)
from portal.charts.facts import IndicatorChart, Point
from portal.charts.pictures import Size

MONTHS_EN = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
# A range that begins above half of its top is shown as it is; else it begins at nothing.
FROM_ZERO_BELOW = 0.5
# In months; the last one suits four centuries.
STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200)
# Of a label at the right, in pixels.
LINE_HEIGHT = LETTERS * 1.45 / 72 * 96


@dataclass
class Label:
    """What stands at the right of the picture, at the height of its value."""

    value: float
    text: str
    colour: str

    @property
    def lines(self) -> int:
        return self.text.count("\n") + 1


def draw(chart: IndicatorChart, size: Size) -> bytes:
    figure, axes = new_figure(size)
    _set_scales(axes, chart, size)
    _draw_promise(axes, chart)
    _draw_readings(axes, chart)
    _write_labels(axes, _labels(chart), PIXELS[size][1])
    figure.tight_layout(pad=0.8)
    return to_svg(figure, title=chart.title, description=chart.description)


def _set_scales(axes: Axes, chart: IndicatorChart, size: Size) -> None:
    points = (chart.baseline, chart.target, *chart.readings)
    values = [float(point.value) for point in points]
    low, high = min(values), max(values)
    bottom = 0.0 if 0 <= low < high * FROM_ZERO_BELOW else low - (high - low) * 0.15
    axes.set_ylim(bottom, high + (high - bottom) * 0.06)
    axes.yaxis.set_major_locator(MaxNLocator(5))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _at: f"{value:,.10g}"))
    axes.grid(axis="y", color=colours.LINE, linewidth=0.8)
    days = [point.on for point in points]
    first, last = min(days), max(days)
    margin = max(1.0, (last - first).days * 0.05)
    axes.set_xlim(dates.date2num(first) - margin, dates.date2num(last) + margin)
    ticks = ticks_between(first, last, most=6 if size == Size.WIDE else 3)
    axes.set_xticks([dates.date2num(tick) for tick in ticks], [_month(tick) for tick in ticks])
    axes.set_title(chart.unit, loc="left", fontsize=SMALL_LETTERS, color=colours.INK_SOFT)


def _draw_promise(axes: Axes, chart: IndicatorChart) -> None:
    baseline, target = chart.baseline, chart.target
    axes.axhline(
        float(baseline.value), color=colours.LINE_STRONG, linewidth=1.2, linestyle=(0, (6, 4))
    )
    axes.plot(
        [_at(baseline), _at(target)],
        [float(baseline.value), float(target.value)],
        color=colours.TARGET,
        linewidth=1.4,
        linestyle=(0, (1, 2)),
        marker="D",
        markevery=[1],
        markersize=8,
        markerfacecolor=colours.PAPER,
        markeredgecolor=colours.TARGET,
        markeredgewidth=1.8,
    )


def _draw_readings(axes: Axes, chart: IndicatorChart) -> None:
    """From the baseline on, which was measured too."""
    points = (chart.baseline, *chart.readings)
    axes.plot(
        [_at(point) for point in points],
        [float(point.value) for point in points],
        color=colours.ACTUAL,
        linewidth=2.2,
        marker="o",
        markersize=5,
    )


def _labels(chart: IndicatorChart) -> list[Label]:
    labels = [
        _label(_("◇ 目標 %(value)s"), chart.target, colours.TARGET),
        _label(_("- - 基準 %(value)s"), chart.baseline, colours.INK_SOFT),
    ]
    if chart.readings:
        actual = _label(_("● 実績 %(value)s"), chart.readings[-1], colours.ACTUAL)
        actual.text += f"\n{chart.note}" if chart.note else ""
        labels.append(actual)
    return labels


def _label(text: str, point: Point, colour: str) -> Label:
    return Label(float(point.value), text % {"value": f"{point.value:,f}"}, colour)


def _write_labels(axes: Axes, labels: list[Label], height: int) -> None:
    """From the top down, each at its value or as far below as those above it need."""
    bottom, top = axes.get_ylim()
    # About three quarters of the picture are the plot itself.
    line = (top - bottom) * LINE_HEIGHT / (height * 0.78)
    free = top
    for label in sorted(labels, key=lambda label: -label.value):
        half = line * label.lines / 2
        centre = min(label.value, free - half)
        axes.annotate(
            label.text,
            (1.02, centre),
            xycoords=("axes fraction", "data"),
            va="center",
            color=label.colour,
            fontsize=LETTERS,
            annotation_clip=False,
        )
        free = centre - half


def ticks_between(first: date, last: date, *, most: int) -> list[date]:
    """Beginnings of months at the closest even distance of which there are not too many.

    (matplotlib's own locator finds no distance for some spans.)
    """
    months = [
        day
        for number in range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
        if first <= (day := date(number // 12, number % 12 + 1, 1)) <= last
    ]
    for step in STEPS:
        ticks = [day for day in months if (day.year * 12 + day.month - 1) % step == 0]
        if 0 < len(ticks) <= most:
            return ticks
    # Within one month: the days themselves.
    return sorted({first, last})


def _at(point: Point) -> float:
    return float(dates.date2num(point.on))


def _month(day: date) -> str:
    if get_language() == "en":
        return f"{MONTHS_EN[day.month - 1]} {day.year}"
    return f"{day.year}/{day.month}"
