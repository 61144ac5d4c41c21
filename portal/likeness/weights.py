"""Texts as rows of weighted terms: their words, and the runs of letters in them.

Words tell what a text is about; runs of two and three letters hold together what the dictionary
cuts otherwise, misspells or does not know.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from portal.likeness.clusters import Floats

Integers = NDArray[np.int64]
# Of a text's weight so much lies on its words, the rest on its letters.
SHARE_OF_WORDS = 0.75
RUNS = (2, 3)
# What more than so many of all texts hold tells nothing of any.
MOST_COMMON = 0.4
ROWS_AT_ONCE = 2_000


@dataclass(frozen=True)
class Text:
    """`words`: those that tell something, in order. `letters`: the text written in one way."""

    words: tuple[str, ...]
    letters: str


@dataclass(frozen=True)
class Weights:
    """A sparse matrix, texts x terms: row i holds `values[starts[i]:starts[i + 1]]` at `columns`.

    Every row has length 1, or is empty where a text shares nothing with another.
    """

    starts: Integers
    columns: Integers
    values: Floats
    terms: int

    def __len__(self) -> int:
        return len(self.starts) - 1

    def times(self, dense: Floats) -> Floats:
        """The matrix times one of terms x n."""
        found: Floats = np.zeros((len(self), dense.shape[1]))
        for first in range(0, len(self), ROWS_AT_ONCE):
            last = min(first + ROWS_AT_ONCE, len(self))
            start, stop = self.starts[first], self.starts[last]
            if start == stop:
                continue
            parts = dense[self.columns[start:stop]] * self.values[start:stop, None]
            lengths = np.diff(self.starts[first : last + 1])
            filled = np.flatnonzero(lengths)
            sums = np.add.reduceat(parts, self.starts[first + filled] - start, axis=0)
            found[first + filled] = sums
        return found

    def transposed(self) -> "Weights":
        """Terms x texts."""
        order = np.argsort(self.columns, kind="stable")
        rows = np.repeat(np.arange(len(self)), np.diff(self.starts))
        counts = np.bincount(self.columns, minlength=self.terms)
        starts = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
        return Weights(starts, rows[order], self.values[order], len(self))

    def squared_lengths(self) -> Floats:
        squares: Floats = np.zeros(len(self))
        rows = np.repeat(np.arange(len(self)), np.diff(self.starts))
        np.add.at(squares, rows, self.values**2)
        return squares


def weighted(texts: Sequence[Text]) -> Weights:
    """tf-idf: a term weighs more the oftener it is in the text, and the rarer in all texts.

    What is in one text only joins nothing and is left out, as is what is in nearly all.
    """
    blocks = [
        (sqrt(SHARE_OF_WORDS), [Counter(text.words) for text in texts]),
        (sqrt(1 - SHARE_OF_WORDS), [Counter(runs_of(text.letters)) for text in texts]),
    ]
    lengths: Integers = np.zeros(len(texts), np.int64)
    kept: list[list[tuple[int, float]]] = [[] for _ in texts]
    terms = 0
    for share, counts in blocks:
        numbers, rarities = _vocabulary(counts, terms)
        terms += len(numbers)
        for row, count in enumerate(counts):
            kept[row] += _unit_row(count, numbers, rarities, share)
    rows = [_of_length_one(row) for row in kept]
    lengths[:] = [len(row) for row in rows]
    return Weights(
        np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64),
        np.array([column for row in rows for column, _value in row], np.int64),
        np.array([value for row in rows for _column, value in row], np.float64),
        terms,
    )


def runs_of(letters: str) -> Iterable[str]:
    """The runs of letters of a text, none across a space."""
    return (
        run
        for part in letters.split(" ")
        for length in RUNS
        for at in range(len(part) - length + 1)
        for run in [part[at : at + length]]
    )


def _vocabulary(counts: list[Counter[str]], first: int) -> tuple[dict[str, int], dict[str, float]]:
    """The number of each term that counts, from `first` on, and how rare it is."""
    holding = Counter(term for count in counts for term in count)
    most = max(MOST_COMMON * len(counts), 2)
    terms = sorted(term for term, texts in holding.items() if 2 <= texts <= most)
    numbers = {term: first + place for place, term in enumerate(terms)}
    return numbers, {term: float(np.log((1 + len(counts)) / holding[term])) for term in terms}


def _unit_row(
    count: Counter[str], numbers: dict[str, int], rarities: dict[str, float], length: float
) -> list[tuple[int, float]]:
    row = [
        (numbers[term], (1 + float(np.log(times))) * rarities[term])
        for term, times in count.items()
        if term in numbers
    ]
    return [(column, value * length) for column, value in _of_length_one(row)]


def _of_length_one(row: list[tuple[int, float]]) -> list[tuple[int, float]]:
    length = sqrt(sum(value * value for _column, value in row))
    return sorted((column, value / length) for column, value in row) if length else []
