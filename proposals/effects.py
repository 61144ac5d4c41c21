"""返す時間: how much time people get back in a year, and what that is worth. Pure; exact decimals.

Minutes saved in each case x cases in a year x the value of an hour (A10). The assumptions are the
arguments: whoever doubts one puts in another.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

MINUTES_OF_AN_HOUR = 60
TENTH, YEN = Decimal("0.1"), Decimal(1)


@dataclass(frozen=True)
class ReturnedTime:
    """Of one kind of case: what it takes before and after, how often, and an hour's value."""

    minutes_before: Decimal
    minutes_after: Decimal
    cases: int
    yen_per_hour: Decimal

    @property
    def minutes(self) -> Decimal:
        """Given back in each case; negative where it takes longer than before."""
        return self.minutes_before - self.minutes_after

    @property
    def hours(self) -> Decimal:
        """Given back in a year, to a tenth."""
        return (self._hours).quantize(TENTH, ROUND_HALF_UP)

    @property
    def yen(self) -> Decimal:
        """The worth of a year's hours, to the yen; of the hours as they are, not as shown."""
        return (self._hours * self.yen_per_hour).quantize(YEN, ROUND_HALF_UP)

    @property
    def _hours(self) -> Decimal:
        return self.minutes * self.cases / MINUTES_OF_AN_HOUR


def hours_of(lines: Iterable[ReturnedTime]) -> Decimal:
    return sum((line.hours for line in lines), Decimal(0))


def yen_of(lines: Iterable[ReturnedTime]) -> Decimal:
    return sum((line.yen for line in lines), Decimal(0))


@dataclass(frozen=True)
class Range:
    """An estimate that says between what it lies; the figure itself is among it."""

    low: Decimal
    figure: Decimal
    high: Decimal

    def __add__(self, other: "Range") -> "Range":
        return Range(self.low + other.low, self.figure + other.figure, self.high + other.high)

    @property
    def is_in_order(self) -> bool:
        return 0 <= self.low <= self.figure <= self.high


NOTHING = Range(Decimal(0), Decimal(0), Decimal(0))


def total_of(ranges: Iterable[Range]) -> Range:
    return sum(ranges, NOTHING)


def worth_per_yen(worth: Decimal, cost: Range) -> Range | None:
    """What a yen brings: the least where it costs most. None where nothing is spent."""
    if not cost.low:
        return None
    return Range(*(_ratio(worth, each) for each in (cost.high, cost.figure, cost.low)))


def _ratio(worth: Decimal, cost: Decimal) -> Decimal:
    return (worth / cost).quantize(Decimal("0.01"), ROUND_HALF_UP)
