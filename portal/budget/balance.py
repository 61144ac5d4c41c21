"""Balancing: what the steps come to, and what of a submission is refused. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median, quantiles


@dataclass(frozen=True)
class Line:
    """`key` names it; `sign` is 1 where a step up costs money, -1 where it brings some."""

    key: str
    sign: int
    step: int
    lowest: int
    most: int


class StepIsUnfit(Exception):
    """Not a step of that line: another line's, below its floor, or beyond its end."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


def checked(lines: Sequence[Line], steps: Mapping[str, object]) -> dict[str, int]:
    """The steps of all lines, those not named at nought. Raises StepIsUnfit."""
    known = {line.key: line for line in lines}
    for key in steps:
        if key not in known:
            raise StepIsUnfit(key)
    chosen = {}
    for key, line in known.items():
        step = steps.get(key, 0)
        if type(step) is not int or not line.lowest <= step <= line.most:
            raise StepIsUnfit(key)
        chosen[key] = step
    return chosen


def missing(gap: int, lines: Sequence[Line], steps: Mapping[str, int]) -> int:
    """What is missing still, in yen; balanced where it is nought or below."""
    return gap + sum(line.sign * line.step * steps.get(line.key, 0) for line in lines)


@dataclass(frozen=True)
class Spread:
    """Of one line: the middle of what people chose, and the half of them around it."""

    median: float
    lower: float
    upper: float
    counts: tuple[int, ...]


def spread(line: Line, least: int, chosen: Sequence[int]) -> Spread | None:
    """`counts` says how many chose each step from `least` on; None where nobody chose."""
    if not chosen:
        return None
    if len(chosen) == 1:
        lower = upper = float(chosen[0])
    else:
        lower, _middle, upper = quantiles(chosen, n=4, method="inclusive")
    counts = tuple(chosen.count(step) for step in range(least, line.most + 1))
    return Spread(float(median(chosen)), lower, upper, counts)
