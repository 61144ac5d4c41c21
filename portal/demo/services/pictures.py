"""Pictures for the reports of the demo city, drawn: nobody's street is shown."""

from collections.abc import Callable
from io import BytesIO

from PIL import Image, ImageDraw

from portal.common.photos import Photo, cleaned_photo

Draw = ImageDraw.ImageDraw
WIDTH, HEIGHT = 960, 640
NIGHT, DUSK, ROAD, LIGHT = "#16213e", "#24305e", "#3c4453", "#ffe9a8"
SKY, GRASS, WOOD, CRACK = "#cfe6f5", "#8fb98a", "#9c7248", "#22262e"


def dark_street(draw: Draw) -> None:
    """Two street lamps, one of which is out."""
    draw.rectangle((0, 0, WIDTH, HEIGHT), fill=NIGHT)
    draw.polygon([(380, 300), (580, 300), (900, HEIGHT), (60, HEIGHT)], fill=ROAD)
    for x, lit in ((250, False), (720, True)):
        draw.rectangle((x, 120, x + 12, 460), fill="#6b7487")
        draw.ellipse((x - 24, 90, x + 36, 150), fill=LIGHT if lit else DUSK)
    draw.polygon([(700, 150), (750, 150), (860, 460), (600, 460)], outline=LIGHT, width=3)


def broken_road(draw: Draw) -> None:
    """A hole in a pavement."""
    draw.rectangle((0, 0, WIDTH, 220), fill=SKY)
    draw.rectangle((0, 220, WIDTH, HEIGHT), fill="#9aa3ad")
    for x in range(-200, WIDTH, 160):
        draw.line((x, HEIGHT, x + 260, 220), fill="#7c858f", width=4)
    draw.ellipse((330, 380, 650, 520), fill=CRACK)
    draw.line((330, 450, 180, 480, 120, 540), fill=CRACK, width=8)
    draw.line((650, 440, 760, 400, 850, 410), fill=CRACK, width=8)


def broken_bench(draw: Draw) -> None:
    """A bench in a park, one board of which is missing."""
    draw.rectangle((0, 0, WIDTH, 360), fill=SKY)
    draw.rectangle((0, 360, WIDTH, HEIGHT), fill=GRASS)
    draw.ellipse((60, 60, 320, 330), fill="#5d8f57")
    draw.rectangle((178, 300, 204, 420), fill=WOOD)
    for y in (330, 400):
        draw.rectangle((380, y, 820, y + 34), fill=WOOD)
    draw.rectangle((380, 365, 520, 392), fill=WOOD)
    for x in (410, 770):
        draw.rectangle((x, 430, x + 22, 530), fill="#5b4630")


SCENES: dict[str, Callable[[Draw], None]] = {
    "dark_street": dark_street,
    "broken_road": broken_road,
    "broken_bench": broken_bench,
}


def drawn(scene: str) -> Photo:
    picture = Image.new("RGB", (WIDTH, HEIGHT))
    SCENES[scene](ImageDraw.Draw(picture))
    file = BytesIO()
    picture.save(file, "PNG")
    return cleaned_photo(file.getvalue())
