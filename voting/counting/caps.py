"""Caps: how much money, or how many projects, may go to one ward, theme or other group."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from voting.counting.election import Instance
from voting.counting.errors import BrokenRule


@dataclass(frozen=True, slots=True)
class Cap:
    """At most `cost` of money or `count` projects go to those whose `column` holds `group`."""

    column: str
    group: str
    cost: Fraction | None = None
    count: int | None = None

    def __post_init__(self) -> None:
        limits = (self.cost, self.count)
        if limits == (None, None) or any(limit is not None and limit < 0 for limit in limits):
            raise BrokenRule("bad_cap", column=self.column, group=self.group)


class Purse:
    """The money that is left, of the whole and within each cap."""

    def __init__(self, instance: Instance, caps: Sequence[Cap]) -> None:
        self.left = instance.budget
        self._costs = [project.cost for project in instance.projects]
        self._caps = [
            (
                cap,
                frozenset(
                    i
                    for i, p in enumerate(instance.projects)
                    if p.belongs_to(cap.column, cap.group)
                ),
            )
            for cap in caps
        ]
        self._spent = [Fraction(0)] * len(caps)
        self._bought = [0] * len(caps)

    def holds(self, project: int) -> bool:
        return self._costs[project] <= self.left

    def admits(self, project: int) -> bool:
        """Whether every cap on the project's groups leaves room for it."""
        return all(
            (cap.cost is None or self._spent[i] + self._costs[project] <= cap.cost)
            and (cap.count is None or self._bought[i] < cap.count)
            for i, (cap, members) in enumerate(self._caps)
            if project in members
        )

    def barred(self, projects: Iterable[int]) -> list[int]:
        """Those of the projects that a cap keeps out."""
        return [p for p in projects if not self.admits(p)] if self._caps else []

    def pay(self, project: int) -> None:
        self.left -= self._costs[project]
        for i, (_, members) in enumerate(self._caps):
            if project in members:
                self._spent[i] += self._costs[project]
                self._bought[i] += 1
