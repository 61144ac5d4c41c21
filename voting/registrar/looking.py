"""What a closed vote says of one credential, and of who voted."""

from dataclasses import dataclass
from typing import BinaryIO

from voting.crypto.ballots import Ballot
from voting.crypto.definition import Definition
from voting.crypto.entries import Revoked, VotedOnPaper, check_entry_signature, read_entry
from voting.crypto.groups.base import Element
from voting.crypto.reading import read_definition
from voting.crypto.record.frames import Tag
from voting.crypto.record.reader import RecordReader


@dataclass(frozen=True, slots=True)
class Looked:
    """`cast`: trackers of each credential's ballots; `revoked` and `paper`: credentials."""

    definition: Definition
    listed: set[Element]
    cast: dict[Element, list[bytes]]
    revoked: set[Element]
    paper: set[Element]

    @property
    def voters(self) -> set[Element]:
        """Whose vote counts: online and not taken back, or on paper."""
        return (set(self.cast) - self.revoked) | self.paper


def look(file: BinaryIO) -> Looked:
    """Read a record, or a closed vote, up to the end of its log.

    It is not verified here: that is `voting.verify`'s, and everyone's.

    Raises:
        CheckFailed: a part cannot be parsed, or a revocation is not the registrar's.
        RecordUnreadable
    """
    reader = RecordReader(file)
    definition = read_definition(reader.one(Tag.DEFINITION))
    reader.one(Tag.CEREMONY)
    listed = set(reader.credentials(definition).electorate_of)
    reader.one(Tag.SIGNATURES)
    looked = Looked(definition, listed, {}, set(), set())
    for number, encoded in enumerate(reader.entries()):
        entry = read_entry(definition, encoded, f"entry {number}")
        check_entry_signature(definition, entry)
        match entry:
            case Ballot(unsigned):
                trackers = looked.cast.setdefault(unsigned.place.credential, [])
                trackers.append(unsigned.tracker(definition.group))
            case Revoked(credential):
                looked.revoked.add(credential)
            case VotedOnPaper(credential):
                looked.paper.add(credential)
    return looked
