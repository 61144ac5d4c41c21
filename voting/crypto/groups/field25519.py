"""Many numbers modulo 2**255 - 19 at once, in the vectors of numpy: for public values alone.

The representation is Bernstein's (Curve25519, 2006): a number is the sum of twelve floats, where
float i is a multiple of 2**ceil(21.25*i). A double holds 53 bits, so products and their sums are
exact as long as the factors are `carried`, or sums of few that are: `test_field25519` computes
the bound. An array has the shape (12, how many numbers).
"""

from collections.abc import Sequence
from math import ceil
from typing import Final

import numpy as np
from numpy.lib.stride_tricks import as_strided
from numpy.typing import NDArray

P: Final = 2**255 - 19
LIMBS: Final = 12
STARTS: Final = tuple(ceil(21.25 * limb) for limb in range(LIMBS + 1))
"""The bit at which each limb starts; the last is where the next would."""

Numbers = NDArray[np.float64]

# Added to a float and taken away again, it rounds to a multiple of the next limb's power.
_ROUNDING: Final = np.array([[3 * 2.0 ** (51 + start)] for start in STARTS[1:]])
# What is beyond 2**255 comes back 19-fold.
_FOLD: Final = 19 * 2.0**-255


def numbers_of(values: Sequence[int]) -> Numbers:
    """The numbers 0 to 2**256 - 1, as they stand."""
    octets = octets_of(values)
    return np.stack(
        [
            bits_of(octets, start, end - start) * 2.0**start
            for start, end in zip(STARTS, (*STARTS[1:-1], 256), strict=False)
        ]
    )


def octets_of(values: Sequence[int]) -> NDArray[np.uint8]:
    """Numbers below 2**256 as rows of bytes, little-endian, with zeros for `bits_of` at the end."""
    joined = b"".join(value.to_bytes(36, "little") for value in values)
    return np.frombuffer(joined, np.uint8).reshape(-1, 36)


def bits_of(octets: NDArray[np.uint8], start: int, width: int) -> NDArray[np.uint32]:
    """Up to 25 bits from bit `start` on, of little-endian numbers that stand as rows of bytes."""
    first = start // 8
    words = np.ascontiguousarray(octets[:, first : first + 4]).view("<u4")[:, 0]
    return words >> np.uint32(start % 8) & np.uint32(2**width - 1)


def values_of(numbers: Numbers) -> list[int]:
    """The numbers as integers, reduced."""
    return [sum(map(int, limbs)) % P for limbs in numbers.T]


def product(a: Numbers, b: Numbers) -> Numbers:
    """a*b, carried."""
    # Limb k of the product is the sum of over[k + 11 - i] * b[i]: what would be limb k + 12 of a
    # full product comes back 19-fold.
    over = np.empty((2 * LIMBS - 1, a.shape[1]))
    np.multiply(a[1:], _FOLD, out=over[: LIMBS - 1])
    over[LIMBS - 1 :] = a
    limb, number = over.strides
    turned = as_strided(over, (LIMBS, LIMBS, a.shape[1]), (limb, limb, number))
    whole: Numbers = np.einsum("kin,in->kn", turned, b[::-1])
    # After the first round limbs are short by all but the carry, after the second by all but its.
    _carry(whole, over[:LIMBS])
    _carry(whole, over[:LIMBS])
    return whole


def carried(a: Numbers) -> Numbers:
    """The same numbers in short limbs."""
    short = a.copy()
    _carry(short, np.empty_like(short))
    return short


def _carry(a: Numbers, over: Numbers) -> None:
    """Move what is too long for its limb to the next one, in place; `over` is room to work in."""
    np.add(a, _ROUNDING, out=over)
    np.subtract(over, _ROUNDING, out=over)
    a -= over
    a[1:] += over[:-1]
    a[0] += over[-1] * _FOLD
