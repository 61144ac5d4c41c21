"""Schnorr signatures over the group: of ballots, trustees, registrar and log."""

from voting.crypto.draw import Draw
from voting.crypto.errors import Check
from voting.crypto.groups.base import Element, Group, Scalar
from voting.crypto.proofs import Proof, check_logarithm, prove_logarithm

Signature = Proof


def sign(group: Group, purpose: str, message: bytes, key: Scalar, draw: Draw) -> Signature:
    """Sign a message for one purpose; a signature for another purpose is none for this."""
    return prove_logarithm(group, f"signature/{purpose}", (message,), key, draw)


def check_signature(
    group: Group, purpose: str, message: bytes, public_key: Element, signature: Signature
) -> None:
    """Check a signature against the key that is said to have made it.

    Raises:
        CheckFailed: `signature`, or `scalar` for a number that is not reduced.
    """
    check_logarithm(
        group, f"signature/{purpose}", (message,), public_key, signature, Check.SIGNATURE
    )
