"""What is hashed: every part with its length, under a name, so that no two statements collide.

A challenge covers the whole statement (strong Fiat-Shamir): each caller lists every public value
that the proof speaks of, and the election's fingerprint first of all.
"""

import hashlib
from collections.abc import Iterator
from typing import Final

from voting.crypto.groups.base import Group, Scalar

VERSION: Final = b"tomoni-1"

COEFFICIENT_BITS: Final = 128


def digest(domain: str, *parts: bytes) -> bytes:
    """SHA-512 of the protocol's version, the domain and the parts: 64 bytes."""
    hasher = hashlib.sha512()
    for part in (VERSION, domain.encode(), *parts):
        hasher.update(len(part).to_bytes(8, "big"))
        hasher.update(part)
    return hasher.digest()


def fingerprint(domain: str, *parts: bytes) -> bytes:
    """The first 32 bytes of `digest`: a name for the parts that nobody can give to others."""
    return digest(domain, *parts)[:32]


def challenge(group: Group, domain: str, *parts: bytes) -> Scalar:
    """A scalar drawn from the parts; its distance from uniform is below 2**-128.

    Zero, whose chance is that of guessing a key, would make a proof say nothing: the verifiers
    refuse it.
    """
    wide = digest(domain, group.name.encode(), *parts)
    return int.from_bytes(wide, "big") % group.order


def coefficients(seed: bytes, count: int) -> Iterator[Scalar]:
    """So many 128-bit numbers from a seed that binds the whole statement, in order.

    In the toy group they exceed the order; every use reduces them.
    """
    for start in range(0, count, 4):
        block = hashlib.sha512(seed + start.to_bytes(8, "big")).digest()
        for place in range(min(4, count - start)):
            yield int.from_bytes(block[16 * place : 16 * place + 16], "big")


def number(value: int) -> bytes:
    """An unsigned number of 64 bits, as every count and index is hashed."""
    return value.to_bytes(8, "big")
