"""Long sums of multiples of ristretto255 elements, faster than multiple by multiple.

Pippenger's method: every `window` bits of a scalar name a bucket, the element is added to each
bucket that its scalar names, and the buckets are added up by the bits of their numbers. Here
thousands of buckets take their next element at once. The time that it takes depends on the
values, so it is for public ones: for those who verify.

Points are those of edwards25519, whose addition has no exceptions: (X : Y : Z : T) stands for
x = X/Z and y = Y/Z, with x*y = T/Z (Hisil, Wong, Carter and Dawson, 2008).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final

import gmpy2
import numpy as np
from numpy.typing import NDArray

from voting.crypto.groups.base import Element, Scalar
from voting.crypto.groups.field25519 import (
    LIMBS,
    Numbers,
    P,
    bits_of,
    carried,
    numbers_of,
    octets_of,
    product,
    values_of,
)

D: Final = -121665 * pow(121666, -1, P) % P
ROOT: Final = pow(2, (P - 1) // 4, P)
"""Of -1."""
LANES: Final = 1536
"""So many buckets work at once: their points fit into the cache of a processor."""

Points = NDArray[np.float64]
"""(4, 12, n): X, Y, Z and T of n points."""
Addends = NDArray[np.float64]
"""(3, 12, n): y - x, y + x and 2*d*x*y of n points."""
Point = tuple[int, int, int, int]
Indices = NDArray[np.int64]


def sums_of_multiples(
    scalars: Sequence[Scalar], columns: Sequence[tuple[Element, ...]]
) -> list[Element]:
    """For each column, the sum of scalar times element; elements have been checked."""
    bits = max(1, max(map(int.bit_length, scalars), default=1))
    most = max(2, min(12, len(scalars).bit_length() - 4))
    windows = -(-bits // most)
    # As even as they can be: in a narrow window few buckets would wait for all elements.
    starts = [bits * w // windows for w in range(windows + 1)]
    buckets = _named(scalars, starts, most)
    return [_encoded(_whole(_filled(buckets, _addends(column)), starts)) for column in columns]


@dataclass(frozen=True)
class _Buckets:
    """`elements[first[b] : first[b] + counts[b]]` are the numbers of the elements of bucket b."""

    elements: Indices
    first: Indices
    counts: Indices


def _named(scalars: Sequence[Scalar], starts: Sequence[int], most: int) -> _Buckets:
    """Bucket w * 2**most + v is that of value v in window w; the value 0 adds nothing."""
    octets = octets_of(scalars)
    windows = np.arange(len(starts) - 1, dtype=np.uint32)[:, None]
    values = [bits_of(octets, start, end - start) for start, end in pairwise(starts)]
    names = (np.stack(values) + (windows << most)).ravel()
    counts = np.bincount(names, minlength=windows.size << most)
    order = np.argsort(names, kind="stable")
    first = np.cumsum(counts) - counts
    counts[:: 1 << most] = 0
    return _Buckets(order % max(1, len(scalars)), first, counts)


def _filled(buckets: _Buckets, addends: Addends) -> Points:
    """The sum of each bucket's elements. Those with the most work are taken first, together."""
    points = np.repeat(_NOTHING, len(buckets.counts), axis=2)
    busiest = np.argsort(-buckets.counts, kind="stable")
    for at in range(0, np.count_nonzero(buckets.counts), LANES):
        lanes = busiest[at : at + LANES]
        counts, first = buckets.counts[lanes], buckets.first[lanes]
        sums = points[:, :, lanes]
        for turn in range(counts[0]):
            busy = np.searchsorted(-counts, -turn)
            chosen = np.take(addends, buckets.elements[first[:busy] + turn], axis=2)
            sums[:, :, :busy] = _first(chosen) if turn == 0 else _sum(sums[:, :, :busy], chosen)
        points[:, :, lanes] = sums
    return points


def _whole(points: Points, starts: Sequence[int]) -> Point:
    """The sum over all windows w and values v of 2**starts[w] * v * bucket."""
    left = points.reshape(4, LIMBS, len(starts) - 1, -1)
    by_bit = []
    while left.shape[3] > 1:
        odd = left[..., 1::2]
        by_bit.append([values_of(coordinate) for coordinate in _total(odd)])
        left = _added(left[..., ::2], odd)
    result: Point = (0, 1, 1, 0)
    for w in reversed(range(len(starts) - 1)):
        for bit in reversed(range(starts[w + 1] - starts[w])):
            x, y, z, t = (values[w] for values in by_bit[bit])
            result = _add(_add(result, result), (x, y, z, t))
    return result


def _total(points: Points) -> Points:
    """The sums along the last axis, whose length is a power of two."""
    while points.shape[-1] > 1:
        points = _added(points[..., ::2], points[..., 1::2])
    return points[..., 0]


def _added(a: Points, b: Points) -> Points:
    """The sums of two arrays of points of one shape."""
    shape = a.shape
    a, b = a.reshape(4, LIMBS, -1), b.reshape(4, LIMBS, -1)
    addends = np.stack([b[1] - b[0], b[1] + b[0], product(b[3], _TWICE_D)])
    return _sum(a, addends, b[2]).reshape(shape)


def _sum(points: Points, addends: Addends, z: Numbers | None = None) -> Points:
    """Points plus addends; z is the Z of the addends, 1 unless given."""
    x, y, own_z, t = points
    a, b = product(y - x, addends[0]), product(y + x, addends[1])
    c = product(t, addends[2])
    d = 2 * (own_z if z is None else product(own_z, z))
    e, f, g, h = b - a, d - c, d + c, b + a
    return np.stack([product(e, f), product(g, h), product(f, g), product(e, h)])


def _first(addends: Addends) -> Points:
    """The addends as points, with Z = 2."""
    x, y = carried(addends[1] - addends[0]), carried(addends[1] + addends[0])
    return np.stack([x, y, np.broadcast_to(_TWO, x.shape), product(addends[2], _BY_D)])


@lru_cache(maxsize=24)
def _addends(elements: tuple[Element, ...]) -> Addends:
    """Kept, because what came after one mix comes before the next one and is then opened."""
    affine = _decoded(elements)
    columns = (
        [y - x + P for x, y in affine],
        [y + x for x, y in affine],
        [2 * D * x * y % P for x, y in affine],
    )
    return np.stack([carried(numbers_of(column)) for column in columns])


def _decoded(elements: Sequence[Element]) -> list[tuple[int, int]]:
    """X and y of the points (RFC 9496, 4.3.1)."""
    p, d = gmpy2.mpz(P), gmpy2.mpz(D)
    parts = []
    for element in elements:
        s = gmpy2.mpz(int.from_bytes(element, "little"))
        u1, u2 = 1 - s * s, 1 + s * s
        v = -(d * u1 * u1 + u2 * u2) % p
        parts.append((s, u1, u2, v, v * u2 * u2 % p))
    roots = _inverse_roots([square for *_, square in parts])
    points = []
    for (s, u1, u2, v, _), root in zip(parts, roots, strict=True):
        dx = root * u2 % p
        x = 2 * s * dx % p
        points.append((int(p - x if x % 2 else x), int(u1 * root * dx * v % p)))
    return points


def _encoded(point: Point) -> Element:
    """The element that the point stands for (RFC 9496, 4.3.2)."""
    x, y, z, t = point
    u1, u2 = (z + y) * (z - y) % P, x * y % P
    (root,) = _inverse_roots([u1 * u2 * u2 % P])
    den1, den2 = root * u1 % P, root * u2 % P
    z_inverse = den1 * den2 * t % P
    if t * z_inverse % P % 2:
        x, y, den2 = y * ROOT % P, x * ROOT % P, den1 * _BY_ROOT_OF_A_MINUS_D % P
    if x * z_inverse % P % 2:
        y = -y
    s = den2 * (z - y) % P
    return int(P - s if s % 2 else s).to_bytes(32, "little")


def _inverse_roots(squares: Sequence[int]) -> list[int]:
    """1/sqrt(a) of each, either of the two; 0 for 0."""
    powers = gmpy2.powmod_base_list(list(squares), (P - 5) // 8, P)
    # The power is a root of 1/a or of -1/a.
    return [
        power if power * power * a % P in {0, 1} else power * ROOT % P
        for power, a in zip(powers, squares, strict=True)
    ]


def _add(a: Point, b: Point) -> Point:
    """The sum of two points, in integers."""
    (x, y, z, t), (x2, y2, z2, t2) = a, b
    e, h = (y + x) * (y2 + x2) - (y - x) * (y2 - x2), (y + x) * (y2 + x2) + (y - x) * (y2 - x2)
    c, d = 2 * D * t * t2, 2 * z * z2
    return e * (d - c) % P, (d + c) * h % P, (d - c) * (d + c) % P, e * h % P


_NOTHING: Final = np.stack([numbers_of([value]) for value in (0, 1, 1, 0)])
_TWO: Final = numbers_of([2])
_TWICE_D: Final = carried(numbers_of([2 * D % P]))
_BY_D: Final = carried(numbers_of([pow(D, -1, P)]))
(_BY_ROOT_OF_A_MINUS_D,) = _inverse_roots([(-1 - D) % P])
