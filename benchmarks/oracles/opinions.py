"""A planted matrix of answers, and what scikit-learn finds in it: tests/vectors/opinions.

`python -m benchmarks.oracles.opinions` asks it again.
"""

import json
from collections import Counter
from collections.abc import Iterable
from math import comb
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from benchmarks.oracles.environment import ROOT, found_by_sklearn, versions
from deliberation.opinions.answers import Answer, Answers
from deliberation.opinions.axes import positions, principal_axes
from deliberation.opinions.findings import MOST_GROUPS, SEED
from portal.likeness.clusters import first_centres

VECTORS: Final = ROOT / "tests/vectors/opinions/sklearn.json"
SEEN, PASSED = 0.6, 0.05


def planted(
    people: int, statements: int, *, groups: int = 3, seed: int = 1
) -> tuple[Answers, NDArray[np.int64]]:
    """Answers of people who lean as their group does, with gaps; and the group of each."""
    random = np.random.default_rng(seed)
    lean = random.choice([0.1, 0.85], size=(groups, statements)).astype(np.float32)
    truth = random.integers(groups, size=people)
    drawn = random.random((people, statements), dtype=np.float32)
    letters = np.where(drawn < lean[truth], ord(Answer.AGREE), ord(Answer.DISAGREE))
    letters = letters.astype(np.uint8)
    for share, answer in ((PASSED, Answer.PASS), (1 - SEEN, Answer.NONE)):
        chosen = random.random((people, statements), dtype=np.float32) < share
        letters[chosen] = ord(answer)
    return Answers(letters), truth


def adjusted_rand_index(one: Iterable[int], other: Iterable[int]) -> float:
    """1 where two divisions are the same, about 0 where only chance agrees (Hubert 1985)."""
    pairs = Counter(zip(map(int, one), map(int, other), strict=True))
    rows, columns = Counter[int](), Counter[int]()
    for (row, column), count in pairs.items():
        rows[row] += count
        columns[column] += count
    both, in_rows, in_columns = (
        sum(comb(count, 2) for count in counts.values()) for counts in (pairs, rows, columns)
    )
    by_chance = in_rows * in_columns / comb(rows.total(), 2)
    return (both - by_chance) / ((in_rows + in_columns) / 2 - by_chance)


def asked_of_sklearn(answers: Answers) -> dict[str, Any]:
    """What scikit-learn finds, from the same matrix and the same first centres."""
    places = positions(answers, principal_axes(answers))
    starts = {
        str(number): first_centres(places, number, seed=SEED).tolist()
        for number in range(2, MOST_GROUPS + 1)
    }
    values = [
        [int(value) if given else None for value, given in zip(row, gaps, strict=True)]
        for row, gaps in zip(answers.values, answers.given, strict=True)
    ]
    return found_by_sklearn({"values": values, "starts": starts})


def main(path: Path = VECTORS) -> None:
    answers, truth = planted(300, 30)
    found = asked_of_sklearn(answers)
    del found["seconds"]
    said = {"made_by": f"scikit-learn {versions()['scikit-learn']}", "rows": answers.rows()}
    path.write_text(json.dumps(said | {"planted": truth.tolist()} | found) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
