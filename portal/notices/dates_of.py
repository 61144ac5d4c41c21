"""What has a day: phases, sessions, deadlines. Each app registers its own in AppConfig.ready()."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class Dated:
    """An entry of the public calendar: at a moment, or on a whole day. `key` names it for good."""

    key: str
    title: str
    at: date | datetime
    path: str


Dates = Callable[[datetime], Iterable[Dated]]
_dates: list[Dates] = []


def register_dates(dates: Dates) -> None:
    """Ask this function too for what happens after a moment."""
    if dates not in _dates:
        _dates.append(dates)


def dates_after(moment: datetime) -> list[Dated]:
    return [dated for dates in _dates for dated in dates(moment)]
