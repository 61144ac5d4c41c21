"""Every option against every other: how many voters put the one before the other."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, pairwise

import numpy as np
import numpy.typing as npt

from voting.counting.ballots import Ballots, Integers
from voting.counting.election import Instance
from voting.counting.errors import BrokenElection
from voting.counting.ties import TieKey

Even = tuple[int, list[int]]
"""A rank, and those who were equal there."""

_ROWS_AT_ONCE = 4096


@dataclass(frozen=True, slots=True)
class Duel:
    """`first` and `second` by the voters, or the share of weight, that put one before the other."""

    first: str
    second: str
    for_first: Fraction
    for_second: Fraction

    @property
    def winner(self) -> str | None:
        if self.for_first == self.for_second:
            return None
        return self.first if self.for_first > self.for_second else self.second


@dataclass(frozen=True)
class Duels:
    """`before[a][b]`: how many put a before b."""

    before: list[list[Fraction]]

    def beats(self, a: int, b: int) -> bool:
        return self.before[a][b] > self.before[b][a]

    def circles(self) -> list[list[int]]:
        """The fewest sets in order such that each option beats all of the sets that follow.

        A set of one needs no completion. By the number of duels that are not lost, the sets stand
        one after the other; a set ends where all so far beat all of the rest.
        """
        size = len(self.before)
        beats = np.array([[self.beats(a, b) for b in range(size)] for a in range(size)])
        order = np.argsort(beats.sum(axis=0), kind="stable")
        ends = [k for k in range(size + 1) if beats[np.ix_(order[:k], order[k:])].all()]
        return [order[start:stop].tolist() for start, stop in pairwise(ends)]

    def ranked_pairs(
        self, circle: Sequence[int], keys: Sequence[TieKey]
    ) -> tuple[list[int], list[Even]]:
        """The circle in order, the clearest duels held first; and who stayed even, from place 1."""
        above: dict[int, set[int]] = {number: set() for number in circle}
        won = [(a, b) for a in circle for b in circle if self.beats(a, b)]
        won.sort(key=lambda duel: (-self._margin(*duel), keys[duel[0]], keys[duel[1]]))
        for winner, loser in won:
            if loser not in _all_above(winner, above):
                above[loser].add(winner)
        order: list[int] = []
        even: list[Even] = []
        while len(order) < len(circle):
            free = [n for n in circle if n not in order and above[n].issubset(order)]
            if len(free) > 1:
                even.append((len(order) + 1, free))
            order.append(min(free, key=keys.__getitem__))
        return order, even

    def _margin(self, a: int, b: int) -> Fraction:
        return self.before[a][b] - self.before[b][a]

    def told(self, instance: Instance) -> tuple[Duel, ...]:
        return tuple(
            Duel(
                instance.projects[a].id,
                instance.projects[b].id,
                self.before[a][b],
                self.before[b][a],
            )
            for a, b in combinations(range(len(self.before)), 2)
        )


def _all_above(number: int, above: Mapping[int, set[int]]) -> set[int]:
    """Who is held before this one, directly or through others."""
    found: set[int] = set()
    waiting = [number]
    while waiting:
        new = above[waiting.pop()] - found
        found |= new
        waiting.extend(new)
    return found


def duels_of(instance: Instance, weights: Mapping[str, Fraction]) -> Duels:
    """Count all duels. An option that a voter does not name stands below all that they name.

    With weights an electorate in which nobody voted has no say; without, there is one electorate.

    Raises:
        BrokenElection: `no_ballots`: totals do not tell who is put before whom.
    """
    size = len(instance.projects)
    before = [[Fraction(0)] * size for _ in range(size)]
    for electorate in instance.electorates:
        votes = electorate.votes
        if not isinstance(votes, Ballots):
            raise BrokenElection("no_ballots", electorate=electorate.name)
        weight = weights[electorate.name] / max(votes.number_of_voters, 1) if weights else 1
        for a, row in enumerate(_voters_before(votes).tolist()):
            before[a] = [
                sum_ + weight * voters for sum_, voters in zip(before[a], row, strict=True)
            ]
    return Duels(before)


def _voters_before(ballots: Ballots) -> Integers:
    """Matrix of how many voters give the row's option more points than the column's."""
    size = ballots.number_of_projects
    before = np.zeros((size, size), np.int64)
    for start in range(0, len(ballots.counts), _ROWS_AT_ONCE):
        stop = min(start + _ROWS_AT_ONCE, len(ballots.counts))
        picks = slice(ballots.starts[start], ballots.starts[stop])
        points = np.full((stop - start, size), ballots.unnamed_points, np.int64)
        points[ballots.group_of_pick[picks] - start, ballots.picks[picks]] = ballots.points[picks]
        for option in range(size):
            better: npt.NDArray[np.bool_] = points[:, option : option + 1] > points
            before[option] += ballots.counts[start:stop] @ better
    return before
