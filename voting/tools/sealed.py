"""A secret under a passphrase: scrypt, then ChaCha20-Poly1305, both of `cryptography`.

Layout: magic, the binary logarithm of scrypt's N (1 byte), salt (16), nonce (12), the rest.
"""

from dataclasses import dataclass
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from voting.crypto.draw import Draw
from voting.tools.refusal import Refused

MAGIC: Final = b"TOMONI-SEALED-1\n"
COST: Final = 17
"""N = 2**17 with r = 8: 128 MB and about half a second for each guess."""
COSTS: Final = range(10, 21)
SALT: Final = 16
NONCE: Final = 12
SHORTEST: Final = 12
LONGEST_FILE: Final = 2**30


@dataclass(frozen=True, slots=True)
class Seal:
    """What a passphrase came to: seals the same file again without asking for it."""

    cost: int
    salt: bytes
    key: bytes

    def close(self, content: bytes, draw: Draw) -> bytes:
        header = MAGIC + bytes([self.cost]) + self.salt
        nonce = draw.bytes(NONCE)
        return header + nonce + ChaCha20Poly1305(self.key).encrypt(nonce, content, header)


def new_seal(passphrase: str, draw: Draw, cost: int = COST) -> Seal:
    """A seal for a new file.

    Raises:
        Refused: `short_passphrase`.
    """
    if len(passphrase) < SHORTEST:
        raise Refused("short_passphrase", least=SHORTEST)
    return _seal(passphrase, draw.bytes(SALT), cost)


def open_sealed(sealed: bytes, passphrase: str) -> tuple[bytes, Seal]:
    """The content of a sealed file, and the seal to close it with again.

    Raises:
        Refused: `not_sealed` or `wrong_passphrase`; a damaged file looks like the latter.
    """
    head = len(MAGIC) + 1 + SALT
    if (
        not sealed.startswith(MAGIC)
        or len(sealed) < head + NONCE
        or sealed[len(MAGIC)] not in COSTS
    ):
        raise Refused("not_sealed")
    seal = _seal(passphrase, sealed[len(MAGIC) + 1 : head], sealed[len(MAGIC)])
    nonce, rest = sealed[head : head + NONCE], sealed[head + NONCE :]
    try:
        return ChaCha20Poly1305(seal.key).decrypt(nonce, rest, sealed[:head]), seal
    except InvalidTag:
        raise Refused("wrong_passphrase") from None


def _seal(passphrase: str, salt: bytes, cost: int) -> Seal:
    key = Scrypt(salt=salt, length=32, n=2**cost, r=8, p=1).derive(passphrase.encode())
    return Seal(cost, salt, key)
