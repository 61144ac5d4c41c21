"""The voters of all electorates side by side, as the rules see them by which supporters pay."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import pairwise
from math import gcd, lcm

import numpy as np
import numpy.typing as npt

from voting.counting.ballots import Ballots, Integers
from voting.counting.election import Electorate, Instance
from voting.counting.errors import BrokenElection, BrokenRule
from voting.counting.numbers import common_denominator

Floats = npt.NDArray[np.float64]

_EXACT_FLOAT = 2**53
"""Sums of whole numbers below this are exact in floats, which numpy adds faster by place."""


@dataclass(frozen=True, slots=True)
class Backers:
    """The groups that give one project points; their heads and one voter's points as floats."""

    groups: Integers
    points: Integers
    heads: Floats
    float_points: Floats
    weights: Floats
    """Heads x points."""
    all_heads: float
    all_weights: float


@dataclass(frozen=True, eq=False)
class Electors:
    """Groups of identical ballots of every electorate, one after the other.

    A voter of electorate e counts as `factors[e]` equal heads, so that the electorates have heads
    in proportion to their weights; with a single electorate each voter is one head.
    Group g names `picks[starts[g]:starts[g + 1]]`, with the points at the same places.
    """

    counts: Integers
    electorate: Integers
    factors: tuple[int, ...]
    starts: Integers
    picks: Integers
    points: Integers
    number_of_projects: int

    @cached_property
    def heads(self) -> int:
        return self.total_heads(np.arange(len(self.counts)))

    @cached_property
    def backers(self) -> list[Backers]:
        """For each project, those who give it more than no points."""
        giving = self.points > 0
        group_of_pick = np.repeat(np.arange(len(self.counts)), np.diff(self.starts))
        picks = self.picks[giving]
        order = np.argsort(picks, kind="stable")
        groups, points = group_of_pick[giving][order], self.points[giving][order]
        heads = self.counts * np.array(self.factors, np.float64)[self.electorate]
        bounds = np.searchsorted(picks[order], np.arange(self.number_of_projects + 1)).tolist()
        return [
            self._backers(groups[start:stop], points[start:stop], heads)
            for start, stop in pairwise(bounds)
        ]

    def _backers(self, groups: Integers, points: Integers, heads: Floats) -> Backers:
        own, as_floats = heads[groups], points.astype(np.float64)
        weights = own * as_floats
        totals = float(own.sum()), float(weights.sum())
        return Backers(groups, points, own, as_floats, weights, *totals)

    def total_heads(self, groups: Integers, points: Integers | None = None) -> int:
        """The exact number of heads in the groups, or the sum of heads x points."""
        amounts = self.counts[groups] if points is None else self.counts[groups] * points
        if len(self.factors) == 1:
            return int(amounts.sum()) * self.factors[0]
        return sum(
            int(amounts[self.electorate[groups] == number].sum()) * factor
            for number, factor in enumerate(self.factors)
        )

    def points_for(self, projects: Sequence[int], groups: Integers) -> list[int]:
        """For each of the projects, the exact sum of heads x points that these groups give it."""
        lengths = self.starts[groups + 1] - self.starts[groups]
        ends = np.cumsum(lengths)
        # The places of each group's picks, one range after the other.
        places = np.repeat(self.starts[groups] - (ends - lengths), lengths)
        places += np.arange(len(places))
        amounts = self.points[places] * np.repeat(self.counts[groups], lengths)
        group_of_pick = np.repeat(groups, lengths)
        return self._sums(group_of_pick, self.picks[places], amounts, projects)

    def heads_by(self, groups: Integers, label: Integers, size: int) -> list[int]:
        """The exact number of heads in the groups with each label from 0 to `size` - 1."""
        return self._sums(groups, label, self.counts[groups], range(size))

    def _sums(
        self, groups: Integers, label: Integers, amounts: Integers, wanted: Sequence[int]
    ) -> list[int]:
        """For each of the labels, the exact sum of heads x amounts."""
        if len(self.factors) == 1:
            return [number * self.factors[0] for number in self._sum(label, amounts, wanted)]
        electorate = self.electorate[groups]
        total = [0] * len(wanted)
        for number, factor in enumerate(self.factors):
            own = electorate == number
            sums = self._sum(label[own], amounts[own], wanted)
            total = [a + b * factor for a, b in zip(total, sums, strict=True)]
        return total

    def _sum(self, label: Integers, amounts: Integers, wanted: Sequence[int]) -> list[int]:
        most = max(wanted)
        if self._sums_fit_floats:
            sums = np.bincount(label, amounts, most + 1).astype(np.int64)
        else:
            sums = np.zeros(max(most, int(label.max(initial=0))) + 1, np.int64)
            np.add.at(sums, label, amounts)
        sums_of: list[int] = sums[wanted].tolist()
        return sums_of

    @cached_property
    def _sums_fit_floats(self) -> bool:
        most = int(self.points.max(initial=0))
        return most * int(self.counts.sum()) < _EXACT_FLOAT


def electors_of(instance: Instance, weights: Mapping[str, Fraction]) -> Electors:
    """Join the ballots of the electorates that have any weight; `tally` has checked the weights.

    Raises:
        BrokenRule: `negative_points`, because nobody can pay for what they are against.
        BrokenElection: `no_ballots`, where an electorate has totals only.
    """
    having_a_say = (e for e in instance.electorates if not weights or weights[e.name])
    ballots = {electorate.name: _ballots(electorate) for electorate in having_a_say}
    joined = list(ballots.values())
    unit = lcm(*(own.point_unit for own in joined))
    offsets = np.cumsum([0, *(len(own.picks) for own in joined)])
    starts = [own.starts[:-1] + offset for own, offset in zip(joined, offsets[:-1], strict=True)]
    return Electors(
        counts=np.concatenate([own.counts for own in joined]),
        electorate=np.repeat(np.arange(len(joined)), [len(own.counts) for own in joined]),
        factors=_heads_per_voter(ballots, weights) if weights else (1,),
        starts=np.concatenate([*starts, offsets[-1:]]),
        picks=np.concatenate([own.picks for own in joined]),
        points=np.concatenate([own.points * (unit // own.point_unit) for own in joined]),
        number_of_projects=len(instance.projects),
    )


def _ballots(electorate: Electorate) -> Ballots:
    votes = electorate.votes
    if not isinstance(votes, Ballots):
        raise BrokenElection("no_ballots", electorate=electorate.name)
    if votes.unnamed_points or (votes.points < 0).any():
        raise BrokenRule("negative_points")
    return votes


def _heads_per_voter(
    ballots: Mapping[str, Ballots], weights: Mapping[str, Fraction]
) -> tuple[int, ...]:
    """Each electorate gets heads as its weight says; one in which nobody voted has none."""
    each = [weights[name] / max(own.number_of_voters, 1) for name, own in ballots.items()]
    unit = common_denominator(each)
    whole = [int(weight * unit) for weight in each]
    return tuple(number // gcd(*whole) for number in whole)
