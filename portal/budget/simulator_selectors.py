"""What a simulator shows: its lines as they were chosen, and what all chose together."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from portal.accounts.models import User
from portal.budget.balance import Line, Spread, missing, spread
from portal.budget.models import Simulator, SimulatorLine, SimulatorStep, Submission
from portal.budget.names import AGE_NAMES, CHANNEL_NAMES
from portal.budget.states import Channel
from portal.opendata.tables import suppressed


def lines_of(simulator: Simulator) -> list[SimulatorLine]:
    """With their steps. Two queries."""
    return list(simulator.lines.prefetch_related("steps"))


def pure(lines: Sequence[SimulatorLine]) -> list[Line]:
    return [
        Line(str(line.pk), -1 if line.is_revenue else 1, line.step, line.lowest, line.most)
        for line in lines
    ]


@dataclass(frozen=True)
class ShownLine:
    """A line with its step: what it comes to, and what follows from it."""

    line: SimulatorLine
    step: int

    @property
    def amount(self) -> int:
        return self.line.base + self.step * self.line.step

    @property
    def at(self) -> SimulatorStep | None:
        """The text of this step, else of the last one on the way to it."""
        texts = {text.number: text for text in self.line.steps.all()}
        way = range(self.step, 0, -1) if self.step > 0 else range(self.step, 0)
        return next((texts[number] for number in way if number in texts), texts.get(0))

    @property
    def at_floor(self) -> bool:
        return self.line.floor is not None and self.step <= self.line.lowest

    @property
    def for_script(self) -> dict[str, object]:
        texts = {text.number: [text.consequence, text.source] for text in self.line.steps.all()}
        sign = -1 if self.line.is_revenue else 1
        return {"base": self.line.base, "step": self.line.step, "sign": sign, "texts": texts}


@dataclass(frozen=True)
class Shown:
    lines: list[ShownLine]
    missing: int

    @property
    def is_balanced(self) -> bool:
        return self.missing <= 0

    @property
    def left(self) -> int:
        return -self.missing


def shown(simulator: Simulator, lines: Sequence[SimulatorLine], steps: Mapping[str, int]) -> Shown:
    return Shown(
        [ShownLine(line, steps.get(str(line.pk), 0)) for line in lines],
        missing(simulator.gap, pure(lines), steps),
    )


def own_submission(simulator: Simulator, user: User | None, device: str) -> Submission | None:
    own = simulator.submissions.exclude(channel=Channel.OUTREACH)
    if user:
        return own.filter(user=user).first()
    return own.filter(device_hash=device).first() if device else None


@dataclass(frozen=True)
class LineResult:
    line: SimulatorLine
    spread: Spread | None

    @property
    def median_yen(self) -> int:
        return round(self.spread.median * self.line.step) if self.spread else 0

    @property
    def range_yen(self) -> tuple[int, int]:
        found = self.spread
        return (
            (round(found.lower * self.line.step), round(found.upper * self.line.step))
            if (found)
            else (0, 0)
        )


@dataclass(frozen=True)
class Results:
    """Of all who sent theirs. A number of people below five in a breakdown is not told."""

    count: int
    lines: list[LineResult]
    channels: list[tuple[object, int | None]]
    ages: list[tuple[object, int | None]]


def results_of(simulator: Simulator) -> Results:
    """Three queries."""
    sent = list(simulator.submissions.sent().values_list("steps", "channel", "age"))
    found = []
    for line in lines_of(simulator):
        chosen = [int(steps.get(str(line.pk), 0)) for steps, _channel, _age in sent]
        (plain,) = pure([line])
        found.append(LineResult(line, spread(plain, line.least, chosen)))
    channels = Counter(channel for _steps, channel, _age in sent)
    ages = Counter(age for _steps, _channel, age in sent if age)
    return Results(
        len(sent),
        found,
        [(name, suppressed(channels[code])) for code, name in CHANNEL_NAMES.items()],
        [(name, suppressed(ages[code])) for code, name in AGE_NAMES.items()] if ages else [],
    )
