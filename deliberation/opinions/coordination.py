"""Accounts that answer as if one hand led them. It only points: people look and decide."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from deliberation.opinions.answers import ANSWERS, Answers

# An account is new while it is younger than this at its first answer.
NEW = timedelta(days=7)
LEAST_ALIKE = 5
LEAST_COMMON = 10
SAME = 0.95
# Of more new accounts the latest are compared: a table of their pairs has to fit.
MOST_COMPARED = 3_000


@dataclass(frozen=True)
class Account:
    """Whose answers a row holds: when they joined, and when they first answered."""

    number: int
    joined_at: datetime
    first_at: datetime


@dataclass(frozen=True)
class Suspicion:
    """New accounts whose answers are (nearly) the same, in the order of their first answers."""

    accounts: tuple[int, ...]
    common: int
    within: timedelta


def alike_among_new(answers: Answers, accounts: Sequence[Account]) -> list[Suspicion]:
    """Groups of new accounts that answered at least ten statements, nearly all of them alike."""
    new = sorted(
        (row for row, each in enumerate(accounts) if each.first_at - each.joined_at < NEW),
        key=lambda row: accounts[row].first_at,
    )[-MOST_COMPARED:]
    if len(new) < LEAST_ALIKE:
        return []
    same, common = _compared(answers.of(np.array(new)))
    near = (common >= LEAST_COMMON) & (same >= SAME * common)
    found = []
    for together in _all_near(near):
        members = [accounts[new[place]] for place in together]
        least_common = int(common[np.ix_(together, together)].min())
        times = [each.first_at for each in members]
        numbers = tuple(each.number for each in members)
        found.append(Suspicion(numbers, least_common, max(times) - min(times)))
    return sorted(found, key=lambda each: (-len(each.accounts), each.within))


def _compared(answers: Answers) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Of each pair, how many statements both answered, and how many of them alike."""
    given = answers.given.astype(np.float32)
    same = np.zeros((answers.people, answers.people), np.float32)
    for answer in ANSWERS:
        chose = (answers.letters == ord(answer)).astype(np.float32)
        same += chose @ chose.T
    return same, given @ given.T


def _all_near(near: NDArray[np.bool_]) -> list[list[int]]:
    """Sets of rows each near all others of its set: chains of the somewhat alike are no crowd."""
    left = near.copy()
    np.fill_diagonal(left, val=False)
    found: list[list[int]] = []
    while left.any():
        # From who is near the most.
        first = int(left.sum(axis=1).argmax())
        together, candidates = [first], left[first].copy()
        while candidates.any():
            chosen = np.flatnonzero(candidates)
            most = int(chosen[left[np.ix_(chosen, chosen)].sum(axis=1).argmax()])
            together.append(most)
            candidates &= left[most]
        if len(together) >= LEAST_ALIKE:
            found.append(sorted(together))
        else:
            together = [first]
        left[together] = False
        left[:, together] = False
    return found
