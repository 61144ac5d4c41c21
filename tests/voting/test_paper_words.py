"""What clerks type for a paper ballot: read as it is meant or refused, and shown as typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voting.crypto.packing import BallotKind, Packing
from voting.paper_words import CannotBeTyped, choice_of, typed_as

APPROVAL = Packing(BallotKind.APPROVAL, 9)
RANKING = Packing(BallotKind.RANKING, 9, 3)
POINTS = Packing(BallotKind.POINTS, 4, 5)


@pytest.mark.parametrize(
    ("packing", "typed", "choice"),
    [
        (APPROVAL, "3 7 1", (0, 2, 6)),
        (APPROVAL, " ３　７、１ ", (0, 2, 6)),
        (APPROVAL, "3,7", (2, 6)),
        (APPROVAL, "-", ()),
        (RANKING, "3 7 1", (2, 6, 0)),
        (RANKING, "-", ()),
        (POINTS, "1=3 4=2", (3, 0, 0, 2)),
        (POINTS, "-", (0, 0, 0, 0)),
    ],
)
def test_what_is_typed_is_read(packing, typed, choice):
    assert choice_of(typed, packing) == choice


@pytest.mark.parametrize(
    ("packing", "typed"),
    [
        (APPROVAL, ""),
        (APPROVAL, "0"),
        (APPROVAL, "10"),
        (APPROVAL, "3 3"),
        (APPROVAL, "三"),
        (APPROVAL, "3 -"),
        (RANKING, "1 2 3 4"),
        (POINTS, "1"),
        (POINTS, "1=6"),
        (POINTS, "1=0"),
        (POINTS, "1=2 1=2"),
        (POINTS, "5=1"),
    ],
)
def test_what_no_ballot_can_say_is_refused(packing, typed):
    with pytest.raises(CannotBeTyped):
        choice_of(typed, packing)


PACKINGS = st.sampled_from([APPROVAL, RANKING, POINTS])


@given(PACKINGS, st.data())
def test_every_choice_is_typed_as_it_is_read(packing, data):
    if packing is POINTS:
        choice = tuple(data.draw(st.lists(st.integers(0, 5), min_size=4, max_size=4)))
    else:
        most = 9 if packing is APPROVAL else 3
        drawn = data.draw(st.lists(st.integers(0, 8), max_size=most, unique=True))
        choice = tuple(sorted(drawn) if packing is APPROVAL else drawn)

    assert choice_of(typed_as(choice, packing), packing) == choice
