from dataclasses import replace

import pytest

from voting.crypto.draw import SeededDraw, draw_scalar
from voting.crypto.elgamal import encrypt
from voting.crypto.errors import Check, CheckFailed
from voting.crypto.groups.modular import TOY
from voting.crypto.groups.ristretto import RISTRETTO255
from voting.crypto.opening import check_opening, combine_openings, open_partially
from voting.crypto.threshold import Parties, lagrange_weights

PARTIES = Parties(b"ceremony", t=2, n=3)
CONTEXT = (b"election",)
# f(x) = 7 + 11 x: the key's secret is f(0), the shares are f(1), f(2), f(3).
SECRET, SHARES = 7, {1: 18, 2: 29, 3: 40}


@pytest.fixture(params=[RISTRETTO255, TOY], ids=lambda g: g.name)
def group(request):
    return request.param


@pytest.fixture
def rows(group):
    draw, key = SeededDraw(b"rows"), group.multiply_generator(SECRET)
    return [
        tuple(
            encrypt(group, key, group.multiply_generator(10 * i + k), draw_scalar(draw, group))
            for k in (1, 2)
        )
        for i in range(4)
    ]


@pytest.fixture
def openings(group, rows):
    return {
        j: open_partially(group, CONTEXT, j, x, rows, SeededDraw(bytes([j])))
        for j, x in SHARES.items()
    }


def check(group, rows, opening, **changes):
    given = {"context": CONTEXT, "j": opening.j} | changes
    check_opening(
        group,
        given["context"],
        group.multiply_generator(SHARES[opening.j]),
        rows,
        replace(opening, j=given["j"]),
    )


def refused(expected, deed):
    with pytest.raises(CheckFailed) as failure:
        deed()
    assert failure.value.check == expected


@pytest.mark.parametrize("present", [(1, 2), (1, 3), (2, 3), (1, 2, 3)])
def test_any_t_trustees_open_the_list(group, rows, openings, present):
    for j in present:
        check(group, rows, openings[j])

    hidden = combine_openings(group, PARTIES, rows, {j: openings[j] for j in present})

    assert hidden == [
        (group.multiply_generator(10 * i + 1), group.multiply_generator(10 * i + 2))
        for i in range(4)
    ]


def test_fewer_than_t_cannot(group, rows, openings):
    refused(Check.TRUSTEES, lambda: combine_openings(group, PARTIES, rows, {1: openings[1]}))


def test_an_empty_list_opens_to_nothing(group):
    openings = {
        j: open_partially(group, CONTEXT, j, x, [], SeededDraw(b"none")) for j, x in SHARES.items()
    }

    check(group, [], openings[1])
    assert combine_openings(group, PARTIES, [], openings) == []


def test_a_factor_changed_after_the_proof_is_refused(group, rows, openings):
    first, second, *others = openings[1].factors
    for factors in [
        (group.add(first, group.generator), second, *others),
        (second, first, *others),
    ]:
        wrong = replace(openings[1], factors=factors)
        refused(Check.OPENING_PROOF, lambda w=wrong: check(group, rows, w))


def test_two_factors_changed_so_that_they_cancel_are_refused(group, rows, openings):
    # What a proof over a plain sum would accept.
    first, second, *others = openings[1].factors
    factors = (
        group.add(first, group.generator),
        group.subtract(second, group.generator),
        *others,
    )

    refused(Check.OPENING_PROOF, lambda: check(group, rows, replace(openings[1], factors=factors)))


@pytest.mark.parametrize("change", [{"context": (b"another",)}, {"j": 2}])
def test_an_opening_of_another_election_or_trustee_is_refused(group, rows, openings, change):
    refused(Check.OPENING_PROOF, lambda: check(group, rows, openings[1], **change))


def test_an_opening_of_another_list_is_refused(group, rows, openings):
    refused(Check.OPENING_PROOF, lambda: check(group, rows[::-1], openings[1]))
    refused(Check.OPENING_SHAPE, lambda: check(group, rows[1:], openings[1]))


def test_weights_give_the_value_at_zero(group):
    weights = lagrange_weights(group, [1, 3])

    assert sum(w * SHARES[j] for j, w in weights.items()) % group.order == SECRET
