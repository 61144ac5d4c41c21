"""A file of frames: a tag, a length, a payload. It can be written and read as a stream.

The last frame holds the SHA-256 of all bytes before it: a file that was cut short or damaged is
told from one that says something false. It proves nothing; the protocol's checks do.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from typing import BinaryIO, Final

MAGIC: Final = b"TOMONI-RECORD-1\n"
LONGEST: Final = 2**24
"""Of a payload: a reader needs no more memory for one frame."""


class RecordUnreadable(Exception):
    """The file is no record, or a damaged one: nothing is said about the election."""


class Tag(IntEnum):
    DEFINITION = 1
    CEREMONY = 2
    CREDENTIALS = 3
    SIGNATURES = 4
    ENTRIES = 5
    HEAD = 6
    MIX = 7
    COLUMN = 8
    OPENING = 9
    PAPER = 10
    AUDIT = 11
    RESULT = 12
    END = 255


@dataclass(frozen=True, slots=True)
class Frame:
    tag: Tag
    payload: bytes


class FrameWriter:
    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._hasher = hashlib.sha256()
        self._write(MAGIC)

    def write(self, tag: Tag, payload: bytes) -> None:
        """Write one frame.

        Raises:
            ValueError: the payload is longer than `LONGEST`.
        """
        if len(payload) > LONGEST:
            raise ValueError(f"A frame of {len(payload)} bytes is too long.")
        self._write(bytes([tag]) + len(payload).to_bytes(4, "big") + payload)

    def end(self) -> None:
        self.write(Tag.END, self._hasher.digest())

    def _write(self, octets: bytes) -> None:
        self._hasher.update(octets)
        self._file.write(octets)


def read_frames(file: BinaryIO) -> Iterator[Frame]:
    """The frames up to the end, which is checked and not given.

    Raises:
        RecordUnreadable: another format, an unknown tag, a file cut short, damaged or continued.
    """
    hasher = hashlib.sha256()

    def take(size: int) -> bytes:
        octets = file.read(size)
        if len(octets) < size:
            raise RecordUnreadable("The file ends too early.")
        return octets

    magic = take(len(MAGIC))
    if magic != MAGIC:
        raise RecordUnreadable("The file is no record of this version.")
    hasher.update(magic)
    while True:
        head = take(5)
        size = int.from_bytes(head[1:], "big")
        if head[0] not in set(Tag) or size > LONGEST:
            raise RecordUnreadable("A frame has an unknown tag or is too long.")
        tag, payload = Tag(head[0]), take(size)
        if tag is Tag.END:
            if payload != hasher.digest() or file.read(1):
                raise RecordUnreadable("The file is damaged.")
            return
        hasher.update(head + payload)
        yield Frame(tag, payload)
