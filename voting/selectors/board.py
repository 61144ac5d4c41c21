"""Reading the board of a vote."""

from collections.abc import Iterator
from functools import partial
from io import BufferedReader, RawIOBase
from typing import BinaryIO, cast

from voting.models import BoardFile, BoardPart
from voting.tools.board import LARGEST_DOCUMENT
from voting.trustee.following import Get

WAITS_FOR_PROOF = ("mix-", "opening-")
"""Files that are shown once a worker has verified them."""


def file_on(held_id: int, name: str) -> BoardFile | None:
    """The file of this name that stands, whether or not it was verified yet."""
    return BoardFile.objects.standing().filter(held=held_id, name=name).first()


def shown_file(held_id: int, name: str) -> BoardFile | None:
    """The file as it is given out: a mix or an opening only when it was verified."""
    files = BoardFile.objects.standing().filter(held=held_id, name=name)
    if name.startswith(WAITS_FOR_PROOF):
        files = files.filter(verified__isnull=False)
    return files.first()


def shown_names(held_id: int) -> list[str]:
    """The names of all files that are given out."""
    files = BoardFile.objects.standing().filter(held=held_id)
    waiting = files.filter(verified=None, name__regex="^(mix|opening)-")
    return sorted(files.exclude(pk__in=waiting).values_list("name", flat=True))


def parts_of(file: BoardFile) -> Iterator[bytes]:
    """The bytes of a file, part by part."""
    rows = BoardPart.objects.filter(file=file).order_by("number").values_list("octets", flat=True)
    return (bytes(part) for part in rows.iterator(chunk_size=1))


def document_of(file: BoardFile) -> bytes:
    return b"".join(parts_of(file))


def board_document(held_id: int, name: str) -> bytes | None:
    """A small file whole; None while there is none."""
    file = file_on(held_id, name)
    return document_of(file) if file and file.size <= LARGEST_DOCUMENT else None


def get_from(held_id: int) -> Get:
    """The board as the trustees' tools take it."""
    return partial(board_document, held_id)


class _Parts(RawIOBase):
    """The parts of a file as a stream, one in memory at a time."""

    def __init__(self, file: BoardFile) -> None:
        self._parts, self._left = parts_of(file), b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        if not self._left:
            self._left = next(self._parts, b"")
        taken, self._left = self._left[: len(buffer)], self._left[len(buffer) :]
        buffer[: len(taken)] = taken
        return len(taken)


def open_file(file: BoardFile) -> BinaryIO:
    """A file to be read from its beginning to its end."""
    return cast("BinaryIO", BufferedReader(_Parts(file), 2**20))


def opener(held_id: int, *, unverified: str = "") -> "partial[BinaryIO | None]":
    """Files by name, of mixes and openings the verified ones, and one that is being verified."""
    return partial(_opened, held_id, unverified)


def _opened(held_id: int, unverified: str, name: str) -> BinaryIO | None:
    found = file_on(held_id, name) if name == unverified else shown_file(held_id, name)
    return open_file(found) if found else None
