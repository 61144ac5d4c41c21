from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviews.money import is_whole, totals
from reviews.states import MoneyKind, MoneySource

amounts = st.decimals(min_value=-(10**12), max_value=10**12, places=2)
lines = st.lists(
    st.tuples(st.sampled_from(MoneyKind), st.sampled_from(MoneySource), amounts), max_size=40
)


@given(lines)
def test_the_sums_by_source_add_up_to_the_sums_by_kind_and_to_the_lines(entered):
    summed = totals(entered)

    for kind in MoneyKind:
        assert summed.of(kind) == sum(a for k, _, a in entered if k == kind)
        assert summed.of(kind) == sum(summed.at(kind, source) for source in MoneySource)
    assert sum(summed.of(kind) for kind in MoneyKind) == sum(a for _, _, a in entered)


@given(lines, st.randoms())
def test_the_order_of_the_lines_changes_nothing(entered, random):
    shuffled = list(entered)
    random.shuffle(shuffled)

    assert totals(shuffled) == totals(entered)


@given(lines)
def test_what_is_over_the_plan_is_named_with_its_excess(entered):
    summed = totals(entered)
    plan = summed.of(MoneyKind.PLANNED)

    for kind in (MoneyKind.COMMITTED, MoneyKind.SPENT):
        assert (kind in summed.over_plan()) == (summed.of(kind) > plan)
        assert summed.excess(kind) == max(0, summed.of(kind) - plan)
    assert MoneyKind.PLANNED not in summed.over_plan()


@given(lines)
def test_a_line_taken_back_leaves_the_sums_as_they_were(entered):
    entry = (MoneyKind.SPENT, MoneySource.BUDGET, Decimal(500))
    back = (MoneyKind.SPENT, MoneySource.BUDGET, Decimal(-500))

    with_both, without = totals([*entered, entry, back]), totals(entered)

    assert all(
        with_both.at(kind, source) == without.at(kind, source)
        for kind in MoneyKind
        for source in MoneySource
    )


def test_only_sources_with_money_are_listed_in_their_order():
    summed = totals(
        [
            (MoneyKind.SPENT, MoneySource.DONATION, Decimal(1)),
            (MoneyKind.PLANNED, MoneySource.BUDGET, Decimal(1)),
        ]
    )

    assert summed.sources() == [MoneySource.BUDGET, MoneySource.DONATION]


@pytest.mark.parametrize(
    ("amount", "currency", "whole"),
    [
        ("100", "JPY", True),
        ("100.00", "JPY", True),
        ("100.5", "JPY", False),
        ("100.5", "PLN", True),
        ("100.555", "PLN", False),
    ],
)
def test_a_currency_has_the_coins_it_has(amount, currency, whole):
    assert is_whole(Decimal(amount), currency) == whole
