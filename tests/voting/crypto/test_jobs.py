from hypothesis import given
from hypothesis import strategies as st

from voting.crypto.jobs import cuts


@given(st.integers(0, 200), st.integers(1, 50), st.integers(1, 50))
def test_cuts_take_everything_once_in_even_parts(count, most, least):
    parts = cuts(count, most, least)

    assert [n for cut in parts for n in range(count)[cut]] == list(range(count))
    sizes = [cut.stop - cut.start for cut in parts]
    assert max(sizes, default=0) <= most
    assert len(sizes) <= 4 or len(sizes) % 4 == 0
    assert max(sizes, default=0) - min(sizes, default=0) <= 1


def test_few_things_are_not_cut_too_small():
    assert [len(cuts(count, 16_384, 2_000)) for count in (1, 1_999, 4_000, 9_000, 100_000)] == [
        1,
        1,
        2,
        4,
        8,
    ]
