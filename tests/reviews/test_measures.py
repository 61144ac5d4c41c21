from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviews.deadlines import (
    Frequency,
    Timeliness,
    commitment_state,
    days_late,
    follow_up_due,
    memo_due,
    months_later,
    next_reading_due,
    timeliness,
)
from reviews.measures import (
    Direction,
    Progress,
    change,
    in_digits,
    points_towards,
    quantity,
    rounded,
)
from reviews.states import CommitmentState

values = st.decimals(min_value=-(10**9), max_value=10**9, places=2)


def test_the_rides_of_the_bike_share_trial_grew_16_9_times():
    """2,856 a month in March 2018, 48,380 in January 2020 (A18): 48,380 / 2,856 = 16.9398…"""
    found = change(Decimal(2856), Decimal(40000), Decimal(48380))

    assert found.ratio is not None
    assert rounded(found.ratio) == Decimal("16.9")
    assert found.progress == Progress.REACHED


@pytest.mark.parametrize(
    ("actual", "progress"),
    [
        (99, Progress.WORSE),
        (100, Progress.UNCHANGED),
        (101, Progress.ON_THE_WAY),
        (200, Progress.REACHED),
        (250, Progress.REACHED),
    ],
)
def test_progress_is_read_along_the_way_from_baseline_to_target(actual, progress):
    assert change(Decimal(100), Decimal(200), Decimal(actual)).progress == progress


@pytest.mark.parametrize(("actual", "progress"), [(60, "on_the_way"), (120, "worse")])
def test_less_is_progress_where_less_is_the_target(actual, progress):
    assert change(Decimal(100), Decimal(50), Decimal(actual)).progress == progress


def test_a_baseline_of_nothing_gives_no_ratio():
    found = change(Decimal(0), Decimal(10), Decimal(5))

    assert found.ratio is None
    assert found.attainment == Decimal("0.5")


def test_a_target_that_is_the_baseline_has_a_defined_result():
    assert change(Decimal(5), Decimal(5), Decimal(5)).progress == Progress.REACHED
    assert change(Decimal(5), Decimal(5), Decimal(6)).progress == Progress.WORSE
    assert change(Decimal(5), Decimal(5), Decimal(6)).attainment is None


@pytest.mark.parametrize("gap", range(3))
def test_what_is_not_there_is_not_measured(gap):
    three = [Decimal(1), Decimal(2), Decimal(3)]
    three[gap] = None

    assert change(*three).progress == Progress.NOT_MEASURED


@given(values, values, values)
def test_the_attainment_leads_back_to_the_actual_value(baseline, target, actual):
    found = change(baseline, target, actual)

    if found.attainment is not None:
        back = baseline + found.attainment * (target - baseline)
        assert abs(back - actual) < Decimal("0.001")


@given(values, values)
def test_a_target_points_one_way_or_is_the_baseline(baseline, target):
    ways = [way for way in Direction if points_towards(way, baseline, target)]

    assert len(ways) == (baseline != target)


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("48380.0000", "48,380"),
        ("0.5000", "0.5"),
        ("100", "100"),
        ("-3.2500", "-3.25"),
        ("0", "0"),
    ],
)
def test_numbers_are_written_without_needless_zeros(number, text):
    assert in_digits(Decimal(number)) == text


@pytest.mark.parametrize(
    ("unit", "text"), [("回", "243回"), ("％", "243％"), ("%", "243%"), ("rides", "243 rides")]
)
def test_a_unit_in_letters_stands_apart_from_its_number(unit, text):
    assert quantity(Decimal("243.0000"), unit) == text


def test_half_is_rounded_away_from_nothing():
    assert rounded(Decimal("0.25")) == Decimal("0.3")


# --- deadlines -----------------------------------------------------------------------------

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def test_a_memo_is_due_48_hours_before_and_a_follow_up_within_two_days():
    assert memo_due(NOON) == NOON - timedelta(hours=48)
    assert follow_up_due(NOON) == NOON + timedelta(days=2)


@pytest.mark.parametrize(
    ("done", "now", "expected"),
    [
        (0, 5, Timeliness.ON_TIME),
        (1, 5, Timeliness.LATE),
        (None, 0, Timeliness.TO_COME),
        (None, 1, Timeliness.OVERDUE),
    ],
)
def test_what_is_done_in_the_last_second_is_on_time(done, now, expected):
    second = timedelta(seconds=1)
    at = None if done is None else NOON + done * second

    assert timeliness(due=NOON, done=at, now=NOON + now * second) == expected


@pytest.mark.parametrize(
    ("stored", "due", "today", "expected"),
    [
        (CommitmentState.OPEN, 22, 22, CommitmentState.OPEN),
        (CommitmentState.OPEN, 22, 23, CommitmentState.OVERDUE),
        (CommitmentState.OPEN, None, 23, CommitmentState.OPEN),
        (CommitmentState.DONE, 22, 23, CommitmentState.DONE),
        (CommitmentState.RENEGOTIATED, 22, 23, CommitmentState.RENEGOTIATED),
    ],
)
def test_an_open_commitment_is_overdue_from_the_day_after(stored, due, today, expected):
    due_on = date(2026, 11, due) if due else None

    assert commitment_state(stored, due_on, date(2026, 11, today)) == expected


def test_a_month_after_the_31st_is_the_last_of_the_month():
    assert months_later(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert months_later(date(2027, 12, 15), 2) == date(2028, 2, 15)


def due(frequency, *read_on):
    return next_reading_due(
        frequency,
        baseline_on=date(2026, 1, 31),
        target_on=date(2026, 12, 15),
        read_on=list(read_on),
    )


def test_readings_are_due_by_the_calendar_and_at_last_on_the_day_of_the_target():
    assert due(Frequency.QUARTERLY) == date(2026, 4, 30)
    assert due(Frequency.QUARTERLY, date(2026, 4, 30)) == date(2026, 7, 31)
    # A late one does not shift those after it.
    assert due(Frequency.QUARTERLY, date(2026, 6, 10)) == date(2026, 7, 31)
    assert due(Frequency.QUARTERLY, date(2026, 10, 31)) == date(2026, 12, 15)
    assert due(Frequency.QUARTERLY, date(2026, 12, 15)) is None
    assert due(Frequency.ONCE) == date(2026, 12, 15)
    assert due(Frequency.ONCE, date(2026, 12, 15)) is None


def test_a_reading_counts_for_the_day_nearest_to_it():
    # Half-way from 30 April to 31 July is 15 June.
    assert due(Frequency.QUARTERLY, date(2026, 6, 15)) == date(2026, 7, 31)
    assert due(Frequency.QUARTERLY, date(2026, 6, 16)) == date(2026, 10, 31)
    assert due(Frequency.QUARTERLY, date(2026, 12, 8)) is None
    # What is measured once is measured within a month of its day.
    assert due(Frequency.ONCE, date(2026, 11, 13)) == date(2026, 12, 15)
    assert due(Frequency.ONCE, date(2026, 11, 14)) is None


def test_a_series_without_an_end_goes_on():
    endless = next_reading_due(
        Frequency.YEARLY,
        baseline_on=date(2020, 2, 29),
        target_on=None,
        read_on=[date(2026, 2, 27)],
    )

    assert endless == date(2027, 2, 28)


@given(
    st.sampled_from(Frequency),
    st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    st.integers(1, 2_000),
    st.lists(st.integers(0, 2_400), max_size=6),
)
def test_what_is_due_lies_between_the_baseline_and_the_target(frequency, began, length, read):
    ends = began + timedelta(days=length)
    found = next_reading_due(
        frequency,
        baseline_on=began,
        target_on=ends,
        read_on=[began + timedelta(days=days) for days in read],
    )

    assert found is None or began < found <= ends
    if not read:
        assert found is not None
    if any(days >= length for days in read):
        assert found is None


def test_lateness_is_counted_in_days_and_never_below_none():
    assert days_late(date(2026, 6, 1), date(2026, 6, 4)) == 3
    assert days_late(date(2026, 6, 4), date(2026, 6, 1)) == 0
    assert days_late(None, date(2026, 6, 1)) == 0
