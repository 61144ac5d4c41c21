import numpy as np

from benchmarks.growth import PICKS, ballots_of, instance_of
from voting.counting import EqualShares, count


def test_an_invented_election_has_so_many_voters_with_different_picks_each():
    ballots = ballots_of(20, 1_000)

    assert ballots.number_of_voters == 1_000
    assert sum(ballots.votes) == 1_000 * PICKS
    assert all(len({pick for pick, _ in picks}) == PICKS for _, picks in ballots.rows())


def test_the_same_election_is_invented_every_time():
    first, again = ballots_of(20, 1_000), ballots_of(20, 1_000)

    assert np.array_equal(first.picks, again.picks)
    assert instance_of(20, first).fingerprint == instance_of(20, again).fingerprint


def test_it_is_one_in_which_something_can_be_bought():
    result = count(instance_of(20, ballots_of(20, 1_000)), EqualShares())

    assert 0 < result.cost <= result.budget
