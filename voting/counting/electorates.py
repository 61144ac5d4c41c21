"""Several electorates, such as citizens, a committee and a survey: each from a file of its own."""

import csv
from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

from voting.counting.election import Electorate, Instance
from voting.counting.errors import BrokenElection
from voting.counting.numbers import parse_decimal
from voting.counting.pabulib.reader import read_pabulib

TOTALS = ".csv"
"""What the name of a file of totals ends in; any other file is one of ballots."""


def read_electorates(files: Iterable[tuple[str, str]]) -> Instance:
    """One election from the (name, path) of each electorate's file, in the order given.

    Projects and budget are those of the first file of ballots. A file of totals has the columns
    `project_id` and `total`, and a row for each project.

    Raises:
        BrokenPabulibFile: as `read_pabulib`.
        BrokenElection: `other_projects`, `bad_totals`, `no_ballot_file`.
    """
    named = list(files)
    read = {
        path: read_pabulib(path, keep_voter_rows=False)
        for _, path in named
        if not path.endswith(TOTALS)
    }
    if not read:
        raise BrokenElection("no_ballot_file")
    first = next(iter(read.values()))
    electorates = []
    for name, path in named:
        if path not in read:
            electorates.append(Electorate(name, _totals(name, path, first)))
            continue
        if _question(read[path]) != _question(first):
            raise BrokenElection("other_projects", electorate=name)
        electorates.append(replace(read[path].electorates[0], name=name))
    return replace(first, electorates=tuple(electorates))


def _question(instance: Instance) -> tuple[Fraction, list[tuple[str, Fraction]]]:
    """What was voted on."""
    return instance.budget, [(project.id, project.cost) for project in instance.projects]


def _totals(name: str, path: str, instance: Instance) -> tuple[Fraction, ...]:
    found: dict[str, Fraction] = {}
    text = Path(path).read_text(encoding="utf-8-sig")
    delimiter = ";" if ";" in text.partition("\n")[0] else ","
    for row in csv.DictReader(text.splitlines(), delimiter=delimiter):
        project = (row.get("project_id") or "").strip()
        try:
            total = parse_decimal((row.get("total") or "").strip())
        except ValueError as error:
            raise BrokenElection("bad_totals", electorate=name, project=project) from error
        if total < 0 or project not in instance.index or project in found:
            raise BrokenElection("bad_totals", electorate=name, project=project)
        found[project] = total
    for project in instance.index:
        if project not in found:
            raise BrokenElection("bad_totals", electorate=name, project=project)
    return tuple(found[project] for project in instance.index)
