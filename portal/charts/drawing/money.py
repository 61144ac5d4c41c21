"""Planned, committed and spent, one below the other, each split by where it comes from."""

from matplotlib.axes import Axes

from portal.charts.drawing import colours
from portal.charts.drawing.canvas import LETTERS, SMALL_LETTERS, new_figure, to_svg
from portal.charts.facts import MoneyBar, MoneyChart
from portal.charts.pictures import Size


def draw(chart: MoneyChart, size: Size) -> bytes:
    figure, axes = new_figure(size)
    for place, bar in enumerate(chart.bars):
        _draw_bar(axes, chart, bar, place)
    longest = max(float(sum(bar.parts)) for bar in chart.bars)
    axes.set_xlim(0, longest * 1.02 or 1)
    axes.set_ylim(len(chart.bars) - 0.5, -0.75)
    _mark_plan(axes, chart)
    axes.yaxis.set_visible(False)
    axes.xaxis.set_visible(False)
    axes.spines["bottom"].set_visible(False)
    if len(chart.sources) > 1:
        axes.legend(
            loc="upper left",
            bbox_to_anchor=(-0.02, 0.02),
            ncols=2,
            frameon=False,
            fontsize=SMALL_LETTERS,
            columnspacing=1,
        )
    figure.tight_layout(pad=0.8)
    return to_svg(figure, title=chart.title, description=chart.description)


def _draw_bar(axes: Axes, chart: MoneyChart, bar: MoneyBar, place: int) -> None:
    left = 0.0
    for source, part, (fill, edge, hatch) in zip(
        chart.sources, bar.parts, colours.PATTERNS, strict=False
    ):
        axes.barh(
            place,
            float(part),
            left=left,
            height=0.42,
            facecolor=fill,
            edgecolor=edge,
            hatch=hatch,
            linewidth=1,
            label=source if place == 0 else None,
        )
        left += float(part)
    axes.annotate(
        f"{bar.label}  {bar.total}",
        (0, place - 0.21),
        xytext=(0, 4),
        textcoords="offset points",
        va="bottom",
        fontsize=LETTERS,
    )


def _mark_plan(axes: Axes, chart: MoneyChart) -> None:
    """A broken line over each bar at the end of the plan."""
    plan = float(sum(chart.bars[0].parts))
    for place in range(len(chart.bars)):
        axes.plot(
            [plan, plan],
            [place - 0.27, place + 0.27],
            color=colours.INK,
            linewidth=1.6,
            linestyle=(0, (3, 1.5)),
        )
    axes.set_title(chart.plan_label, loc="right", fontsize=SMALL_LETTERS, color=colours.INK_SOFT)
