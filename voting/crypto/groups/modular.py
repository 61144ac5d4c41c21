"""Quadratic residues modulo a safe prime: the RFC 3526 group, and a toy for property tests."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import gmpy2

from voting.crypto.errors import Check, CheckFailed
from voting.crypto.groups.base import Element, Scalar, combine


@dataclass(frozen=True)
class ModularGroup:
    """The squares modulo p = 2q + 1 (p and q prime), written additively; the order is q.

    Elements are big-endian of the length of p. A number is an element if it is one of 1 to p-1
    and a square (Jacobi symbol 1): so p-1 and the negative of an element are none.
    """

    name: str
    p: int

    @property
    def order(self) -> int:
        return (self.p - 1) // 2

    @cached_property
    def element_size(self) -> int:
        return (self.p.bit_length() + 7) // 8

    @cached_property
    def identity(self) -> Element:
        return self._encode(1)

    @cached_property
    def generator(self) -> Element:
        return self._encode(4)

    @property
    def payload_size(self) -> int:
        # Two bytes for the counter, and one so that the number stays below p.
        return min(self.element_size - 3, 30)

    def add(self, a: Element, b: Element) -> Element:
        return self._encode(self._decode(a) * self._decode(b) % self.p)

    def subtract(self, a: Element, b: Element) -> Element:
        return self._encode(self._decode(a) * pow(self._decode(b), -1, self.p) % self.p)

    def multiply(self, scalar: Scalar, a: Element) -> Element:
        return self._encode(int(gmpy2.powmod(self._decode(a), scalar % self.order, self.p)))

    def multiply_generator(self, scalar: Scalar) -> Element:
        return self.multiply(scalar, self.generator)

    def sums_of_multiples(
        self, scalars: Sequence[Scalar], columns: Sequence[tuple[Element, ...]]
    ) -> list[Element]:
        return [combine(self, scalars, column) for column in columns]

    def is_element(self, encoding: bytes) -> bool:
        number = self._decode(encoding)
        return (
            len(encoding) == self.element_size and 0 < number < self.p and self._is_square(number)
        )

    def from_digest(self, digest: bytes) -> Element:
        wide = hashlib.shake_256(digest).digest(self.element_size + 16)
        return self._encode(pow(2 + self._decode(wide) % (self.p - 3), 2, self.p))

    def embed(self, payload: bytes) -> Element:
        """The number is counter (2 bytes), then payload."""
        if len(payload) != self.payload_size:
            raise ValueError(f"A payload of {self.name} has {self.payload_size} bytes.")
        for counter in range(1, 2**16):
            number = int.from_bytes(counter.to_bytes(2, "big") + payload, "big")
            if self._is_square(number):
                return self._encode(number)
        raise CheckFailed(Check.EMBEDDING, "no counter gives an element")

    def extract(self, element: Element) -> bytes:
        payload = element[-self.payload_size :]
        if self.embed(payload) != element:
            raise CheckFailed(Check.EMBEDDING, "not the smallest counter")
        return payload

    def _is_square(self, number: int) -> bool:
        return int(gmpy2.jacobi(number, self.p)) == 1

    def _encode(self, number: int) -> Element:
        return int(number).to_bytes(self.element_size, "big")

    @staticmethod
    def _decode(encoding: bytes) -> int:
        return int.from_bytes(encoding, "big")


# RFC 3526, section 3 (group 14): 2^2048 - 2^1984 - 1 + 2^64 * ([2^1918 pi] + 124476)
MODP_2048: Final = ModularGroup(
    "modp-2048",
    int(
        "FFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74"
        "020BBEA63B139B22514A08798E3404DDEF9519B3CD3A431B302B0A6DF25F1437"
        "4FE1356D6D51C245E485B576625E7EC6F44C42E9A637ED6B0BFF5CB6F406B7ED"
        "EE386BFB5A899FA5AE9F24117C4B1FE649286651ECE45B3DC2007CB8A163BF05"
        "98DA48361C55D39A69163FA8FD24CF5F83655D23DCA3AD961C62F356208552BB"
        "9ED529077096966D670C354E4ABC9804F1746C08CA18217C32905E462E36CE3B"
        "E39E772C180E86039B2783A2EC07A28FB5C55DF06F4C52C9DE2BCBF695581718"
        "3995497CEA956AE515D2261898FA051015728E5A8AACAA68FFFFFFFFFFFFFFFF",
        16,
    ),
)
# For property tests alone, never for a vote: its logarithms are found in minutes. The largest
# safe prime below 2^61.
TOY: Final = ModularGroup("toy", 2305843009213691579)
