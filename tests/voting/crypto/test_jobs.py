from hypothesis import given
from hypothesis import strategies as st

from voting.crypto.jobs import cuts


@given(st.integers(0, 200), st.integers(1, 50))
def test_cuts_take_everything_once_in_even_parts(count, most):
    parts = cuts(count, most)

    assert [n for cut in parts for n in range(count)[cut]] == list(range(count))
    sizes = [cut.stop - cut.start for cut in parts]
    assert max(sizes, default=0) <= most
    assert len(sizes) in {0, 1} or len(sizes) % 4 == 0
    assert max(sizes, default=0) - min(sizes, default=0) <= 1
