"""返す時間: the worked examples of the plans that the portal follows (A10), and the ranges."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proposals.effects import (
    NOTHING,
    Range,
    ReturnedTime,
    hours_of,
    total_of,
    worth_per_yen,
    yen_of,
)

FIGURES = st.decimals(0, 10**9, places=2)


def test_seals_that_are_no_longer_asked_for_give_55_minutes_of_a_life_back():
    # 32 seconds a form, 40 minutes for coming again without the seal: once, and 28 forms.
    form = ReturnedTime(Decimal(32) / 60, Decimal(0), 28, Decimal(0))
    coming_again = ReturnedTime(Decimal(40), Decimal(0), 1, Decimal(0))

    minutes = form.minutes * form.cases + coming_again.minutes * coming_again.cases
    assert round(minutes) == 55


@pytest.mark.parametrize(("before", "after", "returned"), [(88, 50, 38), (56, 42, 14)])
def test_one_counter_for_all_gives_38_and_14_minutes_back(before, after, returned):
    assert ReturnedTime(Decimal(before), Decimal(after), 1, Decimal(0)).minutes == returned


def test_maps_on_the_net_give_1300_hours_and_3_million_yen_back():
    # 1,700 cases a year: 45.9 minutes each, and 2,308 yen an hour.
    maps = ReturnedTime(Decimal("45.9"), Decimal(0), 1_700, Decimal(2_308))

    assert round(maps.hours, -2) == 1_300
    assert round(maps.yen, -5) == 3_000_000
    assert (maps.hours, maps.yen) == (Decimal("1300.5"), Decimal(3_001_554))


def test_what_takes_longer_gives_less_than_nothing_back():
    slower = ReturnedTime(Decimal(10), Decimal(25), 4, Decimal(1_000))

    assert (slower.hours, slower.yen) == (Decimal("-1.0"), Decimal(-1_000))


def test_lines_are_added():
    lines = [
        ReturnedTime(Decimal(30), Decimal(0), 2, Decimal(1_000)),
        ReturnedTime(Decimal(15), Decimal(0), 4, Decimal(2_000)),
    ]

    assert (hours_of(lines), yen_of(lines)) == (Decimal(2), Decimal(3_000))


@given(st.lists(st.tuples(FIGURES, FIGURES, FIGURES).map(sorted)))
def test_a_total_of_ranges_is_a_range(rows):
    total = total_of(Range(*row) for row in rows)

    assert total.is_in_order
    assert total.figure == sum((row[1] for row in rows), Decimal(0))


def test_what_costs_most_is_worth_least():
    worth = worth_per_yen(Decimal(300), Range(Decimal(100), Decimal(150), Decimal(200)))

    assert worth == Range(Decimal("1.50"), Decimal("2.00"), Decimal("3.00"))
    assert worth_per_yen(Decimal(300), NOTHING) is None
