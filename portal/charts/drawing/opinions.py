"""A map of opinions: a mark for the people of a square, its form for their group."""

from math import sqrt

from matplotlib.axes import Axes

from portal.charts.drawing import colours
from portal.charts.drawing.canvas import LETTERS, PIXELS, SMALL_LETTERS, new_figure, to_svg
from portal.charts.facts import OpinionChart
from portal.charts.pictures import Size

# No two groups differ in colour alone. There are at most five.
FORMS = ("o", "s", "^", "D", "P")
SMALLEST, LARGEST = 16.0, 260.0
EDGE = 23


def draw(chart: OpinionChart, size: Size) -> bytes:
    width, height = PIXELS[size]
    figure, axes = new_figure(size, height if size == Size.WIDE else width)
    most = max((mark.people for mark in chart.marks), default=1)
    for number, name in enumerate(chart.groups):
        fill, edge, _hatch = colours.PATTERNS[number % len(colours.PATTERNS)]
        own = [mark for mark in chart.marks if mark.group == number]
        axes.scatter(
            [mark.x for mark in own],
            [mark.y for mark in own],
            s=[SMALLEST + (LARGEST - SMALLEST) * sqrt((m.people - 1) / most) for m in own],
            marker=FORMS[number],
            facecolor=fill,
            edgecolor=edge,
            linewidth=1,
            label=name,
        )
    for line in (axes.axhline, axes.axvline):
        line(0, color=colours.LINE, linewidth=0.8, zorder=0)
    _name_groups(chart, axes, LETTERS if size == Size.WIDE else SMALL_LETTERS)
    axes.set_xlim(-EDGE, EDGE)
    axes.set_ylim(-EDGE, EDGE)
    axes.xaxis.set_visible(False)
    axes.yaxis.set_visible(False)
    for side in ("bottom", "left"):
        axes.spines[side].set_visible(False)
    figure.tight_layout(pad=0.6)
    return to_svg(figure, title=chart.title, description=chart.description)


def _name_groups(chart: OpinionChart, axes: Axes, letters: float) -> None:
    """Each name above the middle of its group, on paper so that no mark runs through it."""
    for (x, y), name in zip(chart.centres, chart.groups, strict=True):
        # A name at the very edge would be cut off.
        inside = max(-EDGE * 0.62, min(x, EDGE * 0.62))
        axes.text(
            inside,
            min(y + 3, EDGE - 3),
            name,
            ha="center",
            fontsize=letters,
            weight="bold",
            bbox={"facecolor": colours.PAPER, "edgecolor": colours.LINE_STRONG, "pad": 2.5},
        )
