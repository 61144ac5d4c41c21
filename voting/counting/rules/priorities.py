"""Priorities: options put in order, without costs or a budget (policy votes, as in Kaga)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import accumulate, groupby
from types import MappingProxyType
from typing import ClassVar, Literal

from voting.counting.ballots import Ballots, VoteType
from voting.counting.election import Instance
from voting.counting.errors import BrokenRule
from voting.counting.quotas import Quota
from voting.counting.rules.duels import Duel, Even, duels_of
from voting.counting.tally import Tally, ranking, tally
from voting.counting.ties import Tie, TieKey, tie_between, tie_keys


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an option stands. `rank` counts from 1."""

    rank: int
    votes: Fraction
    score: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """Options from the first priority to the last; `duels` where the rule rests on them."""

    order: tuple[str, ...]
    standings: Mapping[str, Standing]
    ties: tuple[Tie, ...]
    duels: tuple[Duel, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PriorityRule:
    """Parts of every rule that puts options in order; see `BudgetRule`. Costs play no part.

    `accepts` are the ballots that say what the rule goes by.
    """

    accepts: ClassVar[tuple[VoteType, ...]] = tuple(VoteType)
    quotas: tuple[Quota, ...] = ()
    weights: Mapping[str, Fraction] = field(default_factory=lambda: MappingProxyType({}))
    tie_order: tuple[str, ...] = ()

    def rank(self, instance: Instance) -> Order:
        """Put the options in order.

        Raises:
            BrokenRule: `ballots_do_not_fit`, and what `tally` and `tie_keys` refuse.
        """
        self.check(instance)
        votes = self.tally(instance)
        keys = tie_keys(instance, votes.votes, self.tie_order, by_cost=False)
        order = ranking(votes.scores, keys)
        return _order(instance, votes, keys, order, _even(order, votes.scores, 1))

    def check(self, instance: Instance) -> None:
        """Whether the ballots are such as the rule accepts."""
        for electorate in instance.electorates:
            votes = electorate.votes
            if isinstance(votes, Ballots) and votes.vote_type not in self.accepts:
                raise BrokenRule(
                    "ballots_do_not_fit",
                    found=votes.vote_type.value,
                    expected=", ".join(self.accepts),
                )

    def tally(self, instance: Instance) -> Tally:
        return tally(instance, self.weights)


@dataclass(frozen=True, slots=True, kw_only=True)
class KApproval(PriorityRule):
    """By the number of voters who name an option; how many they may name is a quota."""

    name: ClassVar = "k-approval"

    def tally(self, instance: Instance) -> Tally:
        return tally(instance, self.weights, by_votes=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Points(PriorityRule):
    """By the sum of points that voters give."""

    name: ClassVar = "points"
    accepts: ClassVar = (VoteType.CUMULATIVE, VoteType.SCORING)


@dataclass(frozen=True, slots=True, kw_only=True)
class Borda(PriorityRule):
    """By Borda points: a voter's first gets as many as there may be ranks, the next one less."""

    name: ClassVar = "borda"
    accepts: ClassVar = (VoteType.ORDINAL,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Condorcet(PriorityRule):
    """Whoever wins every duel against all that come after stands before them.

    Where majorities go in a circle or are even, `completion` orders those concerned: "borda" by
    score, "ranked-pairs" by holding the clearest duels first (T. N. Tideman 1987) and leaving out
    those that would close a circle.
    """

    name: ClassVar = "condorcet"
    completion: Literal["borda", "ranked-pairs"] = "borda"

    def rank(self, instance: Instance) -> Order:
        votes = self.tally(instance)
        keys = tie_keys(instance, votes.votes, self.tie_order, by_cost=False)
        duels = duels_of(instance, self.weights)
        order: list[int] = []
        ties: list[Even] = []
        for circle in duels.circles():
            if self.completion == "borda":
                part = sorted(circle, key=lambda i: (-votes.scores[i], keys[i]))
                ties += _even(part, votes.scores, len(order) + 1)
            else:
                part, even = duels.ranked_pairs(circle, keys)
                ties += [(len(order) + place, tied) for place, tied in even]
            order += part
        ordered = _order(instance, votes, keys, order, ties)
        return replace(ordered, duels=duels.told(instance))


def _even(order: Sequence[int], scores: Sequence[Fraction], first_rank: int) -> list[Even]:
    """Those who stand side by side with the same score."""
    runs = [list(run) for _, run in groupby(order, key=scores.__getitem__)]
    ranks = accumulate((len(run) for run in runs), initial=first_rank)
    return [(rank, run) for rank, run in zip(ranks, runs, strict=False) if len(run) > 1]


def _order(
    instance: Instance,
    votes: Tally,
    keys: Sequence[TieKey],
    order: Sequence[int],
    ties: Sequence[Even],
) -> Order:
    standings = {
        instance.projects[number].id: Standing(rank, votes.votes[number], votes.scores[number])
        for rank, number in enumerate(order, start=1)
    }
    return Order(
        order=tuple(standings),
        standings=MappingProxyType(standings),
        ties=tuple(tie_between(instance, keys, tied, rank, decisive=True) for rank, tied in ties),
    )
