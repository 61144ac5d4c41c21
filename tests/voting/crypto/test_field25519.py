from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from voting.crypto.groups.field25519 import (
    LIMBS,
    STARTS,
    P,
    bits_of,
    carried,
    numbers_of,
    octets_of,
    product,
    values_of,
)

VALUES = st.integers(0, 2**256 - 1)
PAIRS = st.lists(st.tuples(VALUES, VALUES), min_size=1, max_size=5)
# Of a carried limb, in its own unit: half the limb, and what the last round carried into it.
SHORT = [2.0 ** (end - start - 1) * (1 + 2.0**-8) for start, end in pairwise(STARTS)]
MOST = 16
"""So many times as long as carried ones may the limbs of two factors be together."""


@given(st.lists(VALUES, min_size=1, max_size=5))
def test_numbers_come_back_reduced(values):
    assert values_of(numbers_of(values)) == [value % P for value in values]
    assert values_of(carried(numbers_of(values))) == [value % P for value in values]


@given(PAIRS)
def test_a_product_is_that_of_the_numbers(pairs):
    a, b = (carried(numbers_of(side)) for side in zip(*pairs, strict=True))

    assert values_of(product(a, b)) == [x * y % P for x, y in pairs]


@given(PAIRS)
def test_a_product_of_sums_is_exact(pairs):
    a, b = (carried(numbers_of(side)) for side in zip(*pairs, strict=True))

    assert values_of(product(4 * a, -4 * b)) == [-16 * x * y % P for x, y in pairs]


@given(PAIRS)
def test_limbs_of_products_are_short(pairs):
    a, b = (carried(numbers_of(side)) for side in zip(*pairs, strict=True))
    units = np.array([[2.0**start] for start in STARTS[:LIMBS]])

    for limbs in (np.abs(product(4 * a, 4 * b)) / units).T:
        assert all(limb <= most for limb, most in zip(limbs, SHORT, strict=True))


def test_sums_of_products_stay_within_what_a_double_holds():
    """The largest sum in `product`, in units of the bit that it has to keep."""
    length = [short * 2.0**start for short, start in zip(SHORT, STARTS, strict=False)]
    for limb in range(LIMBS):
        own = sum(length[i] * length[limb - i] for i in range(limb + 1))
        folded = sum(length[i] * length[limb + LIMBS - i] for i in range(limb + 1, LIMBS))
        assert MOST * (own + 19 * 2.0**-255 * folded) / 2.0 ** STARTS[limb] < 2**53


@given(st.lists(st.integers(0, 2**256 - 1), min_size=1, max_size=4), st.integers(0, 250))
def test_bits_are_cut_out_where_they_stand(values, start):
    assert list(bits_of(octets_of(values), start, 11)) == [v >> start & 2047 for v in values]
