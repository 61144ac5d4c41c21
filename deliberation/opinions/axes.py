"""Principal components of the matrix of answers, and where each person stands on them."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from deliberation.opinions.answers import Answers
from portal.likeness.clusters import Floats

AXES = 2
# Rows that are made into floating-point numbers at a time: bounds the memory.
ROWS_AT_ONCE = 8192


@dataclass(frozen=True)
class Axes:
    """The mean answer to each statement, and the directions in which answers differ most.

    `directions` has a row for each axis; `shares` says how much of all difference lies on it.
    """

    means: Floats
    directions: Floats
    shares: Floats


def principal_axes(answers: Answers) -> Axes:
    """The axes by the covariance of the statements, small even for many people.

    Where somebody gave no answer, the mean of those who did stands in its place: centred, that is
    nothing, and moves nobody.
    """
    values, given = answers.values, answers.given
    count = np.maximum(np.count_nonzero(given, axis=0), 1)
    means = values.sum(axis=0, dtype=np.int64) / count
    spread: Floats = np.zeros((answers.statements, answers.statements))
    for rows in _chunks(answers.people):
        part = _centred(values[rows], given[rows], means)
        spread += part.T @ part
    weights, vectors = np.linalg.eigh(spread)
    order = np.argsort(weights)[::-1][:AXES]
    directions = np.ascontiguousarray(vectors[:, order].T)
    # An axis has no sign of its own: its heaviest statement points to the right or up.
    heaviest = np.argmax(np.abs(directions), axis=1)
    directions *= np.where(directions[np.arange(len(order)), heaviest] < 0, -1, 1)[:, None]
    total = weights.sum()
    shares = weights[order] / total if total > 0 else np.zeros(len(order))
    return Axes(means, directions, np.maximum(shares, 0))


def positions(answers: Answers, axes: Axes) -> Floats:
    """Where each person stands; a row of as many numbers as there are axes.

    Divided by the root of the share of statements answered, as Polis does: else those who have
    not got far yet would all stand in the middle.
    """
    values, given = answers.values, answers.given
    placed: Floats = np.zeros((answers.people, len(axes.directions)))
    for rows in _chunks(answers.people):
        part = _centred(values[rows], given[rows], axes.means)
        answered = np.maximum(np.count_nonzero(given[rows], axis=1), 1)
        far = np.sqrt(answers.statements / answered)
        placed[rows] = (part @ axes.directions.T) * far[:, None]
    return placed


def _centred(values: NDArray[np.int8], given: NDArray[np.bool_], means: Floats) -> Floats:
    centred: Floats = (values - means) * given
    return centred


def _chunks(people: int) -> list[Any]:
    return [slice(start, start + ROWS_AT_ONCE) for start in range(0, people, ROWS_AT_ONCE)]


def as_floats(numbers: Any) -> Floats:
    """What was kept as lists, as numbers to reckon with."""
    return np.asarray(numbers, np.float64)
