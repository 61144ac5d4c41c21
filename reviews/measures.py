"""What readings say: how far an indicator came. Pure; exact decimals."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

YEAR, NEAR = timedelta(days=365), timedelta(days=45)


class Level(StrEnum):
    """What a project makes, and what changes by it."""

    OUTPUT = "output"
    OUTCOME = "outcome"


class Nature(StrEnum):
    """Asked of people, or counted (C07: about as many of the one as of the other)."""

    SUBJECTIVE = "subjective"
    OBJECTIVE = "objective"


@dataclass(frozen=True)
class Balance:
    """How many indicators are asked of people, and how many are counted."""

    subjective: int
    objective: int

    @property
    def is_out(self) -> bool:
        """C07: about as many of the one as of the other.

        Out of balance are numbers more than one apart, where the share of the subjective ones
        lies outside 40 to 60 per cent.
        """
        both = self.subjective + self.objective
        share = Decimal(self.subjective) / both if both else Decimal("0.5")
        apart = abs(self.subjective - self.objective) > 1
        return apart and not Decimal("0.4") <= share <= Decimal("0.6")


def balance_of(natures: Iterable[str]) -> Balance:
    found = list(natures)
    return Balance(found.count(Nature.SUBJECTIVE), found.count(Nature.OBJECTIVE))


class Direction(StrEnum):
    MORE = "more"
    LESS = "less"


class Progress(StrEnum):
    NOT_MEASURED = "not_measured"
    WORSE = "worse"
    UNCHANGED = "unchanged"
    ON_THE_WAY = "on_the_way"
    REACHED = "reached"


@dataclass(frozen=True)
class Change:
    """How far the actual value came from the baseline towards the target.

    `ratio` is actual / baseline, None for a baseline of 0; `attainment` is the share of the way,
    1 at the target, negative where things became worse.
    """

    progress: Progress
    ratio: Decimal | None = None
    attainment: Decimal | None = None


def change(baseline: Decimal | None, target: Decimal | None, actual: Decimal | None) -> Change:
    """What the actual value means; not measured where one of the three is unknown."""
    if baseline is None or target is None or actual is None:
        return Change(Progress.NOT_MEASURED)
    ratio = actual / baseline if baseline else None
    if target == baseline:
        # No service lets this in; a file might. There is no way to be on.
        return Change(Progress.REACHED if actual == target else Progress.WORSE, ratio)
    attainment = (actual - baseline) / (target - baseline)
    return Change(_progress(attainment), ratio, attainment)


def rounded(number: Decimal, places: int = 1) -> Decimal:
    """Half away from zero, as people round: 16.9398… is 16.9."""
    return number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def points_towards(direction: Direction, baseline: Decimal, target: Decimal) -> bool:
    """Whether the target lies on that side of the baseline."""
    return target > baseline if direction == Direction.MORE else target < baseline


def in_digits(number: Decimal) -> str:
    """Grouped digits without trailing zeros: 48380.0000 is 48,380."""
    whole = number == number.to_integral_value()
    return f"{number.to_integral_value():,f}" if whole else f"{number.normalize():,f}"


def quantity(number: Decimal, unit: str) -> str:
    """A number with its unit; words of letters stand apart from it: 243か所, 3 km, 40%."""
    space = " " if unit[:1].isascii() and unit[:1].isalpha() else ""
    return f"{in_digits(number)}{space}{unit}"


def _progress(attainment: Decimal) -> Progress:
    if attainment >= 1:
        return Progress.REACHED
    if attainment > 0:
        return Progress.ON_THE_WAY
    return Progress.UNCHANGED if attainment == 0 else Progress.WORSE


def compared(
    readings: Sequence[tuple[date, Decimal]],
) -> tuple[Decimal | None, Decimal | None]:
    """What the last reading is compared with: the one before it, and that of a year before.

    `readings` are in the order of their days. Of those within 45 days of the day a year before,
    the nearest counts.
    """
    if len(readings) < 2:
        return None, None
    *earlier, (last_on, _last) = readings
    a_year_ago = last_on - YEAR
    near = [(abs(on - a_year_ago), value) for on, value in earlier if abs(on - a_year_ago) <= NEAR]
    return earlier[-1][1], min(near, key=lambda each: each[0])[1] if near else None
