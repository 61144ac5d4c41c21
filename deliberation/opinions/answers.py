"""The matrix of answers: a row for each person, a column for each statement."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

# A row with fewer says too little about where its person stands.
LEAST_ANSWERS = 5
# Before so many people, no groups are looked for and no answers are shown.
LEAST_PEOPLE = 20
# Fewer alike are told of nowhere (small cells).
SMALL_CELL = 5


class Answer(StrEnum):
    """One letter each, so that the answers of a person are one short text."""

    AGREE = "a"
    DISAGREE = "d"
    PASS = "p"  # noqa: S105
    NONE = "-"


ANSWERS: tuple[Answer, ...] = (Answer.AGREE, Answer.DISAGREE, Answer.PASS)
# From the code of a letter to a number: passing counts nothing, as giving no answer does.
_VALUES = np.zeros(256, np.int8)
_VALUES[ord(Answer.AGREE)], _VALUES[ord(Answer.DISAGREE)] = 1, -1


@dataclass(frozen=True)
class Answers:
    """`letters`: one byte a cell (people x statements), the code of the letter of an Answer."""

    letters: NDArray[np.uint8]

    @property
    def people(self) -> int:
        return int(self.letters.shape[0])

    @property
    def statements(self) -> int:
        return int(self.letters.shape[1])

    @property
    def given(self) -> NDArray[np.bool_]:
        """Where there is an answer."""
        return np.not_equal(self.letters, ord(Answer.NONE))

    @property
    def values(self) -> NDArray[np.int8]:
        """1 for agreeing, -1 for disagreeing, 0 for passing and for no answer."""
        return _VALUES[self.letters]

    def rows(self) -> list[str]:
        """The answers of each person as a text."""
        return [row.tobytes().decode() for row in self.letters]

    def of(self, chosen: NDArray[Any]) -> "Answers":
        """Of the chosen people only, in the order of choice."""
        return Answers(self.letters[chosen])


def read_answers(rows: Sequence[str], columns: Sequence[int]) -> Answers:
    """The named columns of what people answered; a text that ends early has no answer there."""
    width = max(columns, default=-1) + 1
    text = "".join(row[:width].ljust(width, Answer.NONE) for row in rows)
    letters = np.frombuffer(text.encode("ascii"), np.uint8).reshape(len(rows), width)
    return Answers(letters[:, list(columns)])


def publishable(answers: Answers) -> Answers:
    """What may be shown of them: by it alone groups are found, so anyone can find them again.

    Who answered little is left out. An answer that fewer than five gave to a statement is blanked,
    for it would tell who gave it; that may leave a person with too little, so it is repeated.
    """
    letters = answers.letters.copy()
    while True:
        given = np.count_nonzero(letters != ord(Answer.NONE), axis=1)
        letters = letters[given >= _least(letters.shape[1])]
        rare = [
            (ord(answer), column) for answer in ANSWERS for column in _rare_columns(letters, answer)
        ]
        if not rare:
            return Answers(letters)
        for letter, column in rare:
            cells = letters[:, column]
            cells[cells == letter] = ord(Answer.NONE)


def _rare_columns(letters: NDArray[np.uint8], answer: Answer) -> list[int]:
    counts = np.count_nonzero(letters == ord(answer), axis=0)
    return [int(column) for column in np.flatnonzero((counts > 0) & (counts < SMALL_CELL))]


def _least(statements: int) -> int:
    """Of three statements nobody answers five."""
    return min(LEAST_ANSWERS, statements)
