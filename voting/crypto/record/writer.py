"""Writes a record, part by part, in the order of the format."""

from collections.abc import Iterable, Mapping
from typing import BinaryIO, Final

from voting.crypto.canonical import Value, canonical_bytes
from voting.crypto.ceremony import Ceremony
from voting.crypto.credential_list import CredentialList
from voting.crypto.definition import Definition
from voting.crypto.groups.base import Group
from voting.crypto.heads import SignedHead
from voting.crypto.mixing import Mix
from voting.crypto.opening import PartialOpening
from voting.crypto.record.frames import FrameWriter, Tag
from voting.crypto.record.parts import (
    Paper,
    Signatures,
    audit_bytes,
    head_bytes,
    mix_columns,
    mix_header_bytes,
    opening_header_bytes,
)

CHUNK: Final = 2**20
FACTORS: Final = 5
"""The column of an opening; those of a mix are 0 to 4."""


class PartWriter:
    """What a trustee gives to a record, in a file of frames of its own."""

    def __init__(self, file: BinaryIO, group: Group) -> None:
        self._frames, self._group = FrameWriter(file), group

    def mix(self, mix: Mix) -> None:
        self._frames.write(Tag.MIX, mix_header_bytes(self._group, mix))
        for number, column in enumerate(mix_columns(self._group, mix)):
            self._column(number, column)

    def opening(self, electorate: int, opening: PartialOpening) -> None:
        header = opening_header_bytes(self._group, electorate, opening)
        self._frames.write(Tag.OPENING, header)
        self._column(FACTORS, b"".join(opening.factors))

    def audit(self, contributions: Mapping[int, bytes]) -> None:
        self._frames.write(Tag.AUDIT, audit_bytes(contributions))

    def end(self) -> None:
        self._frames.end()

    def _column(self, number: int, column: bytes) -> None:
        for chunk in _chunks(column, 1):
            self._frames.write(Tag.COLUMN, bytes([number]) + chunk)


class RecordWriter(PartWriter):
    """Each method writes one part; they are called in the order of the format.

    A record that ends before its mixes is a vote that is to be mixed and opened.
    """

    def __init__(self, file: BinaryIO, definition: Definition) -> None:
        super().__init__(file, definition.group)
        self._frames.write(Tag.DEFINITION, definition.encoded)

    def trustees(self, ceremony: Ceremony) -> None:
        value = ceremony.to_value(self._group)
        self._frames.write(Tag.CEREMONY, canonical_bytes(value))

    def credentials(self, credentials: CredentialList, signatures: Signatures) -> None:
        for electorate, keys in enumerate(credentials.keys):
            for chunk in _chunks(b"".join(keys), self._group.element_size):
                self._frames.write(Tag.CREDENTIALS, bytes([electorate]) + chunk)
        self._frames.write(Tag.SIGNATURES, signatures.encoded(self._group))

    def entries(self, entries: Iterable[bytes]) -> None:
        """The log, as the bytes of its entries."""
        chunk = bytearray()
        for entry in entries:
            if chunk and len(chunk) + 2 + len(entry) > CHUNK:
                self._frames.write(Tag.ENTRIES, bytes(chunk))
                chunk.clear()
            chunk += len(entry).to_bytes(2, "big") + entry
        if chunk:
            self._frames.write(Tag.ENTRIES, bytes(chunk))

    def head(self, signed: SignedHead) -> None:
        """A published head; the last one covers the whole log."""
        self._frames.write(Tag.HEAD, head_bytes(self._group, signed))

    def paper(self, paper: Paper) -> None:
        self._frames.write(Tag.PAPER, paper.encoded())

    def result(self, result: Value) -> None:
        self._frames.write(Tag.RESULT, canonical_bytes(result))
        self.end()


def _chunks(octets: bytes, unit: int) -> Iterable[bytes]:
    """Parts of whole units, at most `CHUNK` bytes; none of nothing."""
    step = CHUNK // unit * unit
    return (octets[at : at + step] for at in range(0, len(octets), step))
