import pytest
from hypothesis import given
from hypothesis import strategies as st

from voting.crypto.errors import Check, CheckFailed
from voting.crypto.packing import BallotKind, Packing

APPROVAL = Packing(BallotKind.APPROVAL, 60)
POINTS = Packing(BallotKind.POINTS, 24, 10)
RANKING = Packing(BallotKind.RANKING, 30, 5)


def choices(packing):
    options = st.integers(0, packing.options - 1)
    if packing.kind is BallotKind.APPROVAL:
        return st.sets(options).map(sorted).map(tuple)
    if packing.kind is BallotKind.POINTS:
        points = st.integers(0, packing.limit)
        return st.lists(points, min_size=packing.options, max_size=packing.options).map(tuple)
    return st.lists(options, unique=True, max_size=packing.limit).map(tuple)


@st.composite
def packings_with_choice(draw):
    kind = draw(st.sampled_from(BallotKind))
    options = draw(st.integers(1, 80))
    limit = {
        BallotKind.APPROVAL: st.just(0),
        BallotKind.POINTS: st.integers(1, 12),
        BallotKind.RANKING: st.integers(1, options),
    }[kind]
    packing = Packing(kind, options, draw(limit))
    return packing, draw(choices(packing))


@given(packings_with_choice(), st.sampled_from([5, 30]))
def test_what_was_packed_is_unpacked(pair, payload_size):
    packing, choice = pair
    payloads = packing.pack(choice, payload_size)

    assert all(len(payload) == payload_size for payload in payloads)
    assert len(payloads) == packing.elements(payload_size)
    assert packing.unpack(payloads) == choice


@given(st.integers(0, 3**4))
def test_no_two_packings_say_the_same(number):
    # Points 0 to 2 for 4 options: 81 choices, the numbers 0 to 80.
    packing = Packing(BallotKind.POINTS, 4, 2)
    payload = [number.to_bytes(30, "little")]

    if number < 81:
        assert packing.pack(packing.unpack(payload), 30) == payload
    else:
        with pytest.raises(CheckFailed, match="unused bits"):
            packing.unpack(payload)


@pytest.mark.parametrize(
    ("packing", "bits", "elements"),
    [
        (APPROVAL, 60, 1),  # a bitmap
        (Packing(BallotKind.APPROVAL, 240), 240, 1),
        (Packing(BallotKind.APPROVAL, 241), 241, 2),
        (POINTS, 84, 1),  # log2(11^24) = 83.03
        (RANKING, 25, 1),  # log2(31^5) = 24.8
    ],
)
def test_a_ballot_takes_as_few_elements_as_its_kind_allows(packing, bits, elements):
    assert packing.payload_bits == bits
    assert packing.elements(30) == elements


@pytest.mark.parametrize(
    ("packing", "choice"),
    [
        (APPROVAL, (1, 1)),
        (APPROVAL, (60,)),
        (APPROVAL, (-1,)),
        (APPROVAL, (2, 1)),
        (POINTS, (0,) * 23),
        (POINTS, (11,) + (0,) * 23),
        (POINTS, (-1,) + (0,) * 23),
        (RANKING, (3, 3)),
        (RANKING, (30,)),
        (RANKING, (0, 1, 2, 3, 4, 5)),
    ],
)
def test_a_choice_that_the_kind_cannot_say_is_refused(packing, choice):
    with pytest.raises(CheckFailed) as failure:
        packing.pack(choice, 30)
    assert failure.value.check == Check.CHOICE


@pytest.mark.parametrize("digits", [(30, 3, 30, 30, 30), (3, 3, 30, 30, 30)])
def test_a_ranking_with_a_gap_or_a_repetition_is_refused(digits):
    number = sum(digit * 31**place for place, digit in enumerate(digits))

    with pytest.raises(CheckFailed) as failure:
        RANKING.unpack([number.to_bytes(30, "little")])
    assert failure.value.check == Check.CHOICE


@pytest.mark.parametrize(
    ("kind", "options", "limit"),
    [
        (BallotKind.APPROVAL, 0, 0),
        (BallotKind.APPROVAL, 10_001, 0),
        (BallotKind.APPROVAL, 5, 1),
        (BallotKind.POINTS, 5, 0),
        (BallotKind.POINTS, 5, 1_000_001),
        (BallotKind.RANKING, 5, 6),
        (BallotKind.RANKING, 5, 0),
    ],
)
def test_an_election_that_makes_no_sense_has_no_packing(kind, options, limit):
    with pytest.raises(ValueError, match=r"options|limit"):
        Packing(kind, options, limit)
