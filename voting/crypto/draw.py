"""Randomness as an argument.

A real vote draws from the operating system. A rehearsal draws from its seed, so that it can be
repeated; its definition carries the rehearsal flag, and every verifier prints it.
"""

import hashlib
import secrets
from dataclasses import dataclass, field
from typing import Protocol

from voting.crypto.groups.base import Group, Scalar
from voting.crypto.transcript import digest


class Draw(Protocol):
    def bytes(self, count: int) -> bytes: ...


class SystemDraw:
    """From the operating system."""

    def bytes(self, count: int) -> bytes:
        return secrets.token_bytes(count)


@dataclass
class SeededDraw:
    """From a seed, by SHA-512 over a counter: for rehearsals and vectors, and `keyed_draw`."""

    seed: bytes
    _block: int = field(default=0, init=False)
    _left: bytes = field(default=b"", init=False)

    def bytes(self, count: int) -> bytes:
        while len(self._left) < count:
            self._left += hashlib.sha512(self.seed + self._block.to_bytes(8, "big")).digest()
            self._block += 1
        drawn, self._left = self._left[:count], self._left[count:]
        return drawn


def keyed_draw(key: Scalar, group: Group, purpose: str, message: bytes) -> SeededDraw:
    """The same for the same message, and known to the holder of the key alone (as in RFC 6979).

    So a signature that is given again is the same again, and no nonce serves two messages.
    """
    width = (group.order.bit_length() + 7) // 8
    return SeededDraw(digest("nonce", key.to_bytes(width, "big"), purpose.encode(), message))


def draw_scalar(draw: Draw, group: Group) -> Scalar:
    """A scalar from 1 to order - 1, its distance from uniform below 2**-128."""
    width = (group.order.bit_length() + 7) // 8 + 16
    return 1 + int.from_bytes(draw.bytes(width), "big") % (group.order - 1)


def draw_permutation(draw: Draw, size: int) -> list[int]:
    """A uniform order of 0 .. size - 1 (Fisher and Yates, by rejection)."""
    order = list(range(size))
    for last in range(size - 1, 0, -1):
        other = _below(draw, last + 1)
        order[last], order[other] = order[other], order[last]
    return order


def _below(draw: Draw, bound: int) -> int:
    width = (bound.bit_length() + 7) // 8
    limit = 256**width - 256**width % bound
    while True:
        drawn = int.from_bytes(draw.bytes(width), "big")
        if drawn < limit:
            return drawn % bound
