"""The demo's days. Its texts count them from the day of filling: -20 is twenty days before it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Any, Self

from django.utils import timezone

# Japanese fiscal years begin in April.
FIRST_MONTH = 4


@dataclass(frozen=True)
class Calendar:
    """Turns the days of the texts into dates, in Asia/Tokyo."""

    today: date

    def date(self, day: int) -> date:
        return self.today + timedelta(days=day)

    def moment(self, day: int, at: time) -> datetime:
        return timezone.make_aware(datetime.combine(self.date(day), at))

    def fiscal_year(self, day: int) -> int:
        on = self.date(day)
        return on.year - (on.month < FIRST_MONTH)


@contextmanager
def clock_at(moment: datetime) -> Iterator[None]:
    """Let everything that asks Django for the time hear this moment: defaults, services, history.

    The demo tells a story of two years through the services themselves, which stamp the present;
    its ledgers admit no later change of a date. So the clock is set where Django reads it. Only
    the command that fills the demo does this, alone in its process.
    """

    class Stopped(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Self:
            return cls.fromtimestamp(moment.timestamp(), tz)

    clock: dict[str, Any] = vars(timezone)
    running = clock["datetime"]
    clock["datetime"] = Stopped
    try:
        yield
    finally:
        clock["datetime"] = running
