"""An empty picture in the look of the pages, and its way into SVG.

The figure is made by matplotlib's Figure API: pyplot keeps global state, which threads share.
"""

import re
from io import BytesIO
from xml.sax.saxutils import escape

import matplotlib as mpl
import matplotlib_fontja  # registers IPAexGothic, which it brings along
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from portal.charts.drawing import colours
from portal.charts.pictures import Size

# Set once, when the module is loaded; afterwards only read.
mpl.rcParams.update(
    {
        # The second font has the letters of other cities' names that the first lacks.
        "font.family": [matplotlib_fontja.matplotlib_fontja.FONT_NAME, "DejaVu Sans"],
        # Letters as outlines: an SVG in an <img> can load no font.
        "svg.fonttype": "path",
        # The same facts give the same bytes.
        "svg.hashsalt": "tomoni",
        "axes.unicode_minus": False,
        "hatch.linewidth": 0.6,
        # A dollar sign in a unit is a dollar sign, not the beginning of a formula.
        "text.parse_math": False,
        "text.color": colours.INK,
        "axes.labelcolor": colours.INK_SOFT,
        "xtick.color": colours.INK_SOFT,
        "ytick.color": colours.INK_SOFT,
    }
)

# In pixels of the page (96 to the inch); letters are points (72 to the inch).
PIXELS: dict[Size, tuple[int, int]] = {Size.WIDE: (720, 400), Size.NARROW: (340, 320)}
LETTERS = 10.5
SMALL_LETTERS = 9.5

_STYLE = re.compile(r' style="([^"]*)"')
_STYLE_SHEET = re.compile(r"<style\b.*?</style>", re.DOTALL)
_OPENING = re.compile(r"<svg\b[^>]*>", re.DOTALL)


def new_figure(size: Size, height: int = 0) -> tuple[Figure, Axes]:
    """As high as usual, or so many pixels."""
    width, usual = PIXELS[size]
    height = height or usual
    figure = Figure(figsize=(width / 96, height / 96), facecolor=colours.PAPER)
    axes = figure.add_subplot()
    axes.set_facecolor(colours.PAPER)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    for side in ("bottom", "left"):
        axes.spines[side].set_color(colours.LINE_STRONG)
    axes.tick_params(labelsize=SMALL_LETTERS, length=3)
    axes.set_axisbelow(True)
    return figure, axes


def to_svg(figure: Figure, *, title: str, description: str) -> bytes:
    """The picture with its title and description, and without a single style.

    matplotlib writes style attributes and a style sheet; as plain attributes the same picture
    may also be opened on its own under our content security policy.
    """
    written = BytesIO()
    nothing: dict[str, None] = {"Date": None, "Creator": None, "Format": None, "Type": None}
    figure.savefig(written, format="svg", metadata=nothing)
    svg = _STYLE_SHEET.sub("", written.getvalue().decode())
    svg = _STYLE.sub(_as_attributes, svg)
    words = (
        f'<title id="title">{escape(title)}</title>'
        f'<desc id="description">{escape(description)}</desc>'
    )
    return _OPENING.sub(lambda tag: _named(tag[0]) + words, svg, count=1).encode()


def _as_attributes(style: re.Match[str]) -> str:
    pairs = (part.split(":", 1) for part in style[1].split(";") if part.strip())
    return "".join(f' {name.strip()}="{value.strip()}"' for name, value in pairs)


def _named(tag: str) -> str:
    roles = ' role="img" aria-labelledby="title description" stroke-linejoin="round"'
    return tag.removesuffix(">") + roles + ">"
