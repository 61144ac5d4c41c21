"""Find the groups again from a published matrix: `python -m deliberation.opinions FILE.csv`."""

import argparse
import csv
import sys
from pathlib import Path

from deliberation.opinions.answers import Answer, read_answers
from deliberation.opinions.findings import SEED, find_groups

WORDS = {"1": Answer.AGREE, "-1": Answer.DISAGREE, "0": Answer.PASS}


def main() -> int:
    """Exit code 1 where there is too little to find groups in."""
    parser = argparse.ArgumentParser(prog="deliberation.opinions", description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--seed", type=int, default=SEED)
    asked = parser.parse_args()
    with asked.file.open(encoding="utf-8-sig", newline="") as file:
        headings, *rows = list(csv.reader(file))
    letters = ["".join(WORDS.get(cell, Answer.NONE) for cell in row) for row in rows]
    found = find_groups(read_answers(letters, range(len(headings))), seed=asked.seed)
    if found is None:
        sys.stderr.write("Too few people or statements.\n")
        return 1
    for number, group in enumerate(found.groups):
        holds = ", ".join(f"{headings[each.column]}: {each.answer.name}" for each in group.holds)
        sys.stdout.write(f"{chr(ord('A') + number)} {group.people} {holds}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
