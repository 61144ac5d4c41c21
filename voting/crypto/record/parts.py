"""The documents of a record, and the tables beside them, to and from what they stand for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, cycle
from typing import Final

from voting.crypto.canonical import Value, canonical_bytes, read_canonical
from voting.crypto.definition import Definition
from voting.crypto.elgamal import Ciphertext, Row
from voting.crypto.errors import Check, CheckFailed
from voting.crypto.fields import fields_of
from voting.crypto.groups.base import Element, Group, Scalar, require_element
from voting.crypto.heads import Head, SignedHead
from voting.crypto.jobs import Map, cuts
from voting.crypto.mixing import Mix, Place
from voting.crypto.opening import PartialOpening
from voting.crypto.packing import Choice
from voting.crypto.proofs import Proof
from voting.crypto.shuffle import ShuffleProof
from voting.crypto.signatures import Signature
from voting.crypto.transcript import fingerprint
from voting.crypto.wire import (
    proof_bytes,
    proof_size,
    read_proof,
    read_scalar,
    scalar_bytes,
    scalar_size,
)

MOST_ROWS: Final = 100_000_000
MOST_PAPER: Final = 1_000_000
JOB_ELEMENTS: Final = 20_000


@dataclass(frozen=True, slots=True)
class Signatures:
    """The registrar's, on the list of credentials; the trustees', on the definition."""

    registrar: Signature
    trustees: tuple[Signature, ...]

    def encoded(self, group: Group) -> bytes:
        return canonical_bytes(
            {
                "registrar": proof_bytes(group, self.registrar).hex(),
                "trustees": [proof_bytes(group, s).hex() for s in self.trustees],
            }
        )


def read_signatures(group: Group, encoded: bytes) -> Signatures:
    with fields_of(read_canonical(encoded), "signatures", Check.ENCODING) as fields:
        size = proof_size(group)
        registrar = read_proof(group, fields.octets("registrar", size), "registrar's signature")
        trustees = fields.all_octets("trustees", size, 100)
        return Signatures(
            registrar,
            tuple(read_proof(group, s, "trustee's signature") for s in trustees),
        )


def head_bytes(group: Group, signed: SignedHead) -> bytes:
    return canonical_bytes(
        {
            "size": signed.head.size,
            "root": signed.head.root.hex(),
            "signature": proof_bytes(group, signed.signature).hex(),
            "countersignatures": [
                {"trustee": i, "signature": proof_bytes(group, signature).hex()}
                for i, signature in sorted(signed.countersignatures.items())
            ],
        }
    )


def read_head(group: Group, encoded: bytes) -> SignedHead:
    """A head as it was published.

    Raises:
        CheckFailed: `encoding`, `log-head` or `scalar`.
    """
    size = proof_size(group)
    with fields_of(read_canonical(encoded), "head", Check.LOG_HEAD) as fields:
        head = Head(fields.whole("size", 0, MOST_ROWS), fields.octets("root", 32))
        signature = read_proof(group, fields.octets("signature", size), "head")
        countersignatures: dict[int, Signature] = {}
        for value in fields.items("countersignatures", 100):
            with fields_of(value, "countersignature", Check.LOG_HEAD) as part:
                i = part.whole("trustee", 1, 100)
                countersignature = read_proof(group, part.octets("signature", size), part.where)
            if countersignatures and i <= max(countersignatures):
                raise fields.refusal("trustees are named once, in order")
            countersignatures[i] = countersignature
        return SignedHead(head, signature, countersignatures)


def read_consistency(encoded: bytes) -> list[bytes]:
    """A proof that one head extends another: a list of hashes.

    Raises:
        CheckFailed: `encoding` or `log-consistency`.
    """
    value = read_canonical(encoded)
    proof = value if isinstance(value, list) and len(value) <= 64 else None
    if proof is None or not all(isinstance(part, str) and len(part) == 64 for part in proof):
        raise CheckFailed(Check.LOG_CONSISTENCY, "no proof")
    try:
        return [bytes.fromhex(str(part)) for part in proof]
    except ValueError:
        raise CheckFailed(Check.LOG_CONSISTENCY, "no proof") from None


@dataclass(frozen=True, slots=True)
class MixHeader:
    """All of a mix but its five columns of `size` rows."""

    place: Place
    size: int
    scalars: tuple[Scalar, ...]
    s4: tuple[Scalar, ...]
    signature: Signature


SINGLE_SCALARS: Final = ("challenge", "s1", "s2", "s3")


def mix_header_bytes(group: Group, mix: Mix) -> bytes:
    document: dict[str, Value] = {
        name: scalar_bytes(group, getattr(mix.proof, name)).hex() for name in SINGLE_SCALARS
    }
    document |= {
        "electorate": mix.place.electorate,
        "number": mix.place.number,
        "mixer": mix.place.mixer,
        "size": len(mix.after),
        "s4": [scalar_bytes(group, s).hex() for s in mix.proof.s4],
        "signature": proof_bytes(group, mix.signature).hex(),
    }
    return canonical_bytes(document)


def read_mix_header(definition: Definition, encoded: bytes) -> MixHeader:
    """The header of a mix.

    Raises:
        CheckFailed: `encoding`, `mix-shape` or `scalar`.
    """
    group = definition.group
    width = scalar_size(group)
    with fields_of(read_canonical(encoded), "mix", Check.MIX_SHAPE) as fields:
        place = Place(*(fields.whole(name, 0, 1000) for name in ("electorate", "number", "mixer")))
        size = fields.whole("size", 0, MOST_ROWS)
        scalars = [fields.octets(name, width) for name in SINGLE_SCALARS]
        s4 = fields.all_octets("s4", width, definition.elements)
        signature = fields.octets("signature", proof_size(group))
    return MixHeader(
        place,
        size,
        tuple(read_scalar(group, s, "mix") for s in scalars),
        tuple(read_scalar(group, s, "mix, s4") for s in s4),
        read_proof(group, signature, "mix, signature"),
    )


def mix_of(
    group: Group, header: MixHeader, columns: Sequence[bytes], elements: int, map_jobs: Map = map
) -> Mix:
    """The mix of a header and its columns; elements are checked, scalars reduced.

    Raises:
        CheckFailed: `group-element`, `identity-element` or `scalar`.
    """
    rows, permutation, chain, s_hat, s_tilde = columns
    challenge, s1, s2, s3 = header.scalars
    proof = ShuffleProof(
        permutation=elements_of(group, permutation, ("mix, permutation",), map_jobs),
        chain=elements_of(group, chain, ("mix, chain",), map_jobs),
        challenge=challenge,
        s1=s1,
        s2=s2,
        s3=s3,
        s4=header.s4,
        s_hat=_scalars_of(group, s_hat),
        s_tilde=_scalars_of(group, s_tilde),
    )
    after = rows_of(group, rows, elements, map_jobs)
    return Mix(header.place, after, proof, header.signature)


def mix_columns(group: Group, mix: Mix) -> list[bytes]:
    proof = mix.proof
    return [
        b"".join(c.to_bytes() for row in mix.after for c in row),
        b"".join(proof.permutation),
        b"".join(proof.chain),
        b"".join(scalar_bytes(group, s) for s in proof.s_hat),
        b"".join(scalar_bytes(group, s) for s in proof.s_tilde),
    ]


def rows_of(group: Group, encoded: bytes, elements: int, map_jobs: Map = map) -> list[Row]:
    """Rows of w ciphertexts, as they stand one after the other.

    Raises:
        CheckFailed: `group-element` or `identity-element`.
    """
    names = ("mixed row, alpha", "mixed row, beta")
    halves = elements_of(group, encoded, names, map_jobs)
    ciphertexts = list(map(Ciphertext, halves[::2], halves[1::2]))
    starts = range(0, len(ciphertexts), elements)
    return [tuple(ciphertexts[at : at + elements]) for at in starts]


def elements_of(
    group: Group, encoded: bytes, names: tuple[str, ...], map_jobs: Map = map
) -> tuple[Element, ...]:
    """The elements that stand one after the other, each checked; refusals name them in turn.

    Raises:
        CheckFailed: `group-element` or `identity-element`.
    """
    size = group.element_size
    width = size * len(names)
    turns = -(-len(encoded) // width)
    parts = [
        (group, encoded[width * cut.start : width * cut.stop], names)
        for cut in cuts(turns, JOB_ELEMENTS)
    ]
    return tuple(chain.from_iterable(map_jobs(_elements, parts)))


def _elements(part: tuple[Group, bytes, tuple[str, ...]]) -> tuple[Element, ...]:
    group, encoded, names = part
    size = group.element_size
    starts = range(0, len(encoded), size)
    return tuple(
        require_element(group, encoded[at : at + size], name)
        for at, name in zip(starts, cycle(names), strict=False)
    )


def _scalars_of(group: Group, encoded: bytes) -> tuple[Scalar, ...]:
    size = scalar_size(group)
    starts = range(0, len(encoded), size)
    return tuple(read_scalar(group, encoded[at : at + size], "mix, answer") for at in starts)


@dataclass(frozen=True, slots=True)
class OpeningHeader:
    electorate: int
    trustee: int
    size: int
    proof: Proof


def opening_header_bytes(group: Group, electorate: int, opening: PartialOpening) -> bytes:
    return canonical_bytes(
        {
            "electorate": electorate,
            "trustee": opening.j,
            "size": len(opening.factors),
            "proof": proof_bytes(group, opening.proof).hex(),
        }
    )


def read_opening_header(group: Group, encoded: bytes) -> OpeningHeader:
    """The header of what one trustee gave; `size` is its number of factors.

    Raises:
        CheckFailed: `encoding`, `opening-shape` or `scalar`.
    """
    with fields_of(read_canonical(encoded), "opening", Check.OPENING_SHAPE) as fields:
        return OpeningHeader(
            fields.whole("electorate", 0, 1000),
            fields.whole("trustee", 1, 100),
            fields.whole("size", 0, MOST_ROWS),
            read_proof(group, fields.octets("proof", proof_size(group)), "opening"),
        )


@dataclass(frozen=True, slots=True)
class Paper:
    """A typed batch; the salt keeps its fingerprint from being guessed before it is shown."""

    electorate: int
    salt: bytes
    choices: tuple[Choice, ...]

    def encoded(self) -> bytes:
        return canonical_bytes(
            {
                "electorate": self.electorate,
                "salt": self.salt.hex(),
                "choices": [list(choice) for choice in self.choices],
            }
        )

    def fingerprint(self) -> bytes:
        """What stands in the log before the first mix."""
        return fingerprint("paper-batch", self.encoded())


def read_paper(encoded: bytes) -> Paper:
    """A typed batch.

    Raises:
        CheckFailed: `encoding` or `paper-ballots`.
    """
    with fields_of(read_canonical(encoded), "paper", Check.PAPER_BALLOTS) as fields:
        electorate, salt = fields.whole("electorate", 0, 255), fields.octets("salt", 32)
        choices = tuple(_read_choice(value) for value in fields.items("choices", MOST_PAPER))
    return Paper(electorate, salt, choices)


def _read_choice(value: Value) -> Choice:
    if not isinstance(value, list):
        raise CheckFailed(Check.PAPER_BALLOTS, "a choice is a list")
    numbers = tuple(n for n in value if isinstance(n, int) and not isinstance(n, bool) and n >= 0)
    if len(numbers) != len(value):
        raise CheckFailed(Check.PAPER_BALLOTS, "a choice is a list of whole numbers")
    return numbers


def audit_bytes(contributions: Mapping[int, bytes]) -> bytes:
    """What each trustee revealed after closing."""
    return canonical_bytes(
        [{"trustee": i, "contribution": c.hex()} for i, c in sorted(contributions.items())]
    )


def read_audit(encoded: bytes) -> dict[int, bytes]:
    """The contributions that trustees revealed after closing.

    Raises:
        CheckFailed: `encoding` or `audit-seed`.
    """
    contributions: dict[int, bytes] = {}
    wrapped: Value = {"audit": read_canonical(encoded)}
    with fields_of(wrapped, "audit", Check.AUDIT_SEED) as fields:
        for value in fields.items("audit", 100):
            with fields_of(value, "contribution", Check.AUDIT_SEED) as part:
                i, contribution = part.whole("trustee", 1, 100), part.octets("contribution", 32)
            if contributions and i <= max(contributions):
                raise fields.refusal("trustees are named once, in order")
            contributions[i] = contribution
    return contributions
