"""Reads a record, part by part, in the order of the format, one frame in memory at a time."""

from collections.abc import Iterator
from typing import BinaryIO, Final

from voting.crypto.credential_list import CredentialList
from voting.crypto.definition import Definition
from voting.crypto.errors import Check, CheckFailed
from voting.crypto.jobs import Map
from voting.crypto.mixing import Mix
from voting.crypto.opening import PartialOpening
from voting.crypto.record.frames import Frame, RecordUnreadable, Tag, read_frames
from voting.crypto.record.parts import (
    MixHeader,
    OpeningHeader,
    elements_of,
    mix_of,
    read_mix_header,
    read_opening_header,
)
from voting.crypto.record.writer import FACTORS
from voting.crypto.wire import scalar_size

MIX_COLUMNS: Final = range(5)


class RecordReader:
    """Each method reads the next part; a part that is not the next one is unreadable.

    What a part says is parsed and refused by name; nothing is verified here.
    """

    def __init__(self, file: BinaryIO, map_jobs: Map = map) -> None:
        self._frames, self._map_jobs = read_frames(file), map_jobs
        self._next: Frame | None = next(self._frames, None)

    def one(self, tag: Tag) -> bytes:
        """The payload of the next frame, which has this tag.

        Raises:
            RecordUnreadable: it has another.
        """
        frame = self._next
        if frame is None or frame.tag is not tag:
            raise RecordUnreadable(f"Where {tag.name} is due stands something else.")
        self._next = next(self._frames, None)
        return frame.payload

    def some(self, tag: Tag) -> Iterator[bytes]:
        """The payloads of the frames of this tag that come next; there may be none."""
        while self.is_next(tag):
            yield self.one(tag)

    def is_next(self, tag: Tag) -> bool:
        return self._next is not None and self._next.tag is tag

    def credentials(self, definition: Definition) -> CredentialList:
        """The list of credentials.

        Raises:
            CheckFailed: `credential-list`, `group-element` or `identity-element`.
            RecordUnreadable
        """
        parts: list[list[bytes]] = [[] for _ in definition.electorates]
        group, size = definition.group, definition.group.element_size
        last = 0
        for payload in self.some(Tag.CREDENTIALS):
            if len(payload) % size != 1 or not last <= payload[0] < len(parts):
                raise CheckFailed(Check.CREDENTIAL_LIST, "no keys of an electorate, in order")
            last = payload[0]
            parts[last] += elements_of(group, payload[1:], ("credential",), self._map_jobs)
        return CredentialList(tuple(map(tuple, parts)))

    def entries(self) -> Iterator[bytes]:
        """The bytes of the log's entries, in order."""
        for payload in self.some(Tag.ENTRIES):
            at = 0
            while at < len(payload):
                size = int.from_bytes(payload[at : at + 2], "big")
                entry, at = payload[at + 2 : at + 2 + size], at + 2 + size
                if at > len(payload):
                    raise RecordUnreadable("An entry of the log ends too early.")
                yield entry

    def mix_header(self, definition: Definition) -> MixHeader:
        return read_mix_header(definition, self.one(Tag.MIX))

    def mix(self, definition: Definition, header: MixHeader, rows: int) -> Mix:
        """The mix of this header, which has to have so many rows.

        Raises:
            CheckFailed: `mix-shape`, `group-element`, `identity-element` or `scalar`.
            RecordUnreadable
        """
        if header.size != rows:
            raise CheckFailed(Check.MIX_SHAPE, f"{header.size} rows, of {rows}")
        group, w = definition.group, definition.elements
        element, scalar = group.element_size, scalar_size(group)
        widths = (2 * w * element, element, element, scalar, scalar)
        columns = [
            self._column(number, rows * width)
            for number, width in zip(MIX_COLUMNS, widths, strict=True)
        ]
        return mix_of(group, header, columns, w, self._map_jobs)

    def next_opening(self, definition: Definition, electorate: int) -> OpeningHeader | None:
        """The header of the next opening of this list, if there is another.

        Raises:
            CheckFailed: `opening-shape` or `scalar`.
        """
        frame = self._next
        if frame is None or frame.tag is not Tag.OPENING:
            return None
        header = read_opening_header(definition.group, frame.payload)
        if header.electorate != electorate:
            return None
        self.one(Tag.OPENING)
        return header

    def opening(self, definition: Definition, header: OpeningHeader, rows: int) -> PartialOpening:
        """What the trustee of this header gave, one factor for each ciphertext of the rows.

        Raises:
            CheckFailed: `opening-shape`, `group-element` or `identity-element`.
            RecordUnreadable
        """
        if header.size != rows * definition.elements:
            raise CheckFailed(Check.OPENING_SHAPE, f"trustee {header.trustee}")
        group = definition.group
        column = self._column(FACTORS, header.size * group.element_size)
        names = (f"factor of trustee {header.trustee}",)
        factors = elements_of(group, column, names, self._map_jobs)
        return PartialOpening(header.trustee, factors, header.proof)

    def end(self) -> None:
        """Nothing is left.

        Raises:
            RecordUnreadable
        """
        if self._next is not None:
            raise RecordUnreadable("Something stands after the result.")

    def _column(self, number: int, size: int) -> bytes:
        column = bytearray()
        while len(column) < size:
            payload = self.one(Tag.COLUMN)
            if payload[:1] != bytes([number]) or len(payload) == 1:
                raise RecordUnreadable("The columns are not in order.")
            column += payload[1:]
        if len(column) != size:
            raise RecordUnreadable("A column is longer than the list.")
        return bytes(column)
