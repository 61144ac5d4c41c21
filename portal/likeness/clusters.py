"""k-means and silhouette over places of any number of dimensions. Seeded: repeatable."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Labels = NDArray[np.int64]
STARTS = 8
MOST_ROUNDS = 200
# Starts are tried, and silhouettes measured, on so many drawn by the seed.
SAMPLE = 2_000


@dataclass(frozen=True)
class Clusters:
    """`labels`: for each place the row of `centres` next to it. `silhouette`: -1 to 1."""

    labels: Labels
    centres: Floats
    silhouette: float


def best_clusters(
    places: Floats, *, most: int, least_members: int, seed: int
) -> tuple[Clusters | None, dict[int, float]]:
    """The number of clusters, from 2 up, whose silhouette is greatest; and the silhouette of each.

    Numbers that would leave a cluster with fewer than `least_members` do not count. None where
    no number is left.
    """
    drawn = _drawn(len(places), seed)
    distances = _distances(places[drawn])
    best: Clusters | None = None
    measured: dict[int, float] = {}
    for number in range(2, most + 1):
        if len(places) < number * least_members:
            break
        centres = k_means(places, first_centres(places, number, seed=seed))
        labels = nearest(places, centres)
        if np.bincount(labels, minlength=number).min() < least_members:
            continue
        measured[number] = silhouette(distances, labels[drawn], number)
        if best is None or measured[number] > best.silhouette:
            best = Clusters(labels, centres, measured[number])
    return best, measured


def clusters_of(places: Floats, number: int, *, seed: int) -> Clusters:
    """So many clusters, whatever their sizes."""
    drawn = _drawn(len(places), seed)
    centres = k_means(places, first_centres(places, number, seed=seed))
    labels = nearest(places, centres)
    return Clusters(labels, centres, silhouette(_distances(places[drawn]), labels[drawn], number))


def first_centres(places: Floats, number: int, *, seed: int) -> Floats:
    """Where k-means begins: the best of several seeded starts (k-means++) on a drawn sample."""
    sample = places[_drawn(len(places), seed)]
    random = np.random.default_rng([seed, number])
    found = [k_means(sample, _spread_start(sample, number, random)) for _ in range(STARTS)]
    inertia = [_squares(sample, centres).min(axis=1).sum() for centres in found]
    return found[int(np.argmin(inertia))]


def k_means(places: Floats, centres: Floats) -> Floats:
    """Lloyd's algorithm, until no place changes its cluster. An empty cluster stays where it is."""
    labels = nearest(places, centres)
    for _ in range(MOST_ROUNDS):
        centres = _means(places, labels, centres)
        moved = nearest(places, centres)
        if np.array_equal(moved, labels):
            break
        labels = moved
    return centres


def nearest(places: Floats, centres: Floats) -> Labels:
    """For each place the number of its nearest centre, the first of equals."""
    # The squared distance to each centre, less the square of the place, which all have in common.
    beyond = (centres**2).sum(axis=1) - 2 * (places @ centres.T)
    labels: Labels = np.argmin(beyond, axis=1)
    return labels


def silhouette(distances: Floats, labels: Labels, number: int) -> float:
    """How much nearer the own cluster is than the next (Rousseeuw 1987), the mean over places.

    Of one that is alone in its cluster, 0. Of places all in one cluster there is none: -1.
    """
    member = np.equal.outer(labels, np.arange(number)).astype(np.float64)
    sizes = member.sum(axis=0)
    if (sizes > 0).sum() < 2:
        return -1.0
    sums = distances @ member
    own = np.arange(len(labels)), labels
    within = sums[own] / np.maximum(sizes[labels] - 1, 1)
    to_others = np.where(sizes > 0, sums / np.maximum(sizes, 1), np.inf)
    to_others[own] = np.inf
    beyond = to_others.min(axis=1)
    widths = np.divide(
        beyond - within,
        np.maximum(within, beyond),
        out=np.zeros(len(labels)),
        where=np.maximum(within, beyond) > 0,
    )
    widths[sizes[labels] == 1] = 0
    return float(widths.mean())


def _drawn(count: int, seed: int) -> Labels:
    """Which of so many are drawn, in ascending order; all where there are few."""
    if count <= SAMPLE:
        return np.arange(count)
    drawn: Labels = np.sort(np.random.default_rng(seed).choice(count, SAMPLE, replace=False))
    return drawn


def _spread_start(sample: Floats, number: int, random: np.random.Generator) -> Floats:
    """k-means++ (Arthur and Vassilvitskii 2007): each centre far from those before it."""
    chosen = [int(random.integers(len(sample)))]
    squares = np.full(len(sample), np.inf)
    while len(chosen) < number:
        squares = np.minimum(squares, _squares(sample, sample[chosen[-1:]])[:, 0])
        total = squares.sum()
        chances = squares / total if total > 0 else None
        chosen.append(int(random.choice(len(sample), p=chances)))
    return sample[chosen]


def _means(places: Floats, labels: Labels, centres: Floats) -> Floats:
    number = len(centres)
    sizes = np.bincount(labels, minlength=number)
    sums = np.stack(
        [np.bincount(labels, axis, minlength=number) for axis in places.T],
        axis=1,
    )
    means: Floats = np.where(sizes[:, None] > 0, sums / np.maximum(sizes, 1)[:, None], centres)
    return means


def _squares(places: Floats, centres: Floats) -> Floats:
    """Squared distances, place by centre: a column at a time, so that memory stays small."""
    squares: Floats = np.zeros((len(places), len(centres)))
    for axis in range(places.shape[1]):
        squares += (places[:, axis, None] - centres[None, :, axis]) ** 2
    return squares


def _distances(places: Floats) -> Floats:
    distances: Floats = np.sqrt(_squares(places, places))
    return distances
