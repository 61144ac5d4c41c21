from dataclasses import replace
from itertools import combinations

import pytest

from voting.crypto.draw import SeededDraw
from voting.crypto.errors import Check, CheckFailed
from voting.crypto.groups.modular import TOY
from voting.crypto.groups.ristretto import RISTRETTO255
from voting.crypto.threshold import (
    Dealing,
    Parties,
    check_dealing,
    check_share,
    deal,
    draw_polynomial,
    election_key,
    interpolated,
    share_for,
    verification_key,
)

PARTIES = Parties(b"election, attempt 1", t=2, n=3)


@pytest.fixture(params=[RISTRETTO255, TOY], ids=lambda g: g.name)
def group(request):
    return request.param


@pytest.fixture
def polynomials(group):
    return {
        i: draw_polynomial(PARTIES, group, SeededDraw(bytes([i]))) for i in range(1, PARTIES.n + 1)
    }


@pytest.fixture
def dealings(group, polynomials):
    return [deal(group, PARTIES, i, f, SeededDraw(b"proof")) for i, f in polynomials.items()]


def secret_shares(group, polynomials):
    return {
        j: sum(share_for(group, f, j) for f in polynomials.values()) % group.order
        for j in polynomials
    }


def refused(check, deed):
    with pytest.raises(CheckFailed) as failure:
        deed()
    assert failure.value.check == check


def test_any_t_trustees_use_the_key_that_all_made(group, polynomials, dealings):
    key, shares = election_key(group, dealings), secret_shares(group, polynomials)
    public = {j: group.multiply_generator(x) for j, x in shares.items()}

    for present in combinations(public, PARTIES.t):
        assert interpolated(group, PARTIES, {j: public[j] for j in present}) == key
    assert interpolated(group, PARTIES, public) == key


def test_fewer_than_t_trustees_cannot(group, polynomials):
    shares = secret_shares(group, polynomials)

    refused(
        Check.TRUSTEES,
        lambda: interpolated(group, PARTIES, {1: group.multiply_generator(shares[1])}),
    )


@pytest.mark.parametrize("stranger", [0, 4, -1])
def test_a_number_that_is_no_trustees_is_refused(group, stranger):
    values = {1: group.generator, 2: group.generator, stranger: group.generator}

    refused(Check.TRUSTEES, lambda: interpolated(group, PARTIES, values))


def test_everyone_computes_the_verification_keys(group, polynomials, dealings):
    for j, x in secret_shares(group, polynomials).items():
        assert verification_key(group, dealings, j) == group.multiply_generator(x)


def test_a_dealing_as_committed_is_accepted(group, dealings):
    for dealing in dealings:
        check_dealing(group, PARTIES, dealing, dealing.committed(group, PARTIES))


def test_a_dealing_chosen_after_the_others_were_seen_is_refused(group, dealings):
    # The rushing trustee committed to one polynomial and reveals another.
    committed = dealings[0].committed(group, PARTIES)
    other = deal(
        group, PARTIES, 1, draw_polynomial(PARTIES, group, SeededDraw(b"rush")), SeededDraw(b"p")
    )

    refused(Check.DEALING_COMMITMENT, lambda: check_dealing(group, PARTIES, other, committed))


def test_a_rogue_key_that_cancels_the_others_has_no_proof(group, dealings):
    honest = group.add(dealings[0].commitments[0], dealings[1].commitments[0])
    rogue = group.subtract(group.multiply_generator(5), honest)
    forged = replace(dealings[2], commitments=(rogue, dealings[2].commitments[1]))

    refused(
        Check.DEALING_PROOF,
        lambda: check_dealing(group, PARTIES, forged, forged.committed(group, PARTIES)),
    )


@pytest.mark.parametrize(
    "other", [Parties(b"election, attempt 2", 2, 3), Parties(b"election, attempt 1", 2, 4)]
)
def test_a_dealing_of_another_ceremony_is_refused(group, dealings, other):
    refused(
        Check.DEALING_PROOF,
        lambda: check_dealing(group, other, dealings[0], dealings[0].committed(group, other)),
    )


@pytest.mark.parametrize("change", ["short", "index 0", "index 4"])
def test_a_dealing_of_another_shape_is_refused(group, dealings, change):
    first = dealings[0]
    odd = {
        "short": Dealing(1, first.commitments[:1], first.proof),
        "index 0": replace(first, i=0),
        "index 4": replace(first, i=4),
    }[change]

    refused(
        Check.DEALING_SHAPE,
        lambda: check_dealing(group, PARTIES, odd, odd.committed(group, PARTIES)),
    )


def test_a_bad_share_is_a_complaint_that_everyone_can_verify(group, polynomials, dealings):
    share = share_for(group, polynomials[1], 2)

    check_share(group, dealings[0], 2, share)
    for j, value in [(2, share + 1), (3, share)]:
        refused(
            Check.SHARE,
            lambda j=j, v=value: check_share(group, dealings[0], j, v % group.order),
        )


def test_dealings_that_cancel_out_make_no_key(group):
    one = Dealing(1, (group.generator,), None)
    other = Dealing(2, (group.subtract(group.identity, group.generator),), None)

    refused(Check.IDENTITY_ELEMENT, lambda: election_key(group, [one, other]))


@pytest.mark.parametrize(("t", "n"), [(0, 3), (4, 3), (1, 101)])
def test_impossible_thresholds_are_refused(t, n):
    with pytest.raises(ValueError, match="No key"):
        Parties(b"", t, n)
