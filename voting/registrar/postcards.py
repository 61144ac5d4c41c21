"""Postcards with one code each, to be printed and sealed: PDF, in Japanese and English."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Final

import matplotlib_fontja
from qrcode.constants import ERROR_CORRECT_M
from qrcode.main import QRCode
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from voting.registrar.roll import Person

FONT: Final = "IPAexGothic"
CODE_FONT: Final = "Courier-Bold"
PAGE: Final = (100 * mm, 148 * mm)
MARGIN: Final = 9 * mm
IN_FILE: Final = 1000
"""So many cards in one file: a printer takes it, and no file needs much memory."""
QUIET: Final = 4


@dataclass(frozen=True, slots=True)
class Wording:
    """What all cards of a vote say. `address`: of the page where one votes, or empty."""

    title_ja: str
    title_en: str
    address: str


LINES: Final = (
    "このコードで、あなたの票を投じられます。だれにも見せないでください。",
    "市の職員がコードをたずねることはありません。",
    "紙で投票するときは、このはがきをお持ちください。",
    "With this code you vote. Show it to nobody;",
    "the city never asks for it. To vote on paper, bring this card.",
)


def postcards(cards: Sequence[tuple[Person, str]], wording: Wording) -> bytes:
    """A PDF with one page for each person and code."""
    _register_font()
    file = BytesIO()
    canvas = Canvas(file, pagesize=PAGE, pageCompression=1)
    canvas.setTitle(wording.title_ja)
    for person, code in cards:
        _draw(canvas, person, code, wording)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def quick_response(code: str, address: str) -> str:
    """What the square says: the code, behind the address where there is one.

    After the `#` it stays in the browser: no server is sent it.
    """
    return f"{address}#{code}" if address else code


@cache
def _register_font() -> None:
    fonts = Path(matplotlib_fontja.__file__).parent / "fonts"
    pdfmetrics.registerFont(TTFont(FONT, fonts / "ipaexg.ttf"))


def _draw(canvas: Canvas, person: Person, code: str, wording: Wording) -> None:
    width, height = PAGE
    y = height - MARGIN - 4 * mm
    for text, size in ((wording.title_ja, 12), (wording.title_en, 9)):
        y = _line(canvas, text, size, y)
    y -= 3 * mm
    for text in (person.address, f"{person.name} 様" if person.name else ""):
        if text:
            y = _line(canvas, text, 9, y)
    groups = code.split("-")
    y -= 4 * mm
    canvas.setFont(CODE_FONT, 17)
    for part in (groups[:3], groups[3:]):
        canvas.drawCentredString(width / 2, y, "-".join(part) + ("-" if part == groups[:3] else ""))
        y -= 8 * mm
    side = 42 * mm
    _draw_square(canvas, quick_response(code, wording.address), (width - side) / 2, y - side, side)
    y -= side + 4 * mm
    if wording.address:
        y = _line(canvas, wording.address, 9, y)
    for text in LINES:
        y = _line(canvas, text, 7, y)
    canvas.setFont(FONT, 6)
    canvas.drawRightString(width - MARGIN, MARGIN / 2, person.entry)


def _line(canvas: Canvas, text: str, size: float, y: float) -> float:
    """One centred line, made smaller where it is too long; the place of the next."""
    room = PAGE[0] - 2 * MARGIN
    wide = pdfmetrics.stringWidth(text, FONT, size)
    canvas.setFont(FONT, size * min(1, room / wide) if wide else size)
    canvas.drawCentredString(PAGE[0] / 2, y, text)
    return y - 1.5 * size


def _draw_square(canvas: Canvas, text: str, x: float, y: float, side: float) -> None:
    code = QRCode(error_correction=ERROR_CORRECT_M, border=QUIET)
    code.add_data(text)
    rows = code.get_matrix()
    module = side / len(rows)
    for number, row in enumerate(rows):
        start = 0
        while start < len(row):
            end = start
            while end < len(row) and row[end]:
                end += 1
            if end > start:
                top = y + side - (number + 1) * module
                canvas.rect(x + start * module, top, (end - start) * module, module, 0, 1)
            start = max(end, start + 1)
