"""From the published answers to groups, and to a map of where people stand."""

from collections import Counter
from dataclasses import dataclass

import numpy as np

from deliberation.opinions.answers import LEAST_PEOPLE, SMALL_CELL, Answers
from deliberation.opinions.axes import Axes, positions, principal_axes
from deliberation.opinions.holdings import (
    Counts,
    Holding,
    counted,
    dividing,
    held_by_groups,
    shared,
)
from portal.likeness.clusters import Clusters, Floats, best_clusters, nearest

SEED = 20260401
MOST_GROUPS = 5
LEAST_STATEMENTS = 3
# The map is a grid of so many squares each way from its middle.
GRID = 20


@dataclass(frozen=True)
class Spot:
    """A square of the map with the people in it: `x` and `y` from -GRID to GRID."""

    x: int
    y: int
    group: int
    people: int


@dataclass(frozen=True)
class Group:
    """`people`: how many; `centre`: its middle on the map, in squares; `holds`: what marks it."""

    people: int
    centre: tuple[float, float]
    holds: list[Holding]


@dataclass(frozen=True)
class Findings:
    """The largest group is the first. Statements are named by their columns in the matrix."""

    people: int
    answers: int
    groups: list[Group]
    spots: list[Spot]
    counts: Counts
    divides: list[Holding]
    shares: list[Holding]
    silhouettes: dict[int, float]
    axes: Axes
    centres: Floats
    labels: np.ndarray[tuple[int], np.dtype[np.int64]]


def find_groups(answers: Answers, *, seed: int = SEED) -> Findings | None:
    """Who answers alike; None where too few people, or too few statements, were answered.

    Where no two groups can be told apart, everybody is in one.
    """
    if answers.people < LEAST_PEOPLE or answers.statements < LEAST_STATEMENTS:
        return None
    axes = principal_axes(answers)
    places = positions(answers, axes)
    found, measured = best_clusters(places, most=MOST_GROUPS, least_members=SMALL_CELL, seed=seed)
    clusters = _largest_first(found or _all_in_one(places))
    number = len(clusters.centres)
    counts = counted(answers, clusters.labels, number)
    holds = held_by_groups(counts)
    scale = _scale(places)
    sizes = np.bincount(clusters.labels, minlength=number)
    return Findings(
        people=answers.people,
        answers=int(answers.given.sum()),
        groups=[
            Group(int(size), _rounded(centre * scale), held)
            for size, centre, held in zip(sizes, clusters.centres, holds, strict=True)
        ],
        spots=_spots(places * scale, clusters),
        counts=counts,
        divides=dividing(counts) if number > 1 else [],
        shares=shared(counts),
        silhouettes=measured,
        axes=axes,
        centres=clusters.centres,
        labels=clusters.labels,
    )


def place_of(own: Answers, axes: Axes, centres: Floats) -> int:
    """The group next to somebody's answers; nothing of it is kept."""
    return int(nearest(positions(own, axes), centres)[0])


def _all_in_one(places: Floats) -> Clusters:
    return Clusters(np.zeros(len(places), np.int64), places.mean(axis=0, keepdims=True), 0.0)


def _largest_first(clusters: Clusters) -> Clusters:
    sizes = np.bincount(clusters.labels, minlength=len(clusters.centres))
    order = np.lexsort((clusters.centres[:, 0], -sizes))
    rank = np.empty_like(order)
    rank[order] = np.arange(len(order))
    return Clusters(rank[clusters.labels], clusters.centres[order], clusters.silhouette)


def _scale(places: Floats) -> float:
    """From places to squares: the furthest person stands at the edge."""
    furthest = float(np.abs(places).max(initial=0))
    return GRID / furthest if furthest > 0 else 1.0


def _spots(placed: Floats, clusters: Clusters) -> list[Spot]:
    squares = np.rint(placed).astype(int)
    people = Counter(
        (int(x), int(y), int(group)) for (x, y), group in zip(squares, clusters.labels, strict=True)
    )
    return [Spot(x, y, group, count) for (x, y, group), count in sorted(people.items())]


def _rounded(centre: Floats) -> tuple[float, float]:
    return round(float(centre[0]), 2), round(float(centre[1]), 2)
