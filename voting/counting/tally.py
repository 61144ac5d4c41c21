"""Votes and scores of each project, over one electorate or several weighted ones."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from voting.counting.ballots import Ballots
from voting.counting.election import Electorate, Instance
from voting.counting.errors import BrokenElection, BrokenRule
from voting.counting.numbers import exact_text


@dataclass(frozen=True, slots=True)
class Tally:
    """For each project: how many votes named it, and the score that the rule goes by.

    The score is votes for approvals, points, or Borda points; with weights it is a share from 0
    to 100: the sum over electorates of weight x project's score / all scores there.
    """

    votes: list[Fraction]
    scores: list[Fraction]


def tally(instance: Instance, weights: Mapping[str, Fraction], *, by_votes: bool = False) -> Tally:
    """Count the votes; with `by_votes` the score is their number, whatever points they give.

    Raises:
        BrokenRule: `weights_do_not_add_up`, `weights_do_not_fit`.
        BrokenElection: `several_electorates`, where there are no weights to join them.
    """
    if not weights:
        if len(instance.electorates) != 1:
            raise BrokenElection("several_electorates", found=len(instance.electorates))
        only = instance.electorates[0]
        return Tally(_votes(only), _votes(only) if by_votes else _scores(only))
    check_weights(instance, weights)
    votes = [Fraction(0)] * len(instance.projects)
    scores = list(votes)
    for electorate in instance.electorates:
        own = _votes(electorate) if by_votes else _scores(electorate)
        total = sum(own)
        votes = [a + b for a, b in zip(votes, _votes(electorate), strict=True)]
        if total:
            weight = weights[electorate.name] / total
            scores = [a + weight * b for a, b in zip(scores, own, strict=True)]
    return Tally(votes, scores)


def check_weights(instance: Instance, weights: Mapping[str, Fraction]) -> None:
    names = sorted(electorate.name for electorate in instance.electorates)
    if names != sorted(weights):
        raise BrokenRule(
            "weights_do_not_fit", weighted=", ".join(sorted(weights)), voting=", ".join(names)
        )
    if min(weights.values()) < 0 or sum(weights.values()) != 100:
        raise BrokenRule(
            "weights_do_not_add_up", total=exact_text(sum(weights.values(), Fraction()))
        )


def _votes(electorate: Electorate) -> list[Fraction]:
    votes = electorate.votes
    return list(map(Fraction, votes.votes)) if isinstance(votes, Ballots) else list(votes)


def _scores(electorate: Electorate) -> list[Fraction]:
    votes = electorate.votes
    if isinstance(votes, Ballots):
        return [Fraction(score, votes.point_unit) for score in votes.scores]
    return list(votes)


def ranking(
    scores: Sequence[Fraction], keys: Sequence[tuple[Fraction, Fraction, int]]
) -> list[int]:
    """Project numbers from the highest score down, ties broken."""
    return sorted(range(len(scores)), key=lambda i: (-scores[i], keys[i]))
