"""Groups of texts about the same thing, the words that mark each, and what belongs to none."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from portal.likeness.clusters import Floats, Labels, clusters_of
from portal.likeness.places import on_sphere, places_of
from portal.likeness.proportions import z_of_difference
from portal.likeness.weights import Text, Weights, weighted

# Fewer are no group.
LEAST_TEXTS = 3
MOST_GROUPS = 20
# How much better than chance the best number of groups has to be told apart, in silhouette.
# Words strewn by chance gain up to 0.18 (tests).
LEAST_GAIN = 0.2
# Places drawn to see what chance alone makes.
DRAWN = 400
# How many times as like each other as they are like others the texts of a group are at least.
LEAST_COHESION = 2.5
# A text with less than this share of the likeness that is usual in its group is in none.
LEAST_LIKENESS = 0.4
MOST_WORDS = 8
# A word marks a group where the chance that it is no more frequent there is under one in twenty.
MARKING = 1.64


@dataclass(frozen=True)
class Word:
    """`texts`: how many of the group hold it. `elsewhere`: how many of all others."""

    word: str
    texts: int
    elsewhere: int


@dataclass(frozen=True)
class TextGroup:
    """`members`: the numbers of the texts, the most typical first; `likeness`: of each, 0 to 1."""

    members: list[int]
    likeness: list[float]
    frequent: list[Word]
    distinctive: list[Word]


@dataclass(frozen=True)
class TextGroups:
    """The largest group first. `left_over`: the numbers of the texts that are in none.

    `gains`: for each number of groups how much better than by chance they are told apart.
    """

    groups: list[TextGroup]
    left_over: list[int]
    gains: dict[int, float]


def group_texts(
    texts: Sequence[Text], *, seed: int, told: Callable[[int, int], None] = lambda _done, _of: None
) -> TextGroups:
    """Find which texts are about the same thing. The same texts and seed give the same groups.

    1. Texts become rows of weighted terms, and those places in as many dimensions as groups are
       tried for, from 2 up: each strong direction of the meanings is the matter of one group.
    2. For each number, k-means, and its silhouette less what as many places drawn without any
       grouping would have. The number with the most is taken; where none has LEAST_GAIN, no group
       is found.
    3. What is much less like its group than half of the group is left over, as are groups of too
       few, and those whose texts are hardly more like each other than like the rest.

    `told` hears after each number how many are done, and of how many.
    """
    weights = weighted(texts)
    if len(texts) < 2 * LEAST_TEXTS or not len(weights.values):
        return TextGroups([], list(range(len(texts))), {})
    labels, gains = _best_labels(weights, seed, told)
    likeness = likeness_to_group(weights, labels)
    apart = likeness_of_strangers(weights, labels)
    holding = [frozenset(text.words) for text in texts]
    everywhere = Counter(word for words in holding for word in words)
    found = [
        _group(_near(labels == label, likeness), likeness, holding, everywhere)
        for label in range(int(labels.max()) + 1)
    ]
    groups = sorted(
        (
            group
            for group in found
            if len(group.members) >= LEAST_TEXTS
            and float(np.mean(group.likeness)) >= LEAST_COHESION * apart
        ),
        key=lambda group: (-len(group.members), group.members[0]),
    )
    inside = {member for group in groups for member in group.members}
    left_over = [number for number in range(len(texts)) if number not in inside]
    return TextGroups(groups, left_over, gains)


def _best_labels(
    weights: Weights, seed: int, told: Callable[[int, int], None]
) -> tuple[Labels, dict[int, float]]:
    """A group for each text, -1 for none; and for each number of groups what it gains."""
    most = min(MOST_GROUPS, len(weights) // LEAST_TEXTS)
    places = places_of(weights, seed=seed, dimensions=most)
    random = np.random.default_rng(seed)
    best: Labels = np.full(len(weights), -1, np.int64)
    gains: dict[int, float] = {}
    for number in range(2, min(most, places.shape[1]) + 1):
        found = clusters_of(on_sphere(places[:, :number]), number, seed=seed)
        drawn = random.standard_normal((min(len(places), DRAWN), number))
        by_chance = clusters_of(on_sphere(drawn), number, seed=seed).silhouette
        gain = found.silhouette - by_chance
        if gain > max([LEAST_GAIN, *gains.values()]):
            best = found.labels
        gains[number] = round(gain, 4)
        told(number - 1, most - 1)
    return best, gains


def _near(inside: NDArray[np.bool_], likeness: Floats) -> Labels:
    """The texts of a group without those that are in it for want of a better one."""
    if not inside.any():
        return np.flatnonzero(inside)
    least = LEAST_LIKENESS * float(np.median(likeness[inside]))
    return np.flatnonzero(inside & (likeness >= least))


def likeness_to_group(weights: Weights, labels: Labels) -> Floats:
    """The mean cosine of each text to the others of its group; 0 for one that is in none."""
    number = max(int(labels.max()) + 1, 1)
    member = np.equal.outer(labels, np.arange(number)).astype(np.float64)
    to_groups = weights.times(weights.transposed().times(member))
    own, sizes = np.maximum(labels, 0), np.maximum(member.sum(axis=0), 1)
    rows = np.arange(len(weights))
    lengths = weights.squared_lengths()
    others = (to_groups[rows, own] - lengths) / np.maximum(sizes[own] - 1, 1)
    likeness: Floats = np.where(labels >= 0, others, 0)
    return likeness


def likeness_of_strangers(weights: Weights, labels: Labels) -> float:
    """The mean cosine of two texts of different groups; 0 where all are in one."""
    own = np.maximum(labels, 0)
    sizes = np.bincount(own)
    member = np.equal.outer(own, np.arange(len(sizes))).astype(np.float64)
    sums = weights.transposed().times(member)
    of_all = float((sums.sum(axis=1) ** 2).sum()) - float((sums**2).sum())
    pairs = int(sizes.sum()) ** 2 - int((sizes**2).sum())
    return of_all / pairs if pairs else 0.0


def _group(
    members: Labels,
    likeness: Floats,
    holding: list[frozenset[str]],
    everywhere: Counter[str],
) -> TextGroup:
    ordered = sorted(members.tolist(), key=lambda number: (-likeness[number], number))
    inside = Counter(word for number in ordered for word in holding[number])
    words = [Word(word, count, everywhere[word] - count) for word, count in inside.items()]
    return TextGroup(
        members=ordered,
        likeness=[round(float(likeness[number]), 3) for number in ordered],
        frequent=_frequent(words),
        distinctive=_distinctive(words, len(ordered), len(holding)),
    )


def _frequent(words: Iterable[Word]) -> list[Word]:
    often = sorted(words, key=lambda word: (-word.texts, word.word))
    return [word for word in often if word.texts > 1][:MOST_WORDS]


def _distinctive(words: list[Word], own_of: int, texts: int) -> list[Word]:
    """What is in more of the group than of the rest, and that not by chance."""
    scored = [
        (float(z_of_difference(word.texts, own_of, word.elsewhere, texts - own_of)), word)
        for word in words
        if word.texts > 1
    ]
    scored.sort(key=lambda each: (-each[0], each[1].word))
    return [word for score, word in scored if score > MARKING][:MOST_WORDS]
