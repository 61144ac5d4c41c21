import hashlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voting.crypto.groups import sums25519
from voting.crypto.groups.base import combine
from voting.crypto.groups.ristretto import MANY, ORDER, RISTRETTO255
from voting.crypto.groups.sums25519 import sums_of_multiples

ELEMENTS = [
    RISTRETTO255.identity,
    RISTRETTO255.generator,
    *(RISTRETTO255.from_digest(hashlib.sha512(bytes([n])).digest()) for n in range(10)),
]
SCALARS = (
    st.integers(0, ORDER - 1) | st.integers(0, 2**128 - 1) | st.sampled_from([0, 1, ORDER - 1])
)
PAIRS = st.lists(st.tuples(SCALARS, st.sampled_from(ELEMENTS)), min_size=1, max_size=40)


@settings(max_examples=40, deadline=None)
@given(PAIRS)
def test_a_sum_is_that_of_libsodium(pairs):
    """Whatever comes together: an element twice, or with its negative, or the identity."""
    scalars, column = zip(*pairs, strict=True)

    assert sums_of_multiples(scalars, [column]) == [combine(RISTRETTO255, scalars, column)]


def many(count):
    scalars = [
        int.from_bytes(hashlib.sha256(bytes([n % 256, n // 256])).digest()) for n in range(count)
    ]
    column = tuple(RISTRETTO255.multiply_generator(n + 1) for n in range(count))
    logarithm = sum(scalar * (n + 1) for n, scalar in enumerate(scalars))
    return scalars, column, logarithm


@pytest.mark.parametrize("lanes", [100, 1536])
@pytest.mark.parametrize("count", [MANY - 1, MANY, 2 * MANY])
def test_many_are_summed_in_other_ways_to_the_same(count, lanes, monkeypatch):
    monkeypatch.setattr(sums25519, "LANES", lanes)
    scalars, column, logarithm = many(count)

    found = RISTRETTO255.sums_of_multiples(scalars, [column, column[::-1]])

    assert found[0] == RISTRETTO255.multiply_generator(logarithm)
    turned = sum(scalar * (count - n) for n, scalar in enumerate(scalars))
    assert found[1] == RISTRETTO255.multiply_generator(turned)


def test_multiples_of_zero_are_nothing():
    column = (RISTRETTO255.generator,) * 3

    assert sums_of_multiples([0, 0, 0], [column]) == [RISTRETTO255.identity]
    assert sums_of_multiples([], [()]) == [RISTRETTO255.identity]
