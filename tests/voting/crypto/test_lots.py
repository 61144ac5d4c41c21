import pytest

from tests.voting.crypto.elections import refused
from voting.crypto.errors import Check
from voting.crypto.lots import check_audit, committed, lot_order, seed

GIVEN = {i: bytes([i]) * 32 for i in (1, 2, 3)}
COMMITTED = [committed("election", "audit", i, c) for i, c in GIVEN.items()]


def test_an_order_holds_every_place_once():
    assert sorted(lot_order(list(GIVEN.values()), 20)) == list(range(20))


def test_every_contribution_and_what_was_fixed_before_make_the_seed():
    seeds = {
        seed("audit", GIVEN, b"root"),
        seed("audit", GIVEN, b"another"),
        seed("lot", GIVEN, b"root"),
        *(seed("audit", GIVEN | {i: bytes(32)}, b"root") for i in GIVEN),
        *(seed("audit", {j: c for j, c in GIVEN.items() if j != i}, b"root") for i in GIVEN),
    }

    assert len(seeds) == 9


@pytest.mark.parametrize("present", [(1, 2), (2, 3), (1, 2, 3)])
def test_t_of_the_trustees_reveal_for_the_audit(present):
    check_audit("election", COMMITTED, 2, {i: GIVEN[i] for i in present})


@pytest.mark.parametrize(
    "given",
    [
        {1: GIVEN[1]},
        {1: GIVEN[1], 4: GIVEN[2]},
        {1: GIVEN[1], 2: GIVEN[3]},
        {1: GIVEN[2], 2: GIVEN[1]},
    ],
    ids=["too few", "no trustee", "another", "exchanged"],
)
def test_what_was_not_committed_to_is_refused(given):
    with refused(Check.AUDIT_SEED):
        check_audit("election", COMMITTED, 2, given)


def test_a_commitment_to_one_election_is_none_to_another():
    with refused(Check.AUDIT_SEED):
        check_audit("another", COMMITTED, 2, GIVEN)
