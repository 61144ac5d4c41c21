from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voting.crypto.draw import SeededDraw, SystemDraw, draw_permutation, draw_scalar
from voting.crypto.elgamal import encrypt, re_encrypt, require_ciphertext, row_bytes
from voting.crypto.errors import Check, CheckFailed
from voting.crypto.groups.modular import TOY
from voting.crypto.groups.ristretto import RISTRETTO255
from voting.crypto.proofs import (
    Proof,
    check_equality,
    check_logarithm,
    prove_equality,
    prove_logarithm,
)
from voting.crypto.signatures import check_signature, sign
from voting.crypto.transcript import challenge, coefficients, digest

GROUPS = [RISTRETTO255, TOY]
each_group = pytest.mark.parametrize("group", GROUPS, ids=lambda g: g.name)
ABOUT = (b"election", b"ballot 7")


def seeded(text="draw"):
    return SeededDraw(text.encode())


def refused(check, deed):
    with pytest.raises(CheckFailed) as failure:
        deed()
    assert failure.value.check == check


@each_group
def test_a_proof_of_a_logarithm_is_accepted_and_bound_to_its_statement(group):
    x = draw_scalar(seeded(), group)
    point = group.multiply_generator(x)
    proof = prove_logarithm(group, "test", ABOUT, x, seeded())

    check_logarithm(group, "test", ABOUT, point, proof, Check.SIGNATURE)
    other = group.multiply_generator(x + 1)
    for domain, about, of in [
        ("other", ABOUT, point),
        ("test", (b"election", b"ballot 8"), point),
        ("test", (b"electionballot 7",), point),
        ("test", ABOUT, other),
    ]:
        refused(
            Check.SIGNATURE,
            lambda d=domain, a=about, p=of: check_logarithm(group, d, a, p, proof, Check.SIGNATURE),
        )


@each_group
def test_a_proof_of_equality_is_refused_for_a_factor_of_another_key(group):
    x, base = 1234567, group.multiply_generator(891)
    key, factor = group.multiply_generator(x), group.multiply(x, base)
    proof = prove_equality(group, "test", ABOUT, base, x, seeded())

    check_equality(group, "test", ABOUT, (key, base, factor), proof, Check.SIGNATURE)
    wrong = group.add(factor, group.generator)
    for points in [(key, base, wrong), (wrong, base, factor), (key, wrong, factor)]:
        refused(
            Check.SIGNATURE,
            lambda p=points: check_equality(group, "test", ABOUT, p, proof, Check.SIGNATURE),
        )


@each_group
def test_the_challenge_zero_proves_nothing(group):
    # With c = 0 and any z, z*G is a commitment that fits: only the refusal stops it.
    refused(
        Check.SIGNATURE,
        lambda: check_logarithm(
            group, "test", ABOUT, group.generator, Proof(0, 5), Check.SIGNATURE
        ),
    )
    refused(
        Check.SIGNATURE,
        lambda: check_equality(
            group, "test", ABOUT, (group.generator,) * 3, Proof(0, 5), Check.SIGNATURE
        ),
    )


@each_group
@pytest.mark.parametrize("part", ["c", "z"])
def test_a_scalar_plus_the_order_is_no_second_proof(group, part):
    proof = prove_logarithm(group, "test", ABOUT, 99, seeded())
    again = replace(proof, **{part: getattr(proof, part) + group.order})

    refused(
        Check.SCALAR,
        lambda: check_logarithm(
            group, "test", ABOUT, group.multiply_generator(99), again, Check.SIGNATURE
        ),
    )


@each_group
def test_a_signature_for_one_purpose_is_none_for_another(group):
    key = group.multiply_generator(77)
    signature = sign(group, "ballot", b"tracker", 77, seeded())

    check_signature(group, "ballot", b"tracker", key, signature)
    refused(Check.SIGNATURE, lambda: check_signature(group, "list", b"tracker", key, signature))
    refused(Check.SIGNATURE, lambda: check_signature(group, "ballot", b"other", key, signature))


@each_group
@settings(max_examples=20)
@given(x=st.integers(1, 2**60), m=st.integers(1, 2**60), r=st.integers(1, 2**60))
def test_re_encryption_keeps_the_message(group, x, m, r):
    key, message = group.multiply_generator(x), group.multiply_generator(m)
    first = encrypt(group, key, message, r)
    again = re_encrypt(group, key, first, 5)

    assert first != again
    assert group.subtract(again.beta, group.multiply(x, again.alpha)) == message
    assert require_ciphertext(group, again.to_bytes(), "test") == again
    assert row_bytes([(first, again)]) == first.to_bytes() + again.to_bytes()


@each_group
def test_a_ciphertext_with_an_identity_in_it_is_refused(group):
    for encoding in (group.identity + group.generator, group.generator + group.identity):
        refused(Check.IDENTITY_ELEMENT, lambda e=encoding: require_ciphertext(group, e, "test"))


def test_parts_that_run_together_hash_apart():
    assert digest("a", b"bc", b"d") != digest("a", b"b", b"cd") != digest("ab", b"c", b"d")
    assert challenge(TOY, "a", b"b") != challenge(TOY, "a", b"c")


def test_coefficients_have_128_bits_and_do_not_depend_on_how_many_are_asked():
    assert list(coefficients(b"seed", 9))[:5] == list(coefficients(b"seed", 5))
    assert all(c < 2**128 for c in coefficients(b"seed", 9))
    assert len(set(coefficients(b"seed", 9))) == 9
    assert list(coefficients(b"other", 1)) != list(coefficients(b"seed", 1))


def test_a_seed_draws_the_same_again_and_the_system_does_not():
    assert [seeded().bytes(100)] == [seeded().bytes(100)]
    assert SystemDraw().bytes(16) != SystemDraw().bytes(16)


@given(st.integers(0, 300))
def test_a_permutation_holds_every_place_once(size):
    assert sorted(draw_permutation(seeded(), size)) == list(range(size))


def test_every_order_of_three_is_drawn_about_equally_often():
    draw = seeded()
    orders = [tuple(draw_permutation(draw, 3)) for _ in range(6000)]

    # Each of 6 orders is expected 1000 times; a deviation of 5 sigma is 145.
    assert all(abs(orders.count(order) - 1000) < 145 for order in set(orders))
    assert len(set(orders)) == 6


@each_group
def test_a_drawn_scalar_is_never_zero(group):
    class Zeros:
        def bytes(self, count):
            return bytes(count)

    assert draw_scalar(Zeros(), group) == 1
