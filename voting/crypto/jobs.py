"""Long work cut into jobs that a pool of processes may share."""

from collections.abc import Callable, Iterable
from itertools import pairwise
from typing import Any, Final, Protocol

MOST_ROWS: Final = 32_768
LEAST_ROWS: Final = 2_000
"""Of a mixed list in one job, as far as there are so many: long sums are cheaper by the row."""


class Map(Protocol):
    """Like `map`, over one sequence: the built-in one, or that of a pool of processes."""

    def __call__(self, function: Callable[[Any], Any], jobs: Iterable[Any], /) -> Iterable[Any]: ...


def cuts(count: int, most: int, least: int = 500) -> list[slice]:
    """Where to cut `count` things: into parts of about one size, at most `most` each.

    Up to four parts, so that several processes have work, as long as each has `least` things; more
    than four are a multiple of four, so that two or four processes end together.
    """
    parts = max(-(-count // most), min(4, count // least))
    if parts > 4:
        parts = -(-parts // 4) * 4
    bounds = [count * part // parts for part in range(parts + 1)] if parts else [0]
    return [slice(start, end) for start, end in pairwise(bounds)]
