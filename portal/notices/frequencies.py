"""How often somebody hears by mail, and when the next time is. Pure: tables and look-ups."""

from datetime import datetime, timedelta
from enum import StrEnum


class Frequency(StrEnum):
    NEVER = "never"
    AT_ONCE = "at_once"
    DAILY = "daily"
    WEEKLY = "weekly"


# In the morning, and on Mondays.
HOUR = 8
DAYS: dict[Frequency, int] = {Frequency.DAILY: 1, Frequency.WEEKLY: 7}


def next_time(frequency: Frequency, now: datetime) -> datetime | None:
    """When the next digest is due after `now`, by the clock that `now` is told in; never: None."""
    if frequency is Frequency.NEVER:
        return None
    if frequency is Frequency.AT_ONCE:
        return now
    day = now.replace(hour=HOUR, minute=0, second=0, microsecond=0)
    if frequency is Frequency.WEEKLY:
        day -= timedelta(days=day.weekday())
    while day <= now:
        day += timedelta(days=DAYS[frequency])
    return day


def is_quiet(hour: int, quiet_from: int | None, quiet_until: int | None) -> bool:
    """Whether an hour lies in the quiet ones: over midnight, if need be, and without their end."""
    if quiet_from is None or quiet_until is None or quiet_from == quiet_until:
        return False
    if quiet_from < quiet_until:
        return quiet_from <= hour < quiet_until
    return hour >= quiet_from or hour < quiet_until
