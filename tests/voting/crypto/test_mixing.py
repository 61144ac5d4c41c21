from dataclasses import replace

import pytest

from tests.voting.crypto.elections import DRAW, ballot, prepared, refused, voters
from voting.crypto.errors import Check
from voting.crypto.mixing import (
    Place,
    check_list_opening,
    check_mix,
    check_places,
    mix_list,
    open_list,
    parties_to_opening,
)
from voting.crypto.opening import combine_openings

ELECTION = prepared()
DEFINITION, SECRETS = ELECTION.definition, ELECTION.secrets
ROWS = [ballot(ELECTION, key, (i,)).unsigned.row for i, key in enumerate(voters(ELECTION)[:3])]
FIRST = Place(electorate=0, number=1, mixer=2)


@pytest.fixture
def mix():
    return mix_list(DEFINITION, FIRST, ROWS, SECRETS.trustee_signing[1], DRAW)


def test_a_mix_in_its_place_is_accepted(mix):
    check_mix(DEFINITION, ROWS, mix)


@pytest.mark.parametrize("change", [{"electorate": 1}, {"number": 2}, {"mixer": 1}])
def test_a_mix_in_another_place_is_refused(mix, change):
    with refused(Check.SIGNATURE):
        check_mix(DEFINITION, ROWS, replace(mix, place=replace(FIRST, **change)))


@pytest.mark.parametrize("stranger", [0, 4])
def test_a_mix_by_no_trustee_is_refused(mix, stranger):
    with refused(Check.MIXERS):
        check_mix(DEFINITION, ROWS, replace(mix, place=replace(FIRST, mixer=stranger)))


def test_a_proof_of_another_list_is_refused(mix):
    with refused(Check.MIX_PROOF):
        check_mix(DEFINITION, ROWS[::-1], mix)


@pytest.mark.parametrize(
    "places",
    [
        [Place(0, 1, 1)],
        [Place(0, 1, 1), Place(0, 2, 1)],
        [Place(0, 1, 1), Place(0, 2, 2), Place(0, 3, 3)],
        [Place(0, 2, 1), Place(0, 1, 2)],
        [Place(0, 1, 1), Place(1, 2, 2)],
    ],
    ids=["too few", "one mixer twice", "too many", "out of order", "of another list"],
)
def test_a_list_is_mixed_by_k_different_trustees(places):
    check_places(DEFINITION, 0, [Place(0, 1, 3), Place(0, 2, 1)])
    with refused(Check.MIXERS):
        check_places(DEFINITION, 0, places)


def test_t_trustees_open_what_was_mixed(mix):
    openings = {
        j: open_list(DEFINITION, 0, j, SECRETS.shares[j - 1], mix.after, DRAW) for j in (1, 3)
    }
    for opening in openings.values():
        check_list_opening(DEFINITION, 0, mix.after, opening)

    group = DEFINITION.group
    opened = combine_openings(group, parties_to_opening(DEFINITION), mix.after, openings)

    choices = [DEFINITION.form.packing.unpack([group.extract(e) for e in row]) for row in opened]
    assert sorted(choices) == [(0,), (1,), (2,)]


def test_an_opening_of_another_list_or_by_no_trustee_is_refused(mix):
    opening = open_list(DEFINITION, 0, 1, SECRETS.shares[0], mix.after, DRAW)

    with refused(Check.OPENING_PROOF):
        check_list_opening(DEFINITION, 1, mix.after, opening)
    for stranger in [0, 4]:
        with refused(Check.TRUSTEES):
            check_list_opening(DEFINITION, 0, mix.after, replace(opening, j=stranger))
