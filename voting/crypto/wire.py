"""Numbers and proofs as bytes: scalars little-endian, of the length of the group's order."""

from voting.crypto.errors import Check, CheckFailed
from voting.crypto.groups.base import Group, Scalar, require_scalar
from voting.crypto.proofs import Proof


def scalar_size(group: Group) -> int:
    return (group.order.bit_length() + 7) // 8


def scalar_bytes(group: Group, scalar: Scalar) -> bytes:
    return scalar.to_bytes(scalar_size(group), "little")


def read_scalar(group: Group, encoding: bytes, where: str) -> Scalar:
    """The scalar in exactly `scalar_size` bytes.

    Raises:
        CheckFailed: `scalar`, for another length or one that is not reduced.
    """
    if len(encoding) != scalar_size(group):
        raise CheckFailed(Check.SCALAR, where)
    return require_scalar(group, int.from_bytes(encoding, "little"), where)


def proof_size(group: Group) -> int:
    return 2 * scalar_size(group)


def proof_bytes(group: Group, proof: Proof) -> bytes:
    return scalar_bytes(group, proof.c) + scalar_bytes(group, proof.z)


def read_proof(group: Group, encoding: bytes, where: str) -> Proof:
    """Challenge and answer of a proof or signature, one after the other.

    Raises:
        CheckFailed: `scalar`.
    """
    size = scalar_size(group)
    return Proof(
        read_scalar(group, encoding[:size], where), read_scalar(group, encoding[size:], where)
    )
