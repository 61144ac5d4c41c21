"""The entries of the log. Each kind has one encoding of fixed layout; the first byte names it.

The hash of an entry covers the election's fingerprint and then its bytes, so that an entry
belongs to one election without carrying its name.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, TypeVar

from voting.crypto.ballots import MOST_CHANGES, NO_TRACKER, Ballot, Place, RowProof, UnsignedBallot
from voting.crypto.definition import Definition
from voting.crypto.draw import Draw
from voting.crypto.elgamal import require_ciphertext, row_bytes
from voting.crypto.errors import Check, CheckFailed
from voting.crypto.groups.base import Element, Scalar, require_element
from voting.crypto.merkle import Hash, leaf_hash
from voting.crypto.signatures import Signature, check_signature, sign
from voting.crypto.transcript import number
from voting.crypto.wire import (
    proof_bytes,
    proof_size,
    read_proof,
    read_scalar,
    scalar_bytes,
    scalar_size,
)


@dataclass(frozen=True, slots=True)
class Spoilt:
    """A ballot that was challenged: the one of this tracker is never cast."""

    tracker: bytes


@dataclass(frozen=True, slots=True)
class Revoked:
    """The registrar takes a credential back after opening."""

    credential: Element
    signature: Signature


@dataclass(frozen=True, slots=True)
class VotedOnPaper:
    """A paper ballot was given out for a credential: paper stands."""

    credential: Element
    signature: Signature


@dataclass(frozen=True, slots=True)
class PaperBatch:
    """The paper ballots of an electorate as they were typed: their number and fingerprint."""

    electorate: int
    count: int
    fingerprint: bytes
    signature: Signature


@dataclass(frozen=True, slots=True)
class Closed:
    """No ballot after this one; signed by the log."""

    signature: Signature


@dataclass(frozen=True, slots=True)
class IndexDestroyed:
    """The registrar has destroyed the index that relates people to keys."""

    signature: Signature


SignedEntry = Revoked | VotedOnPaper | PaperBatch | Closed | IndexDestroyed
Entry = Ballot | Spoilt | SignedEntry
Signed = TypeVar("Signed", bound=SignedEntry)

BALLOT, SPOILT, REVOKED, PAPER, BATCH, CLOSED, DESTROYED = range(1, 8)


def entry_leaf(definition: Definition, encoded: bytes) -> Hash:
    """What the log's tree is built of."""
    return leaf_hash(definition.fingerprint + encoded)


def entry_bytes(definition: Definition, entry: Entry) -> bytes:
    match entry:
        case Ballot():
            return _ballot_bytes(definition, entry)
        case Spoilt(tracker):
            return bytes([SPOILT]) + tracker
        case _:
            return _unsigned(entry) + proof_bytes(definition.group, entry.signature)


def _unsigned(entry: SignedEntry) -> bytes:
    match entry:
        case Revoked(credential):
            return bytes([REVOKED]) + credential
        case VotedOnPaper(credential):
            return bytes([PAPER]) + credential
        case PaperBatch(electorate, count, fingerprint):
            return bytes([BATCH, electorate]) + number(count) + fingerprint
        case Closed():
            return bytes([CLOSED])
        case _:
            return bytes([DESTROYED])


def read_entry(definition: Definition, encoded: bytes, where: str) -> Entry:
    """The entry in its bytes; elements are members, scalars reduced, nothing is left over.

    Raises:
        CheckFailed: `log-entry`, `group-element`, `identity-element` or `scalar`.
    """
    reader = _Reader(definition, encoded, where)
    kind = reader.take(1)[0]
    if kind not in _READERS:
        raise CheckFailed(Check.LOG_ENTRY, f"{where}: its kind is unknown")
    entry = _READERS[kind](reader)
    if reader.left:
        raise CheckFailed(Check.LOG_ENTRY, f"{where}: bytes are left over")
    return entry


class _Reader:
    """Takes the parts of an entry from its bytes, one after the other."""

    def __init__(self, definition: Definition, encoded: bytes, where: str) -> None:
        self.definition, self.group = definition, definition.group
        self.left, self.where = encoded, where

    def take(self, size: int) -> bytes:
        if len(self.left) < size:
            raise CheckFailed(Check.LOG_ENTRY, f"{self.where}: it ends too early")
        taken, self.left = self.left[:size], self.left[size:]
        return taken

    def credential(self) -> Element:
        key = self.take(self.group.element_size)
        return require_element(self.group, key, f"{self.where}, credential")

    def scalar(self) -> Scalar:
        return read_scalar(self.group, self.take(scalar_size(self.group)), self.where)

    def signature(self) -> Signature:
        return read_proof(self.group, self.take(proof_size(self.group)), self.where)


def _ballot_bytes(definition: Definition, ballot: Ballot) -> bytes:
    group, unsigned = definition.group, ballot.unsigned
    place, proof = unsigned.place, unsigned.proof
    return b"".join(
        (
            bytes([BALLOT]),
            place.credential,
            bytes([place.counter]),
            place.previous if place.counter else b"",
            row_bytes([unsigned.row]),
            scalar_bytes(group, proof.c),
            *(scalar_bytes(group, z) for z in proof.z),
            proof_bytes(group, ballot.signature),
        )
    )


def _read_ballot(reader: _Reader) -> Ballot:
    definition, w = reader.definition, reader.definition.elements
    credential, counter = reader.credential(), reader.take(1)[0]
    if counter > MOST_CHANGES:
        raise CheckFailed(Check.LOG_ENTRY, f"{reader.where}: too many changes")
    previous = reader.take(32) if counter else NO_TRACKER
    width = 2 * reader.group.element_size
    row = tuple(
        require_ciphertext(reader.group, reader.take(width), reader.where) for _ in range(w)
    )
    proof = RowProof(reader.scalar(), tuple(reader.scalar() for _ in range(w)))
    place = Place(definition.fingerprint, credential, counter, previous)
    return Ballot(UnsignedBallot(place, row, proof), reader.signature())


def _read_batch(reader: _Reader) -> PaperBatch:
    electorate, count = reader.take(1)[0], int.from_bytes(reader.take(8), "big")
    return PaperBatch(electorate, count, reader.take(32), reader.signature())


_READERS: Final[dict[int, Callable[[_Reader], Entry]]] = {
    BALLOT: _read_ballot,
    SPOILT: lambda reader: Spoilt(reader.take(32)),
    REVOKED: lambda reader: Revoked(reader.credential(), reader.signature()),
    PAPER: lambda reader: VotedOnPaper(reader.credential(), reader.signature()),
    BATCH: _read_batch,
    CLOSED: lambda reader: Closed(reader.signature()),
    DESTROYED: lambda reader: IndexDestroyed(reader.signature()),
}


def sign_entry(
    definition: Definition, make: Callable[[Signature], Signed], key: Scalar, draw: Draw
) -> Signed:
    """The entry that `make` gives for its signature, signed by the registrar or the log."""
    message = definition.fingerprint + _unsigned(make(Signature(0, 0)))
    return make(sign(definition.group, "entry", message, key, draw))


def check_entry_signature(definition: Definition, entry: Entry) -> None:
    """Check who signed the entry; a ballot's own signature is checked with its proof.

    Raises:
        CheckFailed: `signature`.
    """
    if isinstance(entry, Ballot | Spoilt):
        return
    key = definition.log_key if isinstance(entry, Closed) else definition.registrar_key
    message = definition.fingerprint + _unsigned(entry)
    check_signature(definition.group, "entry", message, key, entry.signature)
