import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.budget.apportionment import apportion

WEIGHTS = st.lists(st.integers(0, 10**12), min_size=1, max_size=30).filter(any)


@given(st.integers(0, 10**8), WEIGHTS)
def test_the_parts_add_up_to_the_whole(total, weights):
    assert sum(apportion(total, weights)) == total


@given(st.integers(0, 10**8), WEIGHTS)
def test_no_part_is_a_whole_unit_away_from_its_share(total, weights):
    whole = sum(weights)

    for part, weight in zip(apportion(total, weights), weights, strict=True):
        assert abs(part * whole - total * weight) < whole


def test_what_is_left_over_goes_to_the_largest_remainders_the_earlier_first():
    # 10 in thirds: 3.33 each; one is left over.
    assert apportion(10, [1, 1, 1]) == [4, 3, 3]
    # 1.0, 2.5, 6.5: of the two halves the earlier gets the one.
    assert apportion(10, [2, 5, 13]) == [1, 3, 6]


@pytest.mark.parametrize(("total", "weights"), [(-1, [1]), (1, []), (1, [0, 0]), (1, [2, -1])])
def test_what_cannot_be_shared_out_is_refused(total, weights):
    with pytest.raises(ValueError, match="shared out"):
        apportion(total, weights)
