"""The public transcript of the trustees' key generation, which everyone can check again.

It holds what each trustee published: a key that signs, the hash of its dealing, then the dealing.
Shares travel encrypted between the trustees and are no part of it. A ceremony that was aborted is
repeated with the next attempt's number and fresh polynomials.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from voting.crypto.canonical import Value, canonical_bytes
from voting.crypto.errors import Check, CheckFailed
from voting.crypto.fields import Fields, fields_of
from voting.crypto.groups.base import Element, Group, require_element
from voting.crypto.threshold import (
    Dealing,
    Parties,
    check_dealing,
    election_key,
    verification_key,
)
from voting.crypto.transcript import fingerprint, number
from voting.crypto.wire import proof_bytes, proof_size, read_proof

MOST_TRUSTEES = 100


def parties_of(
    election: str, attempt: int, t: int, n: int, signing_keys: Sequence[Element]
) -> Parties:
    """The parties to one attempt: their keys are bound into every proof of it."""
    ceremony = fingerprint("ceremony", election.encode(), number(attempt), *signing_keys)
    return Parties(ceremony, t, n)


@dataclass(frozen=True, slots=True)
class Ceremony:
    """`signing_keys`, `committed` and `dealings` are in the order of the trustees 1 .. n."""

    election: str
    attempt: int
    t: int
    signing_keys: tuple[Element, ...]
    committed: tuple[bytes, ...]
    dealings: tuple[Dealing, ...]

    @property
    def parties(self) -> Parties:
        n = len(self.signing_keys)
        return parties_of(self.election, self.attempt, self.t, n, self.signing_keys)

    def to_value(self, group: Group) -> Value:
        trustees: list[Value] = [
            {
                "signing_key": key.hex(),
                "committed": committed.hex(),
                "commitments": [a.hex() for a in dealing.commitments],
                "proof": proof_bytes(group, dealing.proof).hex(),
            }
            for key, committed, dealing in zip(
                self.signing_keys, self.committed, self.dealings, strict=True
            )
        ]
        return {
            "election": self.election,
            "attempt": self.attempt,
            "t": self.t,
            "trustees": trustees,
        }

    def fingerprint(self, group: Group) -> bytes:
        """What the definition names the ceremony by."""
        return fingerprint("ceremony-transcript", canonical_bytes(self.to_value(group)))


@dataclass(frozen=True, slots=True)
class Keys:
    """What a ceremony made: the election's key and V_j of the trustees 1 .. n."""

    election: Element
    verification: tuple[Element, ...]


def check_ceremony(group: Group, ceremony: Ceremony) -> Keys:
    """Check all dealings, and compute the keys that they make.

    Raises:
        CheckFailed: `ceremony`, `dealing-commitment`, `dealing-shape`, `dealing-proof`,
            `identity-element`.
    """
    parties = ceremony.parties
    if len(set(ceremony.signing_keys)) != parties.n:
        raise CheckFailed(Check.CEREMONY, "two trustees with one key")
    for dealing, committed in zip(ceremony.dealings, ceremony.committed, strict=True):
        check_dealing(group, parties, dealing, committed)
    trustees = range(1, parties.n + 1)
    return Keys(
        election_key(group, ceremony.dealings),
        tuple(verification_key(group, ceremony.dealings, j) for j in trustees),
    )


def read_ceremony(group: Group, value: Value) -> Ceremony:
    """The ceremony in a document.

    Raises:
        CheckFailed: `ceremony`, `group-element`, `identity-element` or `scalar`.
    """
    with fields_of(value, "ceremony", Check.CEREMONY) as fields:
        election = fields.text("election", 100)
        attempt = fields.whole("attempt", 1, 1000)
        t = fields.whole("t", 1, MOST_TRUSTEES)
        trustees = fields.items("trustees", MOST_TRUSTEES)
        if len(trustees) < t:
            raise fields.refusal("fewer trustees than are needed")
    read = [_read_trustee(group, i, t, part) for i, part in enumerate(trustees, start=1)]
    keys, committed, dealings = zip(*read, strict=True)
    return Ceremony(election, attempt, t, keys, committed, dealings)


def _read_trustee(group: Group, i: int, t: int, value: Value) -> tuple[Element, bytes, Dealing]:
    where = f"trustee {i}"
    with fields_of(value, where, Check.CEREMONY) as fields:
        key = read_element(group, fields, "signing_key")
        committed = fields.octets("committed", 32)
        commitments = fields.all_octets("commitments", group.element_size, t)
        proof = read_proof(group, fields.octets("proof", proof_size(group)), where)
    elements = tuple(require_element(group, a, f"{where}, commitment") for a in commitments)
    return key, committed, Dealing(i, elements, proof)


def read_element(group: Group, fields: Fields, name: str) -> Element:
    """A member that is an element other than the identity.

    Raises:
        CheckFailed: that of the fields, `group-element` or `identity-element`.
    """
    octets = fields.octets(name, group.element_size)
    return require_element(group, octets, f"{fields.where}, {name}")
