"""What trustees lay out for each other while they make a key: documents, each signed whole.

A document is `{body, election, attempt, kind, trustee, signature}`; the signature is over all
the rest. `seen` is the fingerprint of everything of the round before, so that who was shown other
files than the others is found out.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from voting.crypto.canonical import Value, canonical_bytes, read_canonical
from voting.crypto.ceremony import MOST_TRUSTEES, read_element
from voting.crypto.draw import Draw
from voting.crypto.errors import Check, CheckFailed
from voting.crypto.fields import Fields, fields_of
from voting.crypto.groups.base import Element, Group, Scalar, require_element
from voting.crypto.groups.named import GROUPS
from voting.crypto.proofs import Proof, check_logarithm, prove_logarithm
from voting.crypto.sealed_shares import Complaint, SealedShare
from voting.crypto.signatures import check_signature, sign
from voting.crypto.threshold import Dealing
from voting.crypto.transcript import VERSION, fingerprint, number
from voting.crypto.wire import proof_bytes, proof_size, read_proof, scalar_size

MOST_ATTEMPTS = 1000


class Kind(StrEnum):
    KEYS = "keys"
    COMMITMENT = "commitment"
    DEALING = "dealing"
    VERDICT = "verdict"
    ABORT = "abort"


@dataclass(frozen=True, slots=True)
class Invitation:
    """Who is to make a key for what: t of the trustees 1 to n open the vote."""

    election: str
    group: Group
    t: int
    n: int

    def encoded(self) -> bytes:
        return canonical_bytes(
            {
                "version": VERSION.decode(),
                "election": self.election,
                "group": self.group.name,
                "t": self.t,
                "n": self.n,
            }
        )


def read_invitation(encoded: bytes) -> Invitation:
    """The invitation in its canonical text.

    Raises:
        CheckFailed: `encoding` or `ceremony`.
    """
    with fields_of(read_canonical(encoded), "invitation", Check.CEREMONY) as fields:
        if fields.text("version") != VERSION.decode():
            raise fields.refusal("its version is unknown")
        election, group = fields.text("election", 100), fields.text("group")
        if not election or group not in GROUPS:
            raise fields.refusal("it needs a name and a known group")
        n = fields.whole("n", 1, MOST_TRUSTEES)
        return Invitation(election, GROUPS[group], fields.whole("t", 1, n), n)


@dataclass(frozen=True, slots=True)
class Letter:
    """Where a document belongs; `attempt` is 0 for the keys, which serve all attempts."""

    invitation: Invitation
    kind: Kind
    attempt: int
    trustee: int

    @property
    def name(self) -> str:
        """Its name on a board."""
        if self.kind is Kind.KEYS:
            return f"keys-{self.trustee}.json"
        return f"{self.kind}-{self.attempt}-{self.trustee}.json"

    def text(self, body: Value) -> dict[str, Value]:
        return {
            "election": self.invitation.election,
            "kind": self.kind.value,
            "attempt": self.attempt,
            "trustee": self.trustee,
            "body": body,
        }

    def signed(self, body: Value, key: Scalar, draw: Draw) -> bytes:
        text, group = self.text(body), self.invitation.group
        signature = sign(group, "ceremony", canonical_bytes(text), key, draw)
        return canonical_bytes({**text, "signature": proof_bytes(group, signature).hex()})

    def body(self, encoded: bytes, key: Element | None) -> Value:
        """The body of a document that the trustee signed with the key; keys sign themselves.

        Raises:
            CheckFailed: `encoding`, `ceremony`, `signature`, and those of an element.
        """
        group, where = self.invitation.group, self.name
        with fields_of(read_canonical(encoded), where, Check.CEREMONY) as fields:
            signature = read_proof(group, fields.octets("signature", proof_size(group)), where)
            body = fields.value("body")
            for name, expected in self.text(body).items():
                if name != "body" and fields.value(name) != expected:
                    raise fields.refusal("it belongs elsewhere")
        if key is None:
            octets = Fields(body, where, Check.CEREMONY).octets("signing_key", group.element_size)
            key = require_element(group, octets, where)
        try:
            check_signature(group, "ceremony", canonical_bytes(self.text(body)), key, signature)
        except CheckFailed as failure:
            raise CheckFailed(failure.check, where) from None
        return body


@dataclass(frozen=True, slots=True)
class Keys:
    """Of one trustee: a key that signs, and one under which shares are sent to it."""

    signing: Element
    sealing: Element


def keys_body(letter: Letter, signing: Element, sealing: Scalar, draw: Draw) -> Value:
    group = letter.invitation.group
    statement = _possession(letter, signing)
    proof = prove_logarithm(group, "sealing-key", statement, sealing, draw)
    return {
        "signing_key": signing.hex(),
        "sealing_key": group.multiply_generator(sealing).hex(),
        "proof": proof_bytes(group, proof).hex(),
    }


def read_keys(letter: Letter, encoded: bytes) -> Keys:
    """The keys of a trustee, both of which it holds.

    Raises:
        CheckFailed: those of `Letter.body`, or `ceremony`.
    """
    group, where = letter.invitation.group, letter.name
    with fields_of(letter.body(encoded, None), where, Check.CEREMONY) as fields:
        keys = Keys(
            read_element(group, fields, "signing_key"), read_element(group, fields, "sealing_key")
        )
        proof = read_proof(group, fields.octets("proof", proof_size(group)), where)
    statement = _possession(letter, keys.signing)
    check_logarithm(group, "sealing-key", statement, keys.sealing, proof, Check.CEREMONY)
    return keys


def _possession(letter: Letter, signing: Element) -> tuple[bytes, ...]:
    return (letter.invitation.election.encode(), number(letter.trustee), signing)


@dataclass(frozen=True, slots=True)
class Commitment:
    """Hashes of what the trustee will reveal: its dealing, its part of the lot, of the audit."""

    seen: bytes
    dealing: bytes
    lot: bytes
    audit: bytes

    def body(self) -> Value:
        return {name: getattr(self, name).hex() for name in ("seen", "dealing", "lot", "audit")}


def read_commitment(letter: Letter, body: Value) -> Commitment:
    with fields_of(body, letter.name, Check.CEREMONY) as fields:
        return Commitment(
            *(fields.octets(name, 32) for name in ("seen", "dealing", "lot", "audit"))
        )


@dataclass(frozen=True, slots=True)
class Revealed:
    """The dealing, a share for each other trustee, and the trustee's part of the lot."""

    seen: bytes
    dealing: Dealing
    shares: Mapping[int, SealedShare]
    lot: bytes

    def body(self, group: Group) -> Value:
        shares: list[Value] = [
            {"to": j, "ephemeral": share.ephemeral.hex(), "sealed": share.octets.hex()}
            for j, share in sorted(self.shares.items())
        ]
        return {
            "seen": self.seen.hex(),
            "commitments": [a.hex() for a in self.dealing.commitments],
            "proof": proof_bytes(group, self.dealing.proof).hex(),
            "shares": shares,
            "lot": self.lot.hex(),
        }


def read_revealed(letter: Letter, body: Value) -> Revealed:
    """What a trustee revealed; whether it fits its commitment is checked in `following`.

    Raises:
        CheckFailed: `ceremony`, `scalar`, and those of an element.
    """
    invitation, where = letter.invitation, letter.name
    group = invitation.group
    with fields_of(body, where, Check.CEREMONY) as fields:
        seen, lot = fields.octets("seen", 32), fields.octets("lot", 32)
        commitments = fields.all_octets("commitments", group.element_size, invitation.t)
        proof = read_proof(group, fields.octets("proof", proof_size(group)), where)
        shares = dict(_read_share(group, v, where) for v in fields.items("shares", invitation.n))
        if sorted(shares) != [j for j in range(1, invitation.n + 1) if j != letter.trustee]:
            raise fields.refusal("one share for each other trustee")
    elements = tuple(require_element(group, a, where) for a in commitments)
    return Revealed(seen, Dealing(letter.trustee, elements, proof), shares, lot)


def _read_share(group: Group, value: Value, where: str) -> tuple[int, SealedShare]:
    with fields_of(value, f"{where}, share", Check.CEREMONY) as fields:
        j = fields.whole("to", 1, MOST_TRUSTEES)
        ephemeral = read_element(group, fields, "ephemeral")
        return j, SealedShare(ephemeral, fields.octets("sealed", scalar_size(group)))


@dataclass(frozen=True, slots=True)
class Verdict:
    """Complaints; where there are none, the fingerprint of the ceremony that is confirmed."""

    seen: bytes
    complaints: tuple[Complaint, ...]
    ceremony: bytes

    def body(self, group: Group) -> Value:
        complaints: list[Value] = [
            {
                "dealer": complaint.i,
                "shared": complaint.shared.hex(),
                "proof": proof_bytes(group, complaint.proof).hex(),
            }
            for complaint in self.complaints
        ]
        return {"seen": self.seen.hex(), "complaints": complaints, "ceremony": self.ceremony.hex()}


def read_verdict(letter: Letter, body: Value) -> Verdict:
    invitation, where = letter.invitation, letter.name
    with fields_of(body, where, Check.CEREMONY) as fields:
        complaints = tuple(
            _read_complaint(letter, value) for value in fields.items("complaints", invitation.n)
        )
        return Verdict(fields.octets("seen", 32), complaints, fields.octets("ceremony", 32))


def _read_complaint(letter: Letter, value: Value) -> Complaint:
    group, where = letter.invitation.group, f"{letter.name}, complaint"
    with fields_of(value, where, Check.CEREMONY) as fields:
        dealer = fields.whole("dealer", 1, letter.invitation.n)
        if dealer == letter.trustee:
            raise fields.refusal("nobody complains of themselves")
        shared = read_element(group, fields, "shared")
        proof: Proof = read_proof(group, fields.octets("proof", proof_size(group)), where)
    return Complaint(dealer, shared, proof)


def seen_keys(invitation: Invitation, keys: Sequence[Keys]) -> bytes:
    """The fingerprint of all keys: what the trustees compare by words."""
    parts = (key for pair in keys for key in (pair.signing, pair.sealing))
    return fingerprint("roster", invitation.encoded(), *parts)


def seen_commitments(roster: bytes, attempt: int, commitments: Sequence[Commitment]) -> bytes:
    parts = (part for c in commitments for part in (c.dealing, c.lot, c.audit))
    return fingerprint("commitments", roster, number(attempt), *parts)


def seen_dealings(commitments: bytes, group: Group, revealed: Sequence[Revealed]) -> bytes:
    parts = (canonical_bytes(each.body(group)) for each in revealed)
    return fingerprint("dealings", commitments, *parts)
