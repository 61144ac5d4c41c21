"""From the code on a postcard to the key that signs: fresh for each election.

A code has 100 random bits, written as 20 characters of Crockford's base 32 in groups of four,
and two more that catch a slip of the pen: `7K3M-…-…-…-…-9F`. The key is scrypt(code, election),
so the public list of keys links no two elections and is slow to search for codes.
"""

import hashlib
from typing import Final

from voting.crypto.draw import Draw
from voting.crypto.errors import Check, CheckFailed
from voting.crypto.groups.base import Group, Scalar
from voting.crypto.transcript import digest

ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_BITS: Final = 100
CODE_LENGTH: Final = 20
CHECK_LENGTH: Final = 2
# What is mistaken for another character when typed from paper (Crockford).
MISREAD: Final = str.maketrans("OILU", "011V")

# RFC 7914: N = 2**15 and r = 8 take 32 MB and about a tenth of a second, in a browser too.
SCRYPT_N: Final = 2**15
SCRYPT_R: Final = 8
SCRYPT_P: Final = 1


def draw_code(draw: Draw) -> str:
    """A fresh code of 100 random bits, with its check, in groups of four."""
    number = int.from_bytes(draw.bytes(13), "big") >> 4
    symbols = [ALPHABET[number >> (5 * place) & 31] for place in range(CODE_LENGTH)]
    return _grouped("".join(symbols))


def read_code(typed: str) -> str:
    """The 20 characters of a code that someone typed, scanned or pasted.

    Case, spaces and hyphens do not matter, and letters that look alike are taken for what they
    stand for.

    Raises:
        CheckFailed: `code`, for a wrong length, a strange character or a check that is off.
    """
    plain = "".join(c for c in typed.upper() if c not in " -\u2010\u2013\u30fc\u3000")
    plain = plain.translate(MISREAD)
    if len(plain) != CODE_LENGTH + CHECK_LENGTH or not set(plain) <= set(ALPHABET):
        raise CheckFailed(Check.CODE, "a code has 22 letters and digits")
    code, check = plain[:CODE_LENGTH], plain[CODE_LENGTH:]
    if _check_of(code) != check:
        raise CheckFailed(Check.CODE, "a character is mistyped")
    return code


def signing_key(group: Group, code: str, election: bytes) -> Scalar:
    """The key of a code (its 20 characters) in one election; never zero."""
    derived = hashlib.scrypt(
        code.encode(),
        salt=digest("credential", election),
        n=SCRYPT_N,
        r=SCRYPT_R,
        p=SCRYPT_P,
        maxmem=2**26,
        dklen=64,
    )
    return 1 + int.from_bytes(derived, "big") % (group.order - 1)


def _grouped(code: str) -> str:
    groups = [code[i : i + 4] for i in range(0, CODE_LENGTH, 4)]
    return "-".join([*groups, _check_of(code)])


def _check_of(code: str) -> str:
    number = int.from_bytes(digest("code-check", code.encode())[:2], "big")
    return ALPHABET[number >> 5 & 31] + ALPHABET[number & 31]
