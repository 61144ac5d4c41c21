"""A story told in the order in which it happened: each deed at its moment, through the services."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import time, timedelta
from enum import Enum

from portal.demo.calendar import Calendar, clock_at
from portal.notices.services.delivery import deliver_events

MINUTES_BETWEEN = 5


class Hour(Enum):
    """When in a day each kind of deed is done, so that what builds on another comes after it."""

    PHASES_OPEN = time(9, 0)
    JOIN = time(9, 10)
    REPORT = time(9, 30)
    DATA = time(10, 0)
    ANSWER = time(10, 20)
    DRAFT = time(10, 50)
    INVITE = time(11, 10)
    ACCEPT = time(11, 30)
    EDIT = time(11, 50)
    CONSENT = time(12, 10)
    SUBMIT = time(12, 30)
    SUPPORT = time(12, 50)
    FLAG = time(13, 10)
    SCREEN = time(13, 30)
    VOTE = time(13, 50)
    WORK = time(14, 0)
    MEET = time(14, 30)
    CONCLUDE = time(15, 0)
    SAY = time(15, 20)
    PHASES_CLOSE = time(17, 0)


@dataclass(frozen=True)
class Deed:
    day: int
    hour: Hour
    do: Callable[[], object]


@dataclass
class Story:
    calendar: Calendar
    deeds: list[Deed] = field(default_factory=list)

    def add(self, day: int, hour: Hour, do: Callable[[], object]) -> None:
        """Note a deed. Of one day and hour, those added first come first."""
        if day >= 0:
            raise ValueError(f"The story ends yesterday, not on day {day}.")
        self.deeds.append(Deed(day, hour, do))

    def tell(self) -> None:
        """Do all deeds, each with the clock at its moment; people are told at the end of a day.

        So who follows a thing hears of what happens from then on, and of nothing before.
        """
        hours = list(Hour)
        self.deeds.sort(key=lambda deed: (deed.day, hours.index(deed.hour)))
        done: Counter[tuple[int, Hour]] = Counter()
        for number, deed in enumerate(self.deeds):
            after = timedelta(minutes=MINUTES_BETWEEN * done[deed.day, deed.hour])
            with clock_at(self.calendar.moment(deed.day, deed.hour.value) + after):
                deed.do()
            done[deed.day, deed.hour] += 1
            if number + 1 == len(self.deeds) or self.deeds[number + 1].day != deed.day:
                with clock_at(self.calendar.moment(deed.day, time(23))):
                    deliver_events()
