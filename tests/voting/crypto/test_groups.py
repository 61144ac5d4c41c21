import hashlib
import pickle
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voting.crypto.errors import Check, CheckFailed
from voting.crypto.groups.base import combine, require_element, require_scalar, total
from voting.crypto.groups.modular import MODP_2048, TOY
from voting.crypto.groups.ristretto import RISTRETTO255

GROUPS = [RISTRETTO255, MODP_2048, TOY]
each_group = pytest.mark.parametrize("group", GROUPS, ids=lambda g: g.name)
SCALARS = st.integers(0, 2**300)

# RFC 9496, appendix A.1: the encodings of 0*B, 1*B, 2*B, 3*B.
MULTIPLES = [
    "0000000000000000000000000000000000000000000000000000000000000000",
    "e2f2ae0a6abc4e71a884a961c500515f58e30b6aa582dd8db6a65945e08d2d76",
    "6a493210f7499cd17fecb510ae0cea23a110e8d5b901f8acadd3095c73a3b919",
    "94741f5d5d52755ece4f23f044ee27d5d1ea1e2bd196b462166b16152a9d0259",
]
# RFC 9496, appendix A.2: encodings that are none: not canonical, negative, no square, zero y.
INVALID = [
    "00ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
    "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "f3ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "0100000000000000000000000000000000000000000000000000000000000000",
    "01ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "26948d35ca62e643e26a83177332e6b6afeb9d08e4268b650f1f5bbd8d81d371",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
]


def test_the_library_leaves_no_file_behind(tmp_path):
    wanted = "import voting.crypto.groups.ristretto"
    subprocess.run([sys.executable, "-c", wanted], env={"TMPDIR": str(tmp_path)}, check=True)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("scalar", "encoding"), list(enumerate(MULTIPLES)))
def test_multiples_of_the_generator_are_those_of_rfc_9496(scalar, encoding):
    assert RISTRETTO255.multiply_generator(scalar).hex() == encoding


@pytest.mark.parametrize("encoding", INVALID)
def test_what_rfc_9496_calls_invalid_is_refused(encoding):
    with pytest.raises(CheckFailed) as failure:
        require_element(RISTRETTO255, bytes.fromhex(encoding), "test")

    assert failure.value.check == Check.GROUP_ELEMENT


@pytest.mark.parametrize("encoding", MULTIPLES)
def test_an_element_with_the_highest_bit_set_is_none(encoding):
    octets = bytes.fromhex(encoding)

    assert RISTRETTO255.is_element(octets)
    assert not RISTRETTO255.is_element(octets[:31] + bytes([octets[31] | 128]))


@each_group
def test_the_identity_is_an_element_but_never_taken_from_outside(group):
    assert group.is_element(group.identity)
    with pytest.raises(CheckFailed) as failure:
        require_element(group, group.identity, "test")
    assert failure.value.check == Check.IDENTITY_ELEMENT


@each_group
@pytest.mark.parametrize("length", [-1, 1])
def test_an_encoding_of_another_length_is_refused(group, length):
    encoding = (group.generator + b"\0")[: group.element_size + length]

    with pytest.raises(CheckFailed, match="group-element"):
        require_element(group, encoding, "test")


@pytest.mark.parametrize("group", [MODP_2048, TOY], ids=lambda g: g.name)
def test_small_order_and_border_values_are_no_elements(group):
    size = group.element_size
    for number in (0, group.p - 1, group.p, group.p + 1):
        assert not group.is_element(number.to_bytes(size, "big"))
    negative = group.p - int.from_bytes(group.generator, "big")
    assert not group.is_element(negative.to_bytes(size, "big"))


@each_group
@pytest.mark.parametrize("beyond", [0, 1])
def test_a_scalar_that_is_not_reduced_is_refused(group, beyond):
    require_scalar(group, group.order - 1, "test")
    with pytest.raises(CheckFailed, match="scalar"):
        require_scalar(group, group.order + beyond, "test")
    with pytest.raises(CheckFailed, match="scalar"):
        require_scalar(group, -1 - beyond, "test")


@each_group
@settings(max_examples=20)
@given(a=SCALARS, b=SCALARS)
def test_adding_elements_adds_their_logarithms(group, a, b):
    left, right = group.multiply_generator(a), group.multiply_generator(b)

    assert group.add(left, right) == group.multiply_generator(a + b)
    assert group.subtract(left, right) == group.multiply_generator(a - b)
    assert group.multiply(b, left) == group.multiply_generator(a * b)


@each_group
def test_the_order_times_an_element_is_the_identity(group):
    element = group.from_digest(hashlib.sha512(b"some").digest())

    assert group.is_element(element)
    assert group.multiply(group.order - 1, element) == group.subtract(group.identity, element)
    assert group.multiply(group.order, element) == group.identity
    assert group.multiply(5, group.identity) == group.identity


@each_group
def test_combining_is_the_sum_of_products(group):
    elements = [group.multiply_generator(n) for n in (2, 3, 5)]

    assert combine(group, [7, 11, 13], elements) == group.multiply_generator(14 + 33 + 65)
    assert total(group, []) == group.identity


@each_group
@settings(max_examples=30)
@given(st.data())
def test_what_was_embedded_is_extracted(group, data):
    payload = data.draw(st.binary(min_size=group.payload_size, max_size=group.payload_size))
    element = group.embed(payload)

    assert group.is_element(element)
    assert element != group.identity
    assert group.extract(element) == payload


def test_an_embedding_by_a_larger_counter_is_refused():
    payload = bytes(29) + b"\1"
    first = RISTRETTO255.embed(payload)
    later = next(
        candidate
        for counter in range(first[0] // 2 + 1, 128)
        if RISTRETTO255.is_element(candidate := bytes([2 * counter]) + payload + b"\0")
    )

    with pytest.raises(CheckFailed) as failure:
        RISTRETTO255.extract(later)
    assert failure.value.check == Check.EMBEDDING


@each_group
def test_a_payload_of_another_length_is_refused(group):
    with pytest.raises(ValueError, match="bytes"):
        group.embed(b"")


@pytest.mark.parametrize("group", GROUPS, ids=lambda g: g.name)
def test_a_payload_that_no_counter_fits_is_refused(group, monkeypatch):
    kind = type(group)
    monkeypatch.setattr(kind, "is_element", lambda *_: False)
    monkeypatch.setattr(kind, "_is_square", lambda *_: False, raising=False)

    with pytest.raises(CheckFailed, match="no counter"):
        group.embed(bytes(group.payload_size))


def test_an_embedding_by_a_larger_counter_is_refused_in_the_modular_groups():
    payload = bytes([7]) * TOY.payload_size
    first = int.from_bytes(TOY.embed(payload), "big") >> 8 * TOY.payload_size
    later = next(
        element
        for counter in range(first + 1, 2**16)
        if TOY.is_element(element := (counter.to_bytes(2, "big") + payload).rjust(8, b"\0"))
    )

    with pytest.raises(CheckFailed, match="smallest counter"):
        TOY.extract(later)


@each_group
def test_a_group_is_the_same_in_every_process(group):
    again = pickle.loads(pickle.dumps(group))

    assert again == group
    assert hash(again) == hash(group)
