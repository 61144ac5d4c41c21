"""To which ward, theme and organisations an item belongs. Each app registers its own kinds."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Belongs:
    """By their numbers; None and nothing where it belongs to none."""

    area: int | None = None
    theme: int | None = None
    organisations: tuple[int, ...] = ()


Grouping = Callable[[Collection[int]], Mapping[int, Belongs]]
_groupings: dict[str, Grouping] = {}


def register_grouping(kind: str, grouping: Grouping) -> None:
    """Say where items of a kind belong, by their numbers."""
    _groupings[kind] = grouping


def belongings(kind: str, items: Collection[int]) -> Mapping[int, Belongs]:
    grouping = _groupings.get(kind)
    return grouping(items) if grouping else {}
