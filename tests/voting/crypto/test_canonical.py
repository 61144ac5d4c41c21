import json
import unicodedata
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voting.crypto.canonical import canonical_bytes, read_canonical
from voting.crypto.errors import Check, CheckFailed

TEXT = st.text(st.characters(codec="utf-8"), max_size=8).filter(
    lambda text: unicodedata.is_normalized("NFC", text)
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=12,
)


def refused(encoded):
    with pytest.raises(CheckFailed) as failure:
        read_canonical(encoded)
    assert failure.value.check == Check.ENCODING


@given(VALUES)
def test_what_was_written_is_read_and_is_json(value):
    encoded = canonical_bytes(value)

    assert read_canonical(encoded) == value
    assert json.loads(encoded) == value


@given(st.binary(max_size=60))
def test_no_bytes_are_read_as_anything_but_what_they_are_the_text_of(encoded):
    with suppress(CheckFailed):
        assert canonical_bytes(read_canonical(encoded)) == encoded


@pytest.mark.parametrize(
    "encoded",
    [
        b'{"a":1,"a":1}',  # a key twice
        b'{"b":1,"a":1}',  # another order
        b'{"a": 1}',
        b'{"a":1}\n',
        b"1.0",
        b"1e3",
        b"NaN",
        b"Infinity",
        b"-0",
        b"01",
        b"9007199254740992",  # 2**53: JavaScript would round its neighbour to it
        b"1" * 5_000_000,
        b'"\\u0041"',
        b'"\\ud800"',
        '"か\u3099"'.encode(),  # が in two code points
        b'"\xff"',
        b"[" * 25 + b"]" * 25,
        b"[" * 100_000,
        b"",
    ],
    ids=lambda encoded: repr(encoded[:20]),
)
def test_an_ambiguous_or_huge_text_is_refused(encoded):
    refused(encoded)


def test_a_text_of_more_than_fifty_million_bytes_is_not_even_parsed():
    refused(b" " * 50_000_001)


@pytest.mark.parametrize(
    "value", [1.5, 2**53, "\ud800", "か\u3099", {1: 2}, {"か\u3099": 1}, {"a": {1}}, b"bytes"]
)
def test_what_has_no_canonical_text_is_not_written(value):
    with pytest.raises(CheckFailed, match="encoding"):
        canonical_bytes(value)
