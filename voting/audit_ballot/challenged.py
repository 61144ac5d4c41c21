"""A challenged ballot as the device gives it out: what was committed to, and what opens it.

`{definition, credential, counter, previous, row, c, z, receipt, tracker, choice, randomness}`: the
definition as the text that it is; bytes in hexadecimal; `choice` as in the record's RESULT. The
tracker is the one that the page showed before the voter chose to challenge.
"""

from dataclasses import dataclass

from voting.crypto.ballots import (
    MOST_CHANGES,
    Place,
    RowProof,
    UnsignedBallot,
    check_opened,
    check_unsigned,
)
from voting.crypto.canonical import Value, canonical_bytes, read_canonical
from voting.crypto.ceremony import read_element
from voting.crypto.definition import Definition
from voting.crypto.elgamal import require_ciphertext, row_bytes
from voting.crypto.errors import Check, CheckFailed
from voting.crypto.fields import Fields, fields_of
from voting.crypto.groups.base import Scalar
from voting.crypto.heads import check_receipt
from voting.crypto.packing import Choice
from voting.crypto.reading import MOST_OPTIONS, read_definition
from voting.crypto.signatures import Signature
from voting.crypto.wire import (
    proof_bytes,
    proof_size,
    read_proof,
    read_scalar,
    scalar_bytes,
    scalar_size,
)

LONGEST = 4_000_000


@dataclass(frozen=True, slots=True)
class Challenged:
    definition: Definition
    ballot: UnsignedBallot
    receipt: Signature
    tracker: bytes
    choice: Choice
    randomness: tuple[Scalar, ...]

    def encoded(self) -> bytes:
        group, place, proof = self.definition.group, self.ballot.place, self.ballot.proof
        width = 2 * group.element_size
        row = row_bytes([self.ballot.row])
        return canonical_bytes(
            {
                "definition": self.definition.encoded.decode(),
                "credential": place.credential.hex(),
                "counter": place.counter,
                "previous": place.previous.hex(),
                "row": [row[at : at + width].hex() for at in range(0, len(row), width)],
                "c": scalar_bytes(group, proof.c).hex(),
                "z": [scalar_bytes(group, z).hex() for z in proof.z],
                "receipt": proof_bytes(group, self.receipt).hex(),
                "tracker": self.tracker.hex(),
                "choice": list(self.choice),
                "randomness": [scalar_bytes(group, r).hex() for r in self.randomness],
            }
        )


def read_challenged(encoded: bytes) -> Challenged:
    """The file of a challenged ballot, parsed.

    Raises:
        CheckFailed: `encoding`, `challenged-ballot`, and those of the definition and of elements.
    """
    with fields_of(read_canonical(encoded), "challenge", Check.CHALLENGED_BALLOT) as fields:
        definition = read_definition(fields.text("definition", LONGEST).encode())
        group, w = definition.group, definition.elements
        place = Place(
            definition.fingerprint,
            read_element(group, fields, "credential"),
            fields.whole("counter", 0, MOST_CHANGES),
            fields.octets("previous", 32),
        )
        row = tuple(
            require_ciphertext(group, part, "challenge")
            for part in fields.all_octets("row", 2 * group.element_size, w)
        )
        c = read_scalar(group, fields.octets("c", scalar_size(group)), "challenge, c")
        proof = RowProof(c, _scalars(fields, definition, "z"))
        receipt = read_proof(group, fields.octets("receipt", proof_size(group)), "receipt")
        return Challenged(
            definition,
            UnsignedBallot(place, row, proof),
            receipt,
            fields.octets("tracker", 32),
            _choice(fields),
            _scalars(fields, definition, "randomness"),
        )


def _scalars(fields: Fields, definition: Definition, name: str) -> tuple[Scalar, ...]:
    group = definition.group
    parts = fields.all_octets(name, scalar_size(group), definition.elements)
    return tuple(read_scalar(group, part, f"challenge, {name}") for part in parts)


def _choice(fields: Fields) -> Choice:
    numbers: list[Value] = fields.items("choice", MOST_OPTIONS)
    whole = tuple(n for n in numbers if isinstance(n, int) and not isinstance(n, bool) and n >= 0)
    if len(whole) != len(numbers):
        raise fields.refusal("choice is no list of whole numbers")
    return whole


def audit(challenged: Challenged) -> None:
    """Check that the ballot that was committed to encrypts the choice, and nothing else.

    Raises:
        CheckFailed: `challenged-ballot`: another tracker, choice or encryption than was shown;
            `signature`: the receipt is not the log's; `ballot-proof`, `ballot-shape`: it could
            never have been cast; `choice` or `limits`: it says what the ballot does not allow.
    """
    definition, ballot = challenged.definition, challenged.ballot
    group, key = definition.group, definition.trustees.key
    tracker = ballot.tracker(group)
    if tracker != challenged.tracker:
        raise CheckFailed(Check.CHALLENGED_BALLOT, "the tracker is of another ballot")
    check_receipt(definition, tracker, challenged.receipt)
    check_unsigned(group, key, ballot, definition.elements)
    payloads = definition.form.packing.pack(challenged.choice, group.payload_size)
    check_opened(group, key, ballot, payloads, challenged.randomness)
    definition.form.check(challenged.choice)


def told(challenged: Challenged, language: str) -> list[str]:
    """What the ballot says, option by option, in the order that matters."""
    definition = challenged.definition
    names = [getattr(option.name, language) for option in definition.options]
    if definition.form.packing.kind == "points":
        return [f"{names[o]}: {p}" for o, p in enumerate(challenged.choice) if p]
    if definition.form.packing.kind == "ranking":
        return [f"{rank}. {names[o]}" for rank, o in enumerate(challenged.choice, start=1)]
    return [names[o] for o in challenged.choice]
