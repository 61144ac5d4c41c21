"""How far a long work is and how long it will still take, on one line of a terminal."""

from collections.abc import Callable, Mapping
from time import monotonic
from typing import Final, TextIO

from voting.verify.report import Report

# What one thing of each costs, against each other.
COSTS: Final = {"mix": 8, "opening": 2, "decoding": 4, "casting": 14, "mixing": 2, "factors": 1}
CLEAR: Final = "\r\x1b[K"


class Line:
    """A line that is written over; elsewhere than on a terminal it does not appear."""

    def __init__(self, out: TextIO) -> None:
        self._out, self._is_terminal = out, out.isatty()

    def show(self, text: str) -> None:
        if self._is_terminal:
            self._out.write(CLEAR + text)
            self._out.flush()

    def clear(self) -> None:
        self.show("")


class Progress:
    """Tells `tell` of a report's progress: the check, done, of how many, and the time left.

    Of how many, and the time, are unknown (None) as long as the log is read.
    """

    def __init__(
        self,
        tell: Callable[[str, int, int | None, str | None], None],
        clock: Callable[[], float] = monotonic,
    ) -> None:
        self._tell, self._clock = tell, clock
        self._started: float | None = None

    def __call__(self, report: Report, name: str) -> None:
        if name not in report.ahead:
            self._started = self._clock()
            self._tell(name, report.done[name], None, None)
            return
        if self._started is None:
            self._started = self._clock()
        done, ahead = _cost(report.done), _cost(report.ahead)
        seconds = (self._clock() - self._started) * (ahead - done) / max(1, done)
        self._tell(name, report.done[name], report.ahead[name], _minutes(seconds))


def _cost(counts: Mapping[str, int]) -> int:
    return sum(COSTS.get(name, 0) * count for name, count in counts.items())


def _minutes(seconds: float) -> str:
    whole = max(0, round(seconds))
    return f"{whole // 60}:{whole % 60:02}"
