"""ElGamal encryption of group elements, and of rows of w of them.

Y = x*G is the election's key. A ciphertext of M under randomness r is
(alpha, beta) = (r*G, M + r*Y).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from voting.crypto.groups.base import Element, Group, Scalar, require_element


@dataclass(frozen=True, slots=True)
class Ciphertext:
    alpha: Element
    beta: Element

    def to_bytes(self) -> bytes:
        return self.alpha + self.beta


Row = tuple[Ciphertext, ...]
"""The w ciphertexts of one ballot."""


def encrypt(group: Group, key: Element, message: Element, r: Scalar) -> Ciphertext:
    """Encrypt under the randomness r (1 to order - 1), which is to be used once."""
    return Ciphertext(group.multiply_generator(r), group.add(message, group.multiply(r, key)))


def re_encrypt(group: Group, key: Element, ciphertext: Ciphertext, r: Scalar) -> Ciphertext:
    """The same message under randomness that differs by r."""
    return Ciphertext(
        group.add(ciphertext.alpha, group.multiply_generator(r)),
        group.add(ciphertext.beta, group.multiply(r, key)),
    )


def require_ciphertext(group: Group, encoding: bytes, where: str) -> Ciphertext:
    """Read alpha and beta, one after the other, and check both.

    Raises:
        CheckFailed: `group-element` or `identity-element`.
    """
    size = group.element_size
    return Ciphertext(
        require_element(group, encoding[:size], f"{where}, alpha"),
        require_element(group, encoding[size:], f"{where}, beta"),
    )


def row_bytes(rows: Sequence[Row]) -> bytes:
    """All ciphertexts of all rows, one after the other: what challenges over lists hash."""
    return b"".join(c.to_bytes() for row in rows for c in row)
