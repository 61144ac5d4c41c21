"""How many voted, by ward and age, without telling of anyone: small cells are left out.

A cell is left out where fewer than the minimum voted or fewer did not. What remains must not give
it away: in each row and column, totals included, those left out together are at least two and not
small either, and no system of the sums that are shown determines any of them. The sum of all is
public from the log and always shown; where nothing else can be, it stands alone.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from typing import Final

from voting.crypto.canonical import Value
from voting.crypto.groups.base import Element
from voting.registrar.making import Indexed

TOTAL: Final = None
Axis = str | None
Cell = tuple[Axis, Axis]


@dataclass(frozen=True, slots=True)
class Table:
    """Of one electorate: `eligible` and `voted` by (ward, age), None for all; `shown` of voted."""

    electorate: int
    eligible: Mapping[Cell, int]
    voted: Mapping[Cell, int]
    shown: frozenset[Cell]

    def to_value(self) -> Value:
        cells: list[Value] = []
        for cell in sorted(self.eligible, key=lambda c: (c[0] is None, c[0], c[1] is None, c[1])):
            count: Value = self.voted[cell] if cell in self.shown else None
            named: dict[str, Value] = {"ward": cell[0], "age": cell[1]}
            cells.append({**named, "eligible": self.eligible[cell], "voted": count})
        return {"electorate": self.electorate, "cells": cells}


def turnout(index: Iterable[Indexed], voters: set[Element], minimum: int) -> list[Table]:
    """A table of each electorate."""
    by_electorate: dict[int, list[Indexed]] = {}
    for each in index:
        by_electorate.setdefault(each.electorate, []).append(each)
    return [
        _table(electorate, people, voters, minimum)
        for electorate, people in sorted(by_electorate.items())
    ]


def _table(electorate: int, people: Sequence[Indexed], voters: set[Element], minimum: int) -> Table:
    eligible: Counter[Cell] = Counter()
    voted: Counter[Cell] = Counter()
    wards, ages = {each.ward for each in people}, {each.age for each in people}
    cells = list(product([*sorted(wards), TOTAL], [*sorted(ages), TOTAL]))
    for each in people:
        for cell in product((each.ward, TOTAL), (each.age, TOTAL)):
            eligible[cell] += 1
            voted[cell] += each.credential in voters
    hidden = suppressed(
        {cell: eligible[cell] for cell in cells}, {cell: voted[cell] for cell in cells}, minimum
    )
    return Table(
        electorate,
        {cell: eligible[cell] for cell in cells},
        {cell: voted[cell] for cell in cells},
        frozenset(cells) - hidden,
    )


def suppressed(eligible: Mapping[Cell, int], voted: Mapping[Cell, int], minimum: int) -> set[Cell]:
    """The cells that are left out."""
    corner = (TOTAL, TOTAL)
    hidden = {
        cell
        for cell in eligible
        if cell != corner and eligible[cell] and _is_small(eligible, voted, [cell], minimum)
    }
    sums = _sums(eligible)
    while hidden:
        weak = _weak_sum(sums, hidden, eligible, voted, minimum)
        if weak is None:
            break
        more = [cell for cell in weak if cell not in hidden and cell != corner and eligible[cell]]
        if not more:
            # Nothing is left to hide it behind: the sum of all stands alone.
            return {cell for cell in eligible if cell != corner}
        inner = [cell for cell in more if TOTAL not in cell] or more
        hidden.add(min(inner, key=lambda cell: (voted[cell], str(cell))))
    return hidden


def _is_small(
    eligible: Mapping[Cell, int], voted: Mapping[Cell, int], cells: Iterable[Cell], minimum: int
) -> bool:
    cells = list(cells)
    yes = sum(voted[cell] for cell in cells)
    return yes < minimum or sum(eligible[cell] for cell in cells) - yes < minimum


def _sums(cells: Iterable[Cell]) -> list[list[Cell]]:
    """Each row and each column: its inner cells, then its total, which is their sum."""
    cells = list(cells)
    wards, ages = ([*dict.fromkeys(cell[axis] for cell in cells)] for axis in (0, 1))
    rows = [[(ward, age) for age in ages] for ward in wards]
    return rows + [[(ward, age) for ward in wards] for age in ages]


def _weak_sum(
    sums: Sequence[Sequence[Cell]],
    hidden: set[Cell],
    eligible: Mapping[Cell, int],
    voted: Mapping[Cell, int],
    minimum: int,
) -> Sequence[Cell] | None:
    """A row or column that gives away what is left out in it."""
    for line in sums:
        left_out = [cell for cell in line if cell in hidden]
        inner = [cell for cell in left_out if cell != line[-1]]
        alone = len(left_out) == 1
        # Where the total is shown, the sum of those left out is as good as shown.
        told = line[-1] not in hidden and _is_small(eligible, voted, inner, minimum)
        if left_out and (alone or told):
            return line
    for cell in _determined(sums, hidden):
        for line in sums:
            if cell in line and any(c not in hidden and c != (TOTAL, TOTAL) for c in line):
                return line
        return [cell]
    return None


def _determined(sums: Sequence[Sequence[Cell]], hidden: set[Cell]) -> list[Cell]:
    """The cells left out that the shown ones determine, by elimination."""
    unknown = sorted(hidden, key=str)
    rows = []
    for line in sums:
        *inner, sum_of_them = line
        weights = {**{cell: Fraction(1) for cell in inner}, sum_of_them: Fraction(-1)}
        row = [weights.get(cell, Fraction(0)) for cell in unknown]
        if any(row):
            rows.append(row)
    reduced = _reduced(rows, len(unknown))
    alone = [row for row in reduced if sum(1 for value in row if value) == 1]
    return [unknown[next(i for i, value in enumerate(row) if value)] for row in alone]


def _reduced(rows: list[list[Fraction]], width: int) -> list[list[Fraction]]:
    """Reduced row echelon form."""
    done: list[list[Fraction]] = []
    for column in range(width):
        pivot = next((row for row in rows if row[column]), None)
        if pivot is None:
            continue
        rows.remove(pivot)
        pivot = [value / pivot[column] for value in pivot]
        rows, done = (
            [[a - row[column] * b for a, b in zip(row, pivot, strict=True)] for row in part]
            for part in (rows, done)
        )
        done.append(pivot)
    return done
