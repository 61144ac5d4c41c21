"""How many voters see something funded that they picked."""

from collections.abc import Collection
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from voting.counting.ballots import Ballots
from voting.counting.election import Instance


@dataclass(frozen=True, slots=True)
class Coverage:
    """`funded_picks[k]`: voters with k funded projects among their picks, the last with 3 or more.

    `average`: funded picks of a voter. Electorates of which only totals are known have no voters.
    """

    voters: int
    funded_picks: tuple[int, ...]
    average: Fraction

    @property
    def with_any(self) -> Fraction:
        """The share of voters, from 0 to 1, with at least one funded pick."""
        return Fraction(self.voters - self.funded_picks[0], max(self.voters, 1))


def coverage(instance: Instance, winners: Collection[str]) -> Coverage:
    """Coverage of all voters whose ballots are known."""
    funded = np.array([project.id in winners for project in instance.projects])
    by_number = np.zeros(4, np.int64)
    total = 0
    for electorate in instance.electorates:
        votes = electorate.votes
        if not isinstance(votes, Ballots):
            continue
        in_group = np.bincount(
            votes.group_of_pick[funded[votes.picks]], minlength=len(votes.counts)
        )
        np.add.at(by_number, np.minimum(in_group, 3), votes.counts)
        total += int((in_group * votes.counts).sum())
    voters = int(by_number.sum())
    numbers = tuple(int(number) for number in by_number)
    return Coverage(voters, numbers, Fraction(total, max(voters, 1)))
