"""What every worker does now and then. Each app registers its own in AppConfig.ready().

A chore bears repetition and any number of workers at once: it looks for what is due, and locks
what it changes.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True)
class Chore:
    """A name for the log, what to do, and how long to wait before it is done again."""

    name: str
    do: Callable[[], object]
    every: timedelta


_chores: dict[str, Chore] = {}


def register_chores(*chores: Chore) -> None:
    _chores.update({chore.name: chore for chore in chores})


def all_chores() -> tuple[Chore, ...]:
    return tuple(_chores.values())
