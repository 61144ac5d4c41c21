from dataclasses import replace

import pytest

from voting.crypto.ballots import (
    MOST_CHANGES,
    NO_TRACKER,
    Ballot,
    Place,
    RowProof,
    check_ballot,
    check_opened,
    check_unsigned,
    encrypt_ballot,
    sign_ballot,
)
from voting.crypto.draw import SeededDraw
from voting.crypto.elgamal import re_encrypt
from voting.crypto.errors import Check, CheckFailed
from voting.crypto.groups.modular import TOY
from voting.crypto.groups.ristretto import RISTRETTO255

GROUPS = [RISTRETTO255, TOY]
SECRET, VOTER = 31337, 4711


@pytest.fixture(params=GROUPS, ids=lambda g: g.name)
def group(request):
    return request.param


@pytest.fixture
def key(group):
    return group.multiply_generator(SECRET)


@pytest.fixture
def place(group):
    return Place(b"election".ljust(32), group.multiply_generator(VOTER), 0, NO_TRACKER)


def payloads(group, elements=2):
    return [bytes([n]) * group.payload_size for n in range(1, elements + 1)]


@pytest.fixture
def cast(group, key, place):
    unsigned, _ = encrypt_ballot(group, key, payloads(group), place, SeededDraw(b"voter"))
    return sign_ballot(group, unsigned, VOTER, SeededDraw(b"signature"))


def refused(check, deed):
    with pytest.raises(CheckFailed) as failure:
        deed()
    assert failure.value.check == check


def with_unsigned(ballot, **changes):
    return replace(ballot, unsigned=replace(ballot.unsigned, **changes))


def test_a_ballot_as_it_was_cast_is_accepted(group, key, cast):
    check_ballot(group, key, cast, 2)


@pytest.mark.parametrize(
    "moved",
    [
        {"election": b"another election".ljust(32)},
        {"counter": 1, "previous": b"x" * 32},
    ],
    ids=["election", "chain"],
)
def test_a_ballot_moved_elsewhere_is_refused(group, key, cast, moved):
    elsewhere = with_unsigned(cast, place=replace(cast.unsigned.place, **moved))

    refused(Check.BALLOT_PROOF, lambda: check_ballot(group, key, elsewhere, 2))


def test_a_ciphertext_copied_under_another_credential_is_refused(group, key, cast):
    thief = replace(cast.unsigned.place, credential=group.multiply_generator(815))
    copied = replace(cast.unsigned, place=thief)
    signed = sign_ballot(group, copied, 815, SeededDraw(b"thief"))

    refused(Check.BALLOT_PROOF, lambda: check_ballot(group, key, signed, 2))


def test_a_copy_that_was_randomised_anew_is_refused(group, key, cast):
    row = tuple(re_encrypt(group, key, c, 5) for c in cast.unsigned.row)
    copied = sign_ballot(group, replace(cast.unsigned, row=row), VOTER, SeededDraw(b"signature"))

    refused(Check.BALLOT_PROOF, lambda: check_ballot(group, key, copied, 2))


def test_a_ballot_that_another_credential_signed_is_refused(group, key, cast):
    foreign = sign_ballot(group, cast.unsigned, 815, SeededDraw(b"foreign"))

    refused(Check.SIGNATURE, lambda: check_ballot(group, key, foreign, 2))


def test_a_ballot_under_another_key_is_refused(group, cast):
    other = group.multiply_generator(SECRET + 1)

    refused(Check.BALLOT_PROOF, lambda: check_ballot(group, other, cast, 2))


@pytest.mark.parametrize("elements", [1, 3])
def test_a_ballot_of_another_number_of_elements_is_refused(group, key, cast, elements):
    refused(Check.BALLOT_SHAPE, lambda: check_ballot(group, key, cast, elements))


@pytest.mark.parametrize(
    ("counter", "previous"),
    [(0, b"x" * 32), (1, NO_TRACKER), (MOST_CHANGES + 1, b"x" * 32), (-1, b"x" * 32)],
)
def test_a_chain_that_cannot_be_is_refused(group, key, cast, counter, previous):
    place = replace(cast.unsigned.place, counter=counter, previous=previous)
    broken = with_unsigned(cast, place=place)

    refused(Check.BALLOT_SHAPE, lambda: check_ballot(group, key, broken, 2))


def test_proofs_with_the_challenge_zero_or_large_scalars_are_refused(group, key, cast):
    proof = cast.unsigned.proof
    for check, wrong in [
        (Check.BALLOT_PROOF, RowProof(0, proof.z)),
        (Check.SCALAR, RowProof(proof.c + group.order, proof.z)),
        (Check.SCALAR, RowProof(proof.c, (proof.z[0], proof.z[1] + group.order))),
    ]:
        unsigned = replace(cast.unsigned, proof=wrong)
        refused(check, lambda u=unsigned: check_unsigned(group, key, u, 2))


def test_the_tracker_covers_every_part_of_the_ballot(group, cast):
    unsigned = cast.unsigned
    others = [
        replace(unsigned, place=replace(unsigned.place, election=b"y" * 32)),
        replace(unsigned, place=replace(unsigned.place, credential=group.generator)),
        replace(unsigned, place=replace(unsigned.place, counter=1)),
        replace(unsigned, place=replace(unsigned.place, previous=b"z" * 32)),
        replace(unsigned, row=unsigned.row[::-1]),
        replace(unsigned, proof=replace(unsigned.proof, c=1)),
        replace(unsigned, proof=replace(unsigned.proof, z=unsigned.proof.z[::-1])),
    ]

    assert len({ballot.tracker(group) for ballot in [unsigned, *others]}) == 8


def test_a_challenged_ballot_opens_to_what_the_voter_meant_and_to_nothing_else(group, key, place):
    meant = payloads(group)
    ballot, randomness = encrypt_ballot(group, key, meant, place, SeededDraw(b"voter"))

    check_opened(group, key, ballot, meant, randomness)
    for told, r in [
        (meant[::-1], randomness),
        (meant, randomness[::-1]),
        (meant[:1], randomness[:1]),
    ]:
        refused(
            Check.CHALLENGED_BALLOT,
            lambda t=told, r=r: check_opened(group, key, ballot, t, r),
        )


def test_a_ballot_is_its_unsigned_part_and_a_signature(cast):
    assert Ballot(cast.unsigned, cast.signature) == cast
