"""The ballot: encrypted, bound to election, credential and place in its chain, then signed.

tracker = hash of the unsigned ballot. The portal signs a receipt for it before the voter
chooses: cast (the credential signs the tracker) or challenge (the ballot is opened and spoilt).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from voting.crypto.draw import Draw, draw_scalar
from voting.crypto.elgamal import Row, encrypt, row_bytes
from voting.crypto.errors import Check, CheckFailed
from voting.crypto.groups.base import Element, Group, Scalar, require_scalar
from voting.crypto.signatures import Signature, check_signature, sign
from voting.crypto.transcript import challenge, fingerprint, number

MOST_CHANGES = 20
NO_TRACKER = bytes(32)
"""What the first ballot of a credential names as the one before it."""


@dataclass(frozen=True, slots=True)
class RowProof:
    """Knowledge of the randomness of all w ciphertexts: one challenge, one answer for each."""

    c: Scalar
    z: tuple[Scalar, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a ballot belongs.

    `election` is the fingerprint of the definition, `credential` the public key, `counter` 0 for
    the first ballot and then one more than the ballot changed, `previous` that one's tracker.
    """

    election: bytes
    credential: Element
    counter: int
    previous: bytes

    def statement(self) -> tuple[bytes, ...]:
        return (self.election, self.credential, number(self.counter), self.previous)


@dataclass(frozen=True, slots=True)
class UnsignedBallot:
    place: Place
    row: Row
    proof: RowProof

    def tracker(self, group: Group) -> bytes:
        """The 32 bytes by which the voter finds the ballot in the log."""
        width = (group.order.bit_length() + 7) // 8
        answers = b"".join(z.to_bytes(width, "little") for z in self.proof.z)
        return fingerprint(
            "tracker",
            *self.place.statement(),
            row_bytes([self.row]),
            self.proof.c.to_bytes(width, "little"),
            answers,
        )


@dataclass(frozen=True, slots=True)
class Ballot:
    unsigned: UnsignedBallot
    signature: Signature


def encrypt_ballot(
    group: Group, key: Element, payloads: Sequence[bytes], place: Place, draw: Draw
) -> tuple[UnsignedBallot, tuple[Scalar, ...]]:
    """Encrypt the payloads of one ballot; with it the randomness, which opens it if challenged."""
    randomness = tuple(draw_scalar(draw, group) for _ in payloads)
    row = tuple(
        encrypt(group, key, group.embed(payload), r)
        for payload, r in zip(payloads, randomness, strict=True)
    )
    nonces = [draw_scalar(draw, group) for _ in payloads]
    c = _challenge(group, key, place, row, [group.multiply_generator(k) for k in nonces])
    answers = (k + c * r for k, r in zip(nonces, randomness, strict=True))
    proof = RowProof(c, tuple(z % group.order for z in answers))
    return UnsignedBallot(place, row, proof), randomness


def sign_ballot(group: Group, unsigned: UnsignedBallot, key: Scalar, draw: Draw) -> Ballot:
    """Cast: the credential's key signs the tracker."""
    return Ballot(unsigned, sign(group, "ballot", unsigned.tracker(group), key, draw))


def check_ballot(group: Group, key: Element, ballot: Ballot, elements: int) -> None:
    """Check a ballot by itself: its number of elements, proof and signature.

    Elements and scalars have been parsed, so they are members and reduced. Whether the
    credential is listed and where the ballot stands in its chain is checked over the log.

    Raises:
        CheckFailed: `ballot-shape`, `ballot-proof`, `scalar` or `signature`.
    """
    unsigned = ballot.unsigned
    check_unsigned(group, key, unsigned, elements)
    check_signature(
        group,
        "ballot",
        unsigned.tracker(group),
        unsigned.place.credential,
        ballot.signature,
    )


def check_unsigned(group: Group, key: Element, ballot: UnsignedBallot, elements: int) -> None:
    """Check a ballot before it is cast: its number of elements, counter and proof.

    Raises:
        CheckFailed: `ballot-shape`, `ballot-proof` or `scalar`.
    """
    place, proof = ballot.place, ballot.proof
    first = place.counter == 0
    if not (
        len(ballot.row) == len(proof.z) == elements
        and 0 <= place.counter <= MOST_CHANGES
        and first == (place.previous == NO_TRACKER)
    ):
        raise CheckFailed(Check.BALLOT_SHAPE, "elements, counter or chain")
    require_scalar(group, proof.c, "ballot challenge")
    for z in proof.z:
        require_scalar(group, z, "ballot answer")
    commitments = [
        group.subtract(group.multiply_generator(z), group.multiply(proof.c, ciphertext.alpha))
        for z, ciphertext in zip(proof.z, ballot.row, strict=True)
    ]
    if proof.c == 0 or _challenge(group, key, place, ballot.row, commitments) != proof.c:
        raise CheckFailed(Check.BALLOT_PROOF, "knowledge of the randomness")


def check_opened(
    group: Group,
    key: Element,
    ballot: UnsignedBallot,
    payloads: Sequence[bytes],
    randomness: Sequence[Scalar],
) -> None:
    """Check a challenged ballot: it encrypts these payloads under this randomness.

    Raises:
        CheckFailed: `challenged-ballot`.
    """
    if not len(payloads) == len(randomness) == len(ballot.row):
        raise CheckFailed(Check.CHALLENGED_BALLOT, "number of elements")
    again = tuple(
        encrypt(group, key, group.embed(payload), r)
        for payload, r in zip(payloads, randomness, strict=True)
    )
    if again != ballot.row:
        raise CheckFailed(Check.CHALLENGED_BALLOT, "it encrypts something else")


def _challenge(
    group: Group, key: Element, place: Place, row: Row, commitments: Sequence[Element]
) -> Scalar:
    statement = (*place.statement(), key, row_bytes([row]))
    return challenge(group, "ballot", *statement, *commitments)
