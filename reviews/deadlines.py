"""When memos, follow-ups, readings and commitments are due. Pure.

Memo and follow-up: Baltimore City Code, article 1, section 61-4 (ordinance 24-291).
"""

from calendar import monthrange
from datetime import date, datetime, timedelta
from enum import StrEnum

from reviews.states import CommitmentState

MEMO_AHEAD = timedelta(hours=48)
FOLLOW_UP_WITHIN = timedelta(days=2)
# A reading is entered within a month of the day for which it holds.
ENTRY_WITHIN = timedelta(days=31)


# After so many days each: who promised; the panel and the mayor's office; the same again.
ESCALATION_STEPS = (1, 14, 60)
# A project of which nothing was heard for so long is named in public.
STALE_AFTER = timedelta(days=90)
# An annual report is due by 31 January.
REPORT_DUE_MONTH, REPORT_DUE_DAY = 1, 31


class Timeliness(StrEnum):
    TO_COME = "to_come"
    ON_TIME = "on_time"
    LATE = "late"
    # Not there, although it is due.
    OVERDUE = "overdue"


class Frequency(StrEnum):
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    HALF_YEARLY = "half_yearly"
    YEARLY = "yearly"
    ONCE = "once"


MONTHS: dict[Frequency, int | None] = {
    Frequency.MONTHLY: 1,
    Frequency.QUARTERLY: 3,
    Frequency.HALF_YEARLY: 6,
    Frequency.YEARLY: 12,
    Frequency.ONCE: None,
}


def memo_due(scheduled_at: datetime) -> datetime:
    return scheduled_at - MEMO_AHEAD


def follow_up_due(held_at: datetime) -> datetime:
    return held_at + FOLLOW_UP_WITHIN


def report_due(year: int) -> date:
    return date(year + 1, REPORT_DUE_MONTH, REPORT_DUE_DAY)


def timeliness(*, due: datetime, done: datetime | None, now: datetime) -> Timeliness:
    """What is done at the very moment it is due is on time."""
    if done is not None:
        return Timeliness.ON_TIME if done <= due else Timeliness.LATE
    return Timeliness.TO_COME if now <= due else Timeliness.OVERDUE


def commitment_state(stored: CommitmentState, due_on: date | None, today: date) -> CommitmentState:
    """The state as it is today: open ones turn overdue by themselves."""
    if stored == CommitmentState.OPEN and due_on is not None and due_on < today:
        return CommitmentState.OVERDUE
    return stored


def months_later(day: date, months: int) -> date:
    """The same day of a later month, or its last day: 31 January and one month is 28 February."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return day.replace(year=year, month=month, day=min(day.day, monthrange(year, month)[1]))


def next_reading_due(
    frequency: Frequency, *, baseline_on: date, target_on: date | None, read_on: list[date]
) -> date | None:
    """The day for which the next reading is due; None when all that was promised is there.

    The days are counted from the baseline, and a reading counts for the one nearest to it: so a
    few days early is not late, and one late reading does not shift those after it. What is
    measured once is measured on the day of the target, where every series ends.
    """
    last = max(read_on, default=None)
    months = MONTHS[frequency]
    if months is None:
        is_there = last is not None and target_on is not None and last >= target_on - ENTRY_WITHIN
        return None if is_there else target_on
    before, due, steps = baseline_on, months_later(baseline_on, months), 1
    while target_on is None or due < target_on:
        if last is None or last <= _between(before, due):
            return due
        steps += 1
        before, due = due, months_later(baseline_on, months * steps)
    return target_on if last is None or last <= _between(before, target_on) else None


def _between(earlier: date, later: date) -> date:
    return earlier + (later - earlier) / 2


def days_late(due: date | None, done: date) -> int:
    """By how many days the day lies after the due one; 0 where it does not."""
    return max(0, (done - due).days) if due is not None else 0
