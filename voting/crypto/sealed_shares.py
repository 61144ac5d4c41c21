"""A share on its way from one trustee to another, readable by that one alone, and the complaint.

The dealer i draws r and sends R = r*G and the share under a pad from r*Z_j, where Z_j = z_j*G is
the key of trustee j for shares (hashed ElGamal). The pad binds the attempt, both trustees, Z_j and
R; that the message came from the dealer is shown by its signature. Who got a bad share shows z_j*R
with a proof: then everyone can read that one share and see who is at fault.
"""

from dataclasses import dataclass

from voting.crypto.draw import Draw, SeededDraw, draw_scalar
from voting.crypto.errors import Check, CheckFailed
from voting.crypto.groups.base import Element, Group, Scalar
from voting.crypto.proofs import Proof, check_equality, prove_equality
from voting.crypto.threshold import Dealing, Parties, check_share
from voting.crypto.transcript import digest, number
from voting.crypto.wire import read_scalar, scalar_bytes, scalar_size


@dataclass(frozen=True, slots=True)
class Route:
    """From dealer `i` to trustee `j`, whose key for shares is `key`, in one attempt."""

    parties: Parties
    i: int
    j: int
    key: Element

    def statement(self) -> tuple[bytes, ...]:
        return (*self.parties.statement(self.i), number(self.j), self.key)


@dataclass(frozen=True, slots=True)
class SealedShare:
    """R, and the share under the pad."""

    ephemeral: Element
    octets: bytes


@dataclass(frozen=True, slots=True)
class Complaint:
    """Against dealer `i`: z_j*R, with the proof that it is that."""

    i: int
    shared: Element
    proof: Proof


def seal_share(group: Group, route: Route, share: Scalar, draw: Draw) -> SealedShare:
    r = draw_scalar(draw, group)
    ephemeral, shared = group.multiply_generator(r), group.multiply(r, route.key)
    pad = _pad(group, route, ephemeral, shared)
    return SealedShare(ephemeral, _xor(scalar_bytes(group, share), pad))


def open_share(
    group: Group, route: Route, sealed: SealedShare, secret: Scalar, dealing: Dealing
) -> Scalar:
    """The share that was sent to the holder of the secret, checked against the dealing.

    Raises:
        CheckFailed: `share`: a reason to complain.
    """
    return _read(group, route, sealed, group.multiply(secret, sealed.ephemeral), dealing)


def complain(
    group: Group, route: Route, sealed: SealedShare, secret: Scalar, draw: Draw
) -> Complaint:
    """Show what opens this one share."""
    statement, base = _statement(route, sealed), sealed.ephemeral
    proof = prove_equality(group, "complaint", statement, base, secret, draw)
    return Complaint(route.i, group.multiply(secret, base), proof)


def at_fault(
    group: Group, route: Route, sealed: SealedShare, complaint: Complaint, dealing: Dealing
) -> int:
    """Whose fault it is: the dealer's, if the share is bad, or that of who complained of it."""
    points = (route.key, sealed.ephemeral, complaint.shared)
    statement = _statement(route, sealed)
    try:
        check_equality(group, "complaint", statement, points, complaint.proof, Check.SHARE)
    except CheckFailed:
        return route.j
    try:
        _read(group, route, sealed, complaint.shared, dealing)
    except CheckFailed:
        return route.i
    return route.j


def _read(
    group: Group, route: Route, sealed: SealedShare, shared: Element, dealing: Dealing
) -> Scalar:
    where = f"from trustee {route.i} to trustee {route.j}"
    pad = _pad(group, route, sealed.ephemeral, shared)
    try:
        share = read_scalar(group, _xor(sealed.octets, pad), where)
    except CheckFailed:
        raise CheckFailed(Check.SHARE, where) from None
    check_share(group, dealing, route.j, share)
    return share


def _statement(route: Route, sealed: SealedShare) -> tuple[bytes, ...]:
    return (*route.statement(), sealed.ephemeral, sealed.octets)


def _pad(group: Group, route: Route, ephemeral: Element, shared: Element) -> bytes:
    seed = digest("share", group.name.encode(), *route.statement(), ephemeral, shared)
    return SeededDraw(seed).bytes(scalar_size(group))


def _xor(a: bytes, b: bytes) -> bytes:
    return bytes(x ^ y for x, y in zip(a, b, strict=True))
