"""Ballots, with identical ones held once: 90,000 voters are 20,000 rows of integers."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from itertools import chain, pairwise

import numpy as np
import numpy.typing as npt

Integers = npt.NDArray[np.int64]
Pick = tuple[int, int]
"""A project's index in the election, and its points in units of 1 / `point_unit`."""


class VoteType(StrEnum):
    APPROVAL = "approval"
    CHOOSE_1 = "choose-1"
    CUMULATIVE = "cumulative"
    ORDINAL = "ordinal"
    SCORING = "scoring"

    @property
    def has_points(self) -> bool:
        """Whether the voter writes points; else an approval is 1, a rank its Borda points."""
        return self in {VoteType.CUMULATIVE, VoteType.SCORING}


@dataclass(frozen=True, slots=True)
class Supporters:
    """The groups that support one project: their numbers, voters, and points of one voter."""

    groups: Integers
    counts: Integers
    points: Integers


@dataclass(frozen=True, eq=False)
class Ballots:
    """Groups of identical ballots, as rows of a sparse matrix.

    Group g stands for `counts[g]` voters, who name `picks[starts[g]:starts[g + 1]]` and give
    each the `points` at the same place, in units of 1 / `point_unit`: an approval is 1, a rank
    its Borda points (`longest` for the first, one less for each further). Ordinal picks stand
    in the voter's order, all others by project. A project that a voter does not name gets
    `unnamed_points` from them (Pabulib's default_score).
    """

    vote_type: VoteType
    number_of_projects: int
    counts: Integers
    starts: Integers
    picks: Integers
    points: Integers
    point_unit: int = 1
    unnamed_points: int = 0

    @cached_property
    def number_of_voters(self) -> int:
        return int(self.counts.sum())

    @cached_property
    def group_of_pick(self) -> Integers:
        return np.repeat(np.arange(len(self.counts)), np.diff(self.starts))

    @cached_property
    def votes(self) -> list[int]:
        """For each project, the number of voters who name it."""
        return _sum_by(self.picks, self.counts[self.group_of_pick], self.number_of_projects)

    @cached_property
    def scores(self) -> list[int]:
        """For each project, the sum of its points, in units of 1 / `point_unit`."""
        given = _sum_by(
            self.picks, self.counts[self.group_of_pick] * self.points, self.number_of_projects
        )
        if not self.unnamed_points:
            return given
        return [
            score + self.unnamed_points * (self.number_of_voters - votes)
            for score, votes in zip(given, self.votes, strict=True)
        ]

    @cached_property
    def supporters(self) -> list[Supporters]:
        """For each project, the groups that give it more than no points."""
        giving = self.points > 0
        picks, groups = self.picks[giving], self.group_of_pick[giving]
        order = np.argsort(picks, kind="stable")
        groups, points = groups[order], self.points[giving][order]
        bounds = np.searchsorted(picks[order], np.arange(self.number_of_projects + 1))
        return [
            Supporters(groups[start:stop], self.counts[groups[start:stop]], points[start:stop])
            for start, stop in pairwise(bounds.tolist())
        ]

    def only(self, kept: npt.NDArray[np.bool_]) -> "Ballots":
        """The groups for which `kept` is true."""
        picks = kept[self.group_of_pick]
        lengths = np.diff(self.starts)[kept]
        return replace(
            self,
            counts=self.counts[kept],
            starts=np.concatenate([[0], np.cumsum(lengths)]),
            picks=self.picks[picks],
            points=self.points[picks],
        )

    def rows(self) -> Iterator[tuple[int, tuple[Pick, ...]]]:
        """Each group: its number of voters, its picks."""
        starts, picks, points = self.starts.tolist(), self.picks.tolist(), self.points.tolist()
        for count, start, stop in zip(self.counts.tolist(), starts[:-1], starts[1:], strict=True):
            yield count, tuple(zip(picks[start:stop], points[start:stop], strict=True))


def ballots_of_rows(
    vote_type: VoteType,
    number_of_projects: int,
    rows: Iterable[tuple[int, Sequence[int], Sequence[int]]],
    *,
    point_unit: int = 1,
    unnamed_points: int = 0,
) -> Ballots:
    """Ballots from the (voters, picks, points) of groups, distinct and in canonical order."""
    kept = list(rows)
    starts = np.zeros(len(kept) + 1, np.int64)
    np.cumsum([len(picks) for _, picks, _ in kept], out=starts[1:])
    return Ballots(
        vote_type=vote_type,
        number_of_projects=number_of_projects,
        counts=np.array([count for count, _, _ in kept], np.int64),
        starts=starts,
        picks=np.fromiter(chain.from_iterable(row[1] for row in kept), np.int64, starts[-1]),
        points=np.fromiter(chain.from_iterable(row[2] for row in kept), np.int64, starts[-1]),
        point_unit=point_unit,
        unnamed_points=unnamed_points,
    )


def _sum_by(places: Integers, amounts: Integers, size: int) -> list[int]:
    """Sums of `amounts` by place. np.bincount would sum in floats, np.add.at in integers."""
    sums = np.zeros(size, np.int64)
    np.add.at(sums, places, amounts)
    return [int(number) for number in sums]
