"""Photos that people send: shown to be pictures, made small, and rid of all that they tell.

A photo is drawn anew from its pixels, so that neither the place and camera in its metadata nor
anything hidden behind the picture is kept.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from typing import TypedDict
from uuid import uuid4

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from portal.common.errors import RuleViolation

FORMATS = ("JPEG", "PNG", "WEBP")
MOST_MEGABYTES = 10
MOST_BYTES = MOST_MEGABYTES * 1024 * 1024
# More than any telephone takes; a "bomb" of some kilobytes claims thousands of millions.
MOST_MEGAPIXELS = 60
LONGEST_SIDE = 1600
LONGEST_SIDE_OF_THUMBNAIL = 480
QUALITY = 82


class PhotoIsUnfit(RuleViolation):
    """Something is wrong with the photo that was sent."""


class PhotoIsTooLarge(PhotoIsUnfit):
    def __init__(self) -> None:
        super().__init__(
            _("写真が大きすぎます。1枚%(most)dMBまでにしてください。") % {"most": MOST_MEGABYTES}
        )


class PhotoIsNoPicture(PhotoIsUnfit):
    def __init__(self) -> None:
        super().__init__(_("写真として読み取れません。JPEG、PNG、WebPのファイルを選んでください。"))


class PhotoHasTooManyPixels(PhotoIsUnfit):
    def __init__(self) -> None:
        super().__init__(
            _("写真の画素数が多すぎます。%(most)d百万画素までにしてください。")
            % {"most": MOST_MEGAPIXELS}
        )


@dataclass(frozen=True)
class Photo:
    """A photo as it is kept: JPEG without metadata, upright; `width` and `height` in pixels."""

    content: bytes
    thumbnail: bytes
    width: int
    height: int


def cleaned_photo(sent: bytes) -> Photo:
    """The photo drawn anew, its longest side at most 1,600 pixels.

    Raises:
        PhotoIsTooLarge, PhotoIsNoPicture, PhotoHasTooManyPixels.
    """
    if len(sent) > MOST_BYTES:
        raise PhotoIsTooLarge
    picture = _drawn(sent)
    thumbnail = picture.copy()
    thumbnail.thumbnail((LONGEST_SIDE_OF_THUMBNAIL, LONGEST_SIDE_OF_THUMBNAIL))
    return Photo(_jpeg(picture), _jpeg(thumbnail), picture.width, picture.height)


def _drawn(sent: bytes) -> Image.Image:
    """The pixels alone, upright, on white where they were transparent."""
    try:
        with Image.open(BytesIO(sent), formats=FORMATS) as opened:
            # Known from its head, before a pixel is unpacked.
            if opened.width * opened.height > MOST_MEGAPIXELS * 1_000_000:
                raise PhotoHasTooManyPixels
            opened.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
            upright = ImageOps.exif_transpose(opened)
            upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
            layer = upright.convert("RGBA")
    except Image.DecompressionBombError:
        raise PhotoHasTooManyPixels from None
    # What Pillow raises of broken files, by its documentation and by trying.
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, IndexError):
        raise PhotoIsNoPicture from None
    paper = Image.new("RGB", layer.size, "white")
    paper.paste(layer, mask=layer.getchannel("A"))
    return paper


def _jpeg(picture: Image.Image) -> bytes:
    file = BytesIO()
    picture.save(file, "JPEG", quality=QUALITY, optimize=True)
    return file.getvalue()


class KeptPhoto(TypedDict):
    """A photo as a row remembers it: where its files are, its size in pixels, what it shows."""

    file: str
    thumbnail: str
    width: int
    height: int
    description: str


def keep_photos(photos: Iterable[Photo], *, folder: str, description: str) -> list[KeptPhoto]:
    """Store photos under names of our own, which tell nothing and cannot be guessed."""
    return [
        KeptPhoto(
            file=_stored(photo.content, folder),
            thumbnail=_stored(photo.thumbnail, folder),
            width=photo.width,
            height=photo.height,
            description=description,
        )
        for photo in photos
    ]


def _stored(content: bytes, folder: str) -> str:
    return default_storage.save(f"{folder}/{uuid4().hex}.jpg", ContentFile(content))
