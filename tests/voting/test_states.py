from itertools import pairwise

from voting.states import TRANSITIONS, ElectionState, may_become

BY_IMPORT = [ElectionState.PREPARED, ElectionState.OPENED, ElectionState.CERTIFIED]


def test_a_vote_held_here_goes_through_every_state_in_order():
    way = [state for state in ElectionState if state != ElectionState.WITHDRAWN]
    for current, following in pairwise(way):
        assert may_become(current, following)


def test_imported_ballots_open_an_election_that_never_was_open_here():
    for current, following in pairwise(BY_IMPORT):
        assert may_become(current, following)


def test_no_other_step_is_possible_and_a_certified_election_stays_so():
    forward = sum(len(following) for following in TRANSITIONS.values())

    # Six steps of the whole way, that of an import, and the withdrawal of what is prepared.
    assert forward == 6 + 1 + 1
    assert set(TRANSITIONS) == set(ElectionState)
    assert not TRANSITIONS[ElectionState.CERTIFIED] | TRANSITIONS[ElectionState.WITHDRAWN]
