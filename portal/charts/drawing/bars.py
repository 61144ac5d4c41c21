"""Bars one below the other, each under its name, with a line or marks to compare them with."""

import unicodedata

from matplotlib.axes import Axes
from matplotlib.patches import Patch

from portal.charts.drawing import colours
from portal.charts.drawing.canvas import LETTERS, SMALL_LETTERS, new_figure, to_svg
from portal.charts.facts import Bar, BarChart
from portal.charts.pictures import Size

# In halves of a Japanese letter: what stands above a bar in one line.
MOST_LETTERS: dict[Size, int] = {Size.WIDE: 62, Size.NARROW: 26}


def draw(chart: BarChart, size: Size) -> bytes:
    figure, axes = new_figure(size, chart.height)
    for place, bar in enumerate(chart.bars):
        _draw_bar(axes, bar, place, size)
    longest = max((float(max(b.start + b.value, b.mark or 0)) for b in chart.bars), default=0)
    axes.set_xlim(0, max(longest, float(chart.line or 0)) * 1.02 or 1)
    axes.set_ylim(len(chart.bars) - 0.4, -0.95)
    axes.yaxis.set_visible(False)
    axes.xaxis.set_visible(False)
    axes.spines["bottom"].set_visible(False)
    if chart.line is not None:
        axes.axvline(float(chart.line), color=colours.INK, linewidth=1.6, linestyle=(0, (3, 1.5)))
    _name_patterns(axes, chart)
    figure.tight_layout(pad=0.8)
    return to_svg(figure, title=chart.title, description=chart.description)


def _draw_bar(axes: Axes, bar: Bar, place: int, size: Size) -> None:
    fill, edge, hatch = colours.PATTERNS[bar.pattern]
    axes.barh(
        place,
        float(bar.value),
        left=float(bar.start),
        height=0.4,
        facecolor=fill,
        edgecolor=edge,
        hatch=hatch,
        linewidth=1,
    )
    if bar.mark is not None:
        axes.plot(
            [float(bar.mark)] * 2,
            [place - 0.28, place + 0.28],
            color=colours.INK,
            linewidth=2.4,
            solid_capstyle="butt",
        )
    axes.annotate(
        f"{shortened(bar.label, MOST_LETTERS[size] - width_of(bar.text))}  {bar.text}",
        (0, place - 0.2),
        xytext=(0, 3),
        textcoords="offset points",
        va="bottom",
        fontsize=LETTERS if size == Size.WIDE else SMALL_LETTERS,
    )


def _name_patterns(axes: Axes, chart: BarChart) -> None:
    """What the patterns mean, then what the line or the marks are."""
    handles = [
        Patch(facecolor=fill, edgecolor=edge, hatch=hatch, label=name)
        for name, (fill, edge, hatch) in zip(chart.patterns, colours.PATTERNS, strict=False)
        if name
    ]
    if chart.line_label:
        axes.set_title(
            chart.line_label, loc="right", fontsize=SMALL_LETTERS, color=colours.INK_SOFT
        )
    if handles:
        axes.legend(
            handles=handles,
            loc="upper left",
            bbox_to_anchor=(-0.02, 0.0),
            ncols=2,
            frameon=False,
            fontsize=SMALL_LETTERS,
            columnspacing=1,
        )


def width_of(text: str) -> int:
    """In halves of a Japanese letter."""
    return sum(2 if unicodedata.east_asian_width(letter) in "FWA" else 1 for letter in text)


def shortened(text: str, most: int) -> str:
    """As much of it as fits, with an ellipsis where that is not all."""
    if width_of(text) <= most:
        return text
    while text and width_of(text) > most - 2:
        text = text[:-1]
    return f"{text}…"
