import struct
import zlib
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from portal.common.photos import (
    LONGEST_SIDE,
    LONGEST_SIDE_OF_THUMBNAIL,
    MOST_BYTES,
    PhotoHasTooManyPixels,
    PhotoIsNoPicture,
    PhotoIsTooLarge,
    PhotoIsUnfit,
    cleaned_photo,
)

GPS, ORIENTATION, MAKER = 0x8825, 0x0112, 0x010F


def picture(kind="JPEG", size=(64, 48), mode="RGB", **options):
    file = BytesIO()
    Image.new(mode, size).save(file, kind, **options)
    return file.getvalue()


def opened(content):
    return Image.open(BytesIO(content))


@pytest.mark.parametrize(
    ("kind", "mode"),
    [("JPEG", "RGB"), ("JPEG", "CMYK"), ("JPEG", "L"), ("PNG", "RGBA"), ("PNG", "P"),
     ("PNG", "I;16"), ("WEBP", "RGBA")],
)  # fmt: skip
def test_a_photo_becomes_a_jpeg_of_its_size(kind, mode):
    photo = cleaned_photo(picture(kind, mode=mode))

    kept = opened(photo.content)
    assert (kept.format, kept.mode, kept.size) == ("JPEG", "RGB", (64, 48))
    assert (photo.width, photo.height) == kept.size


def test_a_large_photo_is_made_small():
    photo = cleaned_photo(picture(size=(4000, 3000)))

    assert opened(photo.content).size == (LONGEST_SIDE, 1200)
    assert opened(photo.thumbnail).size == (LONGEST_SIDE_OF_THUMBNAIL, 360)


def test_where_and_by_what_it_was_taken_is_gone():
    exif = Image.Exif()
    exif[MAKER] = "Camera of a resident"
    exif.get_ifd(GPS)[2] = (35.0, 36.0, 26.0)
    sent = picture(exif=exif, comment=b"home of a resident")
    assert b"resident" in sent

    photo = cleaned_photo(sent)

    for content in (photo.content, photo.thumbnail):
        assert not dict(opened(content).getexif())
        assert set(opened(content).info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
        assert b"resident" not in content


def test_what_is_hidden_behind_the_picture_is_gone():
    assert b"PK\x03\x04" not in cleaned_photo(picture() + b"PK\x03\x04 an archive").content


def test_a_photo_taken_sideways_stands_upright():
    exif = Image.Exif()
    exif[ORIENTATION] = 6

    photo = cleaned_photo(picture(size=(64, 48), exif=exif))

    assert (photo.width, photo.height) == (48, 64)


def test_what_was_transparent_is_white():
    photo = cleaned_photo(picture("PNG", mode="RGBA"))

    assert opened(photo.content).getpixel((0, 0)) == (255, 255, 255)


def bomb(side):
    """A PNG of some bytes whose head claims this many pixels on each side."""

    def chunk(kind, data):
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(bytes(100)))
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(
    ("sent", "error"),
    [
        (bomb(9_000), PhotoHasTooManyPixels),
        (bomb(60_000), PhotoHasTooManyPixels),
        (bomb(1_000), PhotoIsNoPicture),
        (picture(size=(640, 480))[:300], PhotoIsNoPicture),
        (picture("GIF", mode="P"), PhotoIsNoPicture),
        (picture("BMP"), PhotoIsNoPicture),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", PhotoIsNoPicture),
        (b"PK\x03\x04" + bytes(100), PhotoIsNoPicture),
        (b"%PDF-1.7", PhotoIsNoPicture),
        (b"", PhotoIsNoPicture),
        (bytes(MOST_BYTES + 1), PhotoIsTooLarge),
    ],
)
def test_what_is_no_photo_is_refused(sent, error):
    with pytest.raises(error):
        cleaned_photo(sent)


BYTES = st.tuples(st.integers(0, 600), st.integers(0, 255))
JPEG, PNG, WEBP = (picture(kind) for kind in ("JPEG", "PNG", "WEBP"))


@settings(max_examples=60)
@given(st.sampled_from([JPEG, PNG, WEBP]), st.lists(BYTES, max_size=12))
def test_a_damaged_file_gives_a_photo_or_a_refusal(sent, damages):
    damaged = bytearray(sent)
    for place, value in damages:
        damaged[place % len(damaged)] = value

    try:
        photo = cleaned_photo(bytes(damaged))
    except PhotoIsUnfit:
        return
    assert opened(photo.content).format == "JPEG"
