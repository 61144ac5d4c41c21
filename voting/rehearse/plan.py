"""What is rehearsed: how many people, what kind of ballot, how many trustees."""

from dataclasses import dataclass
from typing import Final

from voting.crypto.packing import BallotKind, Packing

BALLOTS: Final = ("approval", "budget", "points", "ranking")
POINTS: Final = 10
PRIORITIES: Final = 3
MOST_NAMED: Final = 5


@dataclass(frozen=True, slots=True)
class Plan:
    """`committee`: so many members vote as a second electorate, which weighs 40 in 100.

    Raises:
        ValueError: numbers that no vote can have.
    """

    voters: int
    options: int
    ballot: str
    mixers: int
    trustees: int
    threshold: int
    seed: str
    committee: int = 0
    group: str = "ristretto255"
    anonymity_minimum: int = 3

    def __post_init__(self) -> None:
        if self.voters < 0 or self.committee < 0 or self.ballot not in BALLOTS:
            raise ValueError("There is no such vote.")
        if not 1 <= self.threshold <= self.trustees <= 100:
            raise ValueError("From 1 to 100 trustees, of whom no more than all open the list.")
        if not 1 <= self.mixers <= self.trustees:
            raise ValueError("Every mixer is a trustee.")
        _ = self.packing

    @property
    def packing(self) -> Packing:
        if self.ballot == "points":
            return Packing(BallotKind.POINTS, self.options, POINTS)
        if self.ballot == "ranking":
            return Packing(BallotKind.RANKING, self.options, min(self.options, MOST_NAMED))
        return Packing(BallotKind.APPROVAL, self.options)
