"""ristretto255 (RFC 9496) by libsodium: the group of every real vote."""

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

import rbcl
from rbcl import _sodium as library

from voting.crypto.errors import Check, CheckFailed
from voting.crypto.groups.base import Element, Scalar, combine
from voting.crypto.groups.sums25519 import sums_of_multiples

ORDER: Final = 2**252 + 27742317777372353535851937790883648493
IDENTITY: Final = bytes(32)
COUNTERS: Final = 2**14
"""An embedding tries that many counters: each gives an element with probability 1/4, and about
one payload in 2**6000 would find none."""

MANY: Final = 500
"""From so many on, one long sum is faster than its multiples, each by itself."""


# Every process unpacks the library into the temporary folder, where nobody needs the file any
# more once it is loaded. Windows alone keeps it.
with suppress(OSError):
    Path(library._name).unlink()  # noqa: SLF001 - the name that ctypes documents


class Ristretto255:
    """Elements are 32 bytes, scalars below 2**252 + 27742317777372353535851937790883648493."""

    name = "ristretto255"
    order = ORDER
    element_size = 32
    identity = IDENTITY
    generator = bytes(rbcl.crypto_scalarmult_ristretto255_base((1).to_bytes(32, "little")))
    payload_size = 30

    def __reduce__(self) -> str:
        """The one group, in every process."""
        return "RISTRETTO255"

    def add(self, a: Element, b: Element) -> Element:
        return bytes(rbcl.crypto_core_ristretto255_add(a, b))

    def subtract(self, a: Element, b: Element) -> Element:
        return bytes(rbcl.crypto_core_ristretto255_sub(a, b))

    def multiply(self, scalar: Scalar, a: Element) -> Element:
        reduced = scalar % ORDER
        # libsodium refuses to answer with the identity.
        if reduced == 0 or a == IDENTITY:
            return IDENTITY
        return bytes(rbcl.crypto_scalarmult_ristretto255(reduced.to_bytes(32, "little"), a))

    def multiply_generator(self, scalar: Scalar) -> Element:
        reduced = scalar % ORDER
        if reduced == 0:
            return IDENTITY
        return bytes(rbcl.crypto_scalarmult_ristretto255_base(reduced.to_bytes(32, "little")))

    def sums_of_multiples(
        self, scalars: Sequence[Scalar], columns: Sequence[tuple[Element, ...]]
    ) -> list[Element]:
        if len(scalars) < MANY:
            return [combine(self, scalars, column) for column in columns]
        return sums_of_multiples([scalar % ORDER for scalar in scalars], columns)

    def is_element(self, encoding: bytes) -> bool:
        # The library passes over the highest bit: with it every element would have two encodings.
        return (
            len(encoding) == 32
            and encoding[31] < 128
            and bool(rbcl.crypto_core_ristretto255_is_valid_point(encoding))
        )

    def from_digest(self, digest: bytes) -> Element:
        return bytes(rbcl.crypto_core_ristretto255_from_hash(digest))

    def embed(self, payload: bytes) -> Element:
        """Byte 0 holds twice the low seven bits of the counter, byte 31 the high seven."""
        if len(payload) != self.payload_size:
            raise ValueError("A payload of ristretto255 has 30 bytes.")
        for counter in range(COUNTERS):
            # An encoding is even, and below 2**255 - 19: byte 31 stays under 0x7f but at the end.
            candidate = bytes([counter % 128 * 2]) + payload + bytes([counter // 128])
            if candidate != IDENTITY and self.is_element(candidate):
                return candidate
        raise CheckFailed(Check.EMBEDDING, "no counter gives an element")

    def extract(self, element: Element) -> bytes:
        payload = element[1:31]
        if self.embed(payload) != element:
            raise CheckFailed(Check.EMBEDDING, "not the smallest counter")
        return payload


RISTRETTO255: Final = Ristretto255()
