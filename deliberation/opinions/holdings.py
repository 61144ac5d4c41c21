"""What each group holds, what divides the groups, and what they share."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice, product

import numpy as np
from numpy.typing import NDArray

from deliberation.opinions.answers import ANSWERS, SMALL_CELL, Answer, Answers
from portal.likeness.clusters import Floats, Labels
from portal.likeness.proportions import z_of_difference

Counts = NDArray[np.int64]
MOST_LISTED = 5
# What at least so many of each group answer alike is shared.
SHARED = 0.6
# What groups answer so much apart divides them.
APART = 0.3
_SIDES = (Answer.AGREE, Answer.DISAGREE)


@dataclass(frozen=True)
class Holding:
    """One answer to a statement that stands out. `column` numbers the statement in the matrix.

    `share`: of those who answered, in the group that it is of, else in the group where it is
    least (shared) or the difference between the groups furthest apart (dividing).
    """

    column: int
    answer: Answer
    share: float


def counted(answers: Answers, labels: Labels, number: int) -> Counts:
    """How many of each group gave each answer: groups x statements x ANSWERS."""
    counts = np.zeros((number, answers.statements, len(ANSWERS)), np.int64)
    for group in range(number):
        of_group = answers.letters[labels == group]
        for side, answer in enumerate(ANSWERS):
            counts[group, :, side] = np.count_nonzero(of_group == ord(answer), axis=0)
    return counts


def held_by_groups(counts: Counts) -> list[list[Holding]]:
    """For each group the answers that most of it give, and that it gives most unlike the rest."""
    everyone = counts.sum(axis=0)
    return [_held(own, everyone - own) for own in counts]


def dividing(counts: Counts) -> list[Holding]:
    """The statements over which groups agree least alike, the most divided first."""
    enough = _enough(counts)
    shares = _shares(counts)[..., 0]
    apart = shares.max(axis=0) - shares.min(axis=0)
    return _listed(
        Holding(int(column), Answer.AGREE, float(apart[column]))
        for column in np.argsort(-apart, kind="stable")
        if enough[column] and apart[column] >= APART
    )


def shared(counts: Counts) -> list[Holding]:
    """What most people of every group answer alike, whatever else divides them."""
    enough = _enough(counts)
    least = _shares(counts).min(axis=0)
    found = [
        Holding(column, answer, float(least[column, side]))
        for (side, answer), column in product(enumerate(_SIDES), range(counts.shape[1]))
        if enough[column] and least[column, side] >= SHARED
    ]
    return _listed(sorted(found, key=lambda each: (-each.share, each.column)))


def _held(own: Counts, rest: Counts) -> list[Holding]:
    found = []
    for side, answer in enumerate(_SIDES):
        scores = z_of_difference(own[:, side], own.sum(axis=1), rest[:, side], rest.sum(axis=1))
        share = own[:, side] / np.maximum(own.sum(axis=1), 1)
        for column in np.flatnonzero(
            (own[:, side] >= SMALL_CELL) & (share > 0.5) & (scores > 1.64)
        ):
            holding = Holding(int(column), answer, float(share[column]))
            found.append((float(scores[column]), holding))
    found.sort(key=lambda each: (-each[0], each[1].column))
    return _listed(holding for _score, holding in found)


def _shares(counts: Counts) -> Floats:
    """Who agrees and who disagrees, of those who answered: groups x statements x answers."""
    shares: Floats = counts / np.maximum(counts.sum(axis=2, keepdims=True), 1)
    return shares


def _enough(counts: Counts) -> NDArray[np.bool_]:
    """Whether in every group enough people answered the statement."""
    enough: NDArray[np.bool_] = (counts.sum(axis=2) >= SMALL_CELL).all(axis=0)
    return enough


def _listed(found: Iterable[Holding]) -> list[Holding]:
    return list(islice(found, MOST_LISTED))
