from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from voting.crypto import shuffle_check
from voting.crypto.draw import SeededDraw, draw_scalar
from voting.crypto.elgamal import Ciphertext, encrypt
from voting.crypto.errors import Check, CheckFailed
from voting.crypto.groups.modular import TOY
from voting.crypto.groups.ristretto import RISTRETTO255
from voting.crypto.shuffle import Statement, generators, shuffle
from voting.crypto.shuffle_check import check_shuffle

SECRET = 31337
CONTEXT = (b"election", b"mix 1")


@pytest.fixture(params=[RISTRETTO255, TOY], ids=lambda g: g.name)
def group(request):
    return request.param


def rows_of(group, count, width=2):
    draw = SeededDraw(b"rows")
    key = group.multiply_generator(SECRET)
    return [
        tuple(
            encrypt(group, key, group.multiply_generator(100 * i + k), draw_scalar(draw, group))
            for k in range(width)
        )
        for i in range(1, count + 1)
    ]


def opened(group, rows):
    return [
        tuple(group.subtract(c.beta, group.multiply(SECRET, c.alpha)) for c in row) for row in rows
    ]


def mixed(group, before):
    key = group.multiply_generator(SECRET)
    after, proof = shuffle(group, CONTEXT, key, before, SeededDraw(b"mix"))
    return Statement(group, CONTEXT, key, before, after), proof


def refused(check, statement, proof):
    with pytest.raises(CheckFailed) as failure:
        check_shuffle(statement, proof)
    assert failure.value.check == check


@pytest.mark.parametrize("count", [0, 1, 2, 7])
def test_a_mix_keeps_what_the_rows_say_and_is_accepted(group, count):
    before = rows_of(group, count)
    about, proof = mixed(group, before)

    check_shuffle(about, proof)
    assert sorted(opened(group, about.after)) == sorted(opened(group, before))
    assert not set(about.after) & set(before)


def test_a_pool_checks_the_same_in_parts(group, monkeypatch):
    monkeypatch.setattr(shuffle_check, "MOST_ROWS", 3)
    about, proof = mixed(group, rows_of(group, 7))

    with ThreadPoolExecutor(2) as pool:
        check_shuffle(about, proof, pool.map)


def changed_row(group, row):
    first = row[0]
    return (Ciphertext(first.alpha, group.add(first.beta, group.generator)), *row[1:])


TAMPERED = {
    "replaced": lambda group, rows: [changed_row(group, rows[0]), *rows[1:]],
    "duplicated": lambda _, rows: [rows[1], *rows[1:]],
    "swapped": lambda _, rows: [rows[1], rows[0], *rows[2:]],
    "columns swapped": lambda _, rows: [rows[0][::-1], *rows[1:]],
}


@pytest.mark.parametrize("tamper", TAMPERED)
@pytest.mark.parametrize("side", ["before", "after"])
def test_a_mix_of_other_rows_is_refused(group, tamper, side):
    about, proof = mixed(group, rows_of(group, 5))
    other = replace(about, **{side: TAMPERED[tamper](group, list(getattr(about, side)))})

    refused(Check.MIX_PROOF, other, proof)


@pytest.mark.parametrize("side", ["before", "after"])
def test_a_mix_that_drops_a_row_is_refused(group, side):
    about, proof = mixed(group, rows_of(group, 5))

    refused(Check.MIX_SHAPE, replace(about, **{side: getattr(about, side)[1:]}), proof)


@pytest.mark.parametrize(
    "moved",
    [{"context": (b"another election", b"mix 1")}, {"context": (b"election", b"mix 2")}],
)
def test_a_mix_of_another_election_or_place_is_refused(group, moved):
    about, proof = mixed(group, rows_of(group, 3))

    refused(Check.MIX_PROOF, replace(about, **moved), proof)


def test_a_mix_under_another_key_is_refused(group):
    about, proof = mixed(group, rows_of(group, 3))

    refused(Check.MIX_PROOF, replace(about, key=group.multiply_generator(5)), proof)


@pytest.mark.parametrize("name", ["s1", "s2", "s3", "challenge"])
def test_every_answer_matters_and_is_reduced(group, name):
    about, proof = mixed(group, rows_of(group, 3))
    value = getattr(proof, name)

    refused(Check.MIX_PROOF, about, replace(proof, **{name: (value + 1) % group.order}))
    refused(Check.SCALAR, about, replace(proof, **{name: value + group.order}))


@pytest.mark.parametrize("name", ["s4", "s_hat", "s_tilde"])
def test_every_listed_answer_matters_and_is_reduced(group, name):
    about, proof = mixed(group, rows_of(group, 3))
    first, *others = getattr(proof, name)

    refused(
        Check.MIX_PROOF,
        about,
        replace(proof, **{name: ((first + 1) % group.order, *others)}),
    )
    refused(Check.SCALAR, about, replace(proof, **{name: (first + group.order, *others)}))
    refused(Check.MIX_SHAPE, about, replace(proof, **{name: tuple(others)}))


@pytest.mark.parametrize("name", ["permutation", "chain"])
def test_every_commitment_matters(group, name):
    about, proof = mixed(group, rows_of(group, 3))
    first, *others = getattr(proof, name)
    wrong = group.add(first, group.generator)

    refused(Check.MIX_PROOF, about, replace(proof, **{name: (wrong, *others)}))


def test_the_challenge_zero_is_refused(group):
    about, proof = mixed(group, rows_of(group, 3))

    refused(Check.MIX_PROOF, about, replace(proof, challenge=0))


def test_rows_of_different_widths_are_not_mixed(group):
    ragged = [*rows_of(group, 2, width=1), *rows_of(group, 1, width=2)]

    with pytest.raises(ValueError, match="same number"):
        shuffle(group, CONTEXT, group.generator, ragged, SeededDraw(b"mix"))
    about, proof = mixed(group, rows_of(group, 3))
    refused(Check.MIX_SHAPE, replace(about, before=ragged), proof)


def test_the_generators_are_distinct_and_the_same_for_everyone(group):
    made = generators(group, 0, 21)

    assert len({*made, group.generator, group.identity}) == 23
    assert made == generators(group, 0, 21)
    assert made[5:9] == generators(group, 5, 4)
