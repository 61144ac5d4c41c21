"""Proofs of knowledge of a logarithm, and of the equality of two, in Schnorr's form.

A proof is (c, z): the challenge, and the answer z = k + c*x. The verifier computes the
commitment anew, z*G - c*X, and hashes the whole statement with it.
"""

from dataclasses import dataclass

from voting.crypto.draw import Draw, draw_scalar
from voting.crypto.errors import Check, CheckFailed
from voting.crypto.groups.base import Element, Group, Scalar, require_scalar
from voting.crypto.transcript import challenge


@dataclass(frozen=True, slots=True)
class Proof:
    """0 < c < order, 0 <= z < order."""

    c: Scalar
    z: Scalar


def prove_logarithm(
    group: Group, domain: str, statement: tuple[bytes, ...], x: Scalar, draw: Draw
) -> Proof:
    """Prove knowledge of x with X = x*G. `statement` binds all that the proof is about."""
    point = group.multiply_generator(x)
    k = draw_scalar(draw, group)
    c = challenge(group, domain, *statement, point, group.multiply_generator(k))
    return Proof(c, (k + c * x) % group.order)


def check_logarithm(
    group: Group,
    domain: str,
    statement: tuple[bytes, ...],
    point: Element,
    proof: Proof,
    check: Check,
) -> None:
    """Check a proof of knowledge of the logarithm of `point`.

    Raises:
        CheckFailed: `scalar` for one that is not reduced, else the check given.
    """
    _require_reduced(group, proof, check)
    commitment = group.subtract(group.multiply_generator(proof.z), group.multiply(proof.c, point))
    if challenge(group, domain, *statement, point, commitment) != proof.c:
        raise CheckFailed(check, domain)


def prove_equality(
    group: Group,
    domain: str,
    statement: tuple[bytes, ...],
    base: Element,
    x: Scalar,
    draw: Draw,
) -> Proof:
    """Prove that the logarithm of x*G to G is that of x*B to B (Chaum and Pedersen)."""
    points = (group.multiply_generator(x), base, group.multiply(x, base))
    k = draw_scalar(draw, group)
    commitments = (group.multiply_generator(k), group.multiply(k, base))
    c = challenge(group, domain, *statement, *points, *commitments)
    return Proof(c, (k + c * x) % group.order)


def check_equality(
    group: Group,
    domain: str,
    statement: tuple[bytes, ...],
    points: tuple[Element, Element, Element],
    proof: Proof,
    check: Check,
) -> None:
    """Check that the logarithm of X to G is that of F to B, where points = (X, B, F).

    Raises:
        CheckFailed: `scalar` for one that is not reduced, else the check given.
    """
    _require_reduced(group, proof, check)
    key, base, factor = points
    commitments = (
        group.subtract(group.multiply_generator(proof.z), group.multiply(proof.c, key)),
        group.subtract(group.multiply(proof.z, base), group.multiply(proof.c, factor)),
    )
    if challenge(group, domain, *statement, *points, *commitments) != proof.c:
        raise CheckFailed(check, domain)


def _require_reduced(group: Group, proof: Proof, check: Check) -> None:
    require_scalar(group, proof.c, "challenge")
    require_scalar(group, proof.z, "answer")
    if proof.c == 0:
        # An answer to the challenge zero needs no knowledge.
        raise CheckFailed(check, "the challenge is zero")
