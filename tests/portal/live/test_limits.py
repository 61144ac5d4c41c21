from hypothesis import given
from hypothesis import strategies as st

from portal.live.limits import Allowance


def test_so_many_at_once_and_then_as_it_refills():
    allowance = Allowance(3, 2.0, now=0)

    assert [allowance.take(now=0) for _ in range(4)] == [True, True, True, False]
    # Two a second: after half a second there is one.
    assert [allowance.take(now=0.5) for _ in range(2)] == [True, False]
    # However long one waits, no more than three.
    assert [allowance.take(now=100) for _ in range(4)] == [True, True, True, False]


@given(st.lists(st.floats(min_value=0, max_value=2, allow_nan=False), max_size=200))
def test_never_more_than_it_holds_and_refills(pauses):
    allowance, now, taken = Allowance(5, 1.5, now=0), 0.0, 0
    for pause in pauses:
        now += pause
        taken += allowance.take(now=now)

    assert taken <= 5 + 1.5 * now + 1e-6
