"""What is counted: projects with costs, a budget, the ballots of one or more electorates."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from itertools import pairwise
from types import MappingProxyType
from typing import Any, Final

from voting.counting.ballots import Ballots
from voting.counting.errors import BrokenElection
from voting.counting.numbers import common_denominator, exact_text, number_to_json

UNCOUNTED_COLUMNS: Final = frozenset({"votes", "score", "selected", "name", "description"})
"""Columns of a project on which no count rests: they do not enter the fingerprint."""

DEFAULT_ELECTORATE: Final = "voters"


@dataclass(frozen=True, slots=True)
class Project:
    """A project on the ballot; `columns` is all else that its file tells of it."""

    id: str
    name: str
    cost: Fraction
    columns: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def belongs_to(self, column: str, group: str) -> bool:
        """Whether the project's cell in `column` is `group`, or lists it between commas."""
        cell = self.columns.get(column, "")
        return cell == group or group in cell.split(",")


@dataclass(frozen=True, slots=True)
class Electorate:
    """A body that votes: its ballots, or, where only sums are known, each project's total."""

    name: str
    votes: Ballots | tuple[Fraction, ...]


@dataclass(frozen=True, slots=True)
class VoterRows:
    """What a ballot file tells beside the picks, for each voter in the order of the file."""

    ids: tuple[str, ...]
    groups: tuple[int, ...]
    """The number of the voter's group of identical ballots."""
    columns: tuple[str, ...]
    """The names of all columns but voter_id, vote and points."""
    cells: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, eq=False)
class Instance:
    """One election, checked: costs are positive, ids distinct, the budget is not negative.

    The order of `projects` breaks ties where no lot order is given: it is a part of the input.

    Raises:
        BrokenElection: `no_projects`, `duplicate_project`, `empty_id`, `cost_not_positive`,
            `negative_budget`.
    """

    projects: tuple[Project, ...]
    budget: Fraction
    electorates: tuple[Electorate, ...]
    meta: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    voter_rows: VoterRows | None = None

    def __post_init__(self) -> None:
        if self.budget < 0:
            raise BrokenElection("negative_budget", value=exact_text(self.budget))
        if not self.projects:
            raise BrokenElection("no_projects")
        seen: set[str] = set()
        for project in self.projects:
            if not project.id:
                raise BrokenElection("empty_id", column="project_id")
            if project.id in seen:
                raise BrokenElection("duplicate_project", project=project.id)
            if project.cost <= 0:
                cost = exact_text(project.cost)
                raise BrokenElection("cost_not_positive", project=project.id, value=cost)
            seen.add(project.id)

    @cached_property
    def index(self) -> dict[str, int]:
        return {project.id: number for number, project in enumerate(self.projects)}

    @cached_property
    def money_unit(self) -> int:
        """Amounts times this number are whole: 100 where costs have cents."""
        return common_denominator([self.budget, *(project.cost for project in self.projects)])

    @cached_property
    def costs(self) -> list[int]:
        """In units of 1 / `money_unit`."""
        return [int(project.cost * self.money_unit) for project in self.projects]

    @property
    def budget_units(self) -> int:
        return int(self.budget * self.money_unit)

    @property
    def ballots(self) -> Ballots:
        """The ballots of the only electorate.

        Raises:
            BrokenElection: `several_electorates` or `no_ballots`, where a rule needs ballots.
        """
        if len(self.electorates) != 1:
            raise BrokenElection("several_electorates", found=len(self.electorates))
        votes = self.electorates[0].votes
        if not isinstance(votes, Ballots):
            raise BrokenElection("no_ballots", electorate=self.electorates[0].name)
        return votes

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256 of the canonical text: the same for any order of the ballots."""
        digest = hashlib.sha256()
        for line in self.canonical_lines():
            digest.update(line.encode() + b"\n")
        return digest.hexdigest()

    def canonical_lines(self) -> Iterator[str]:
        """The input as lines of JSON, so that any language can compute the fingerprint anew.

        The budget; each project with its columns (sorted, empty ones and `UNCOUNTED_COLUMNS`
        left out), in order; each electorate with its totals or its ballots, sorted as text.
        """
        yield _line("tomoni-count", 1, number_to_json(self.budget))
        for project in self.projects:
            columns = sorted(
                (name, cell)
                for name, cell in project.columns.items()
                if cell and name not in UNCOUNTED_COLUMNS
            )
            yield _line(project.id, number_to_json(project.cost), columns)
        for electorate in self.electorates:
            yield from self._canonical_electorate(electorate)

    def _canonical_electorate(self, electorate: Electorate) -> Iterator[str]:
        votes = electorate.votes
        if not isinstance(votes, Ballots):
            yield _line(electorate.name, "totals", [number_to_json(total) for total in votes])
            return
        unnamed = number_to_json(Fraction(votes.unnamed_points, votes.point_unit))
        yield _line(electorate.name, votes.vote_type, unnamed)
        yield from sorted(self._canonical_ballots(votes))

    def _canonical_ballots(self, votes: Ballots) -> Iterator[str]:
        """One line for each group: [voters, [[project, points], ...]], each pick written once."""
        given = list(zip(votes.picks.tolist(), votes.points.tolist(), strict=True))
        text_of = {
            (pick, points): _line(
                self.projects[pick].id, number_to_json(Fraction(points, votes.point_unit))
            )
            for pick, points in set(given)
        }
        texts = [text_of[pair] for pair in given]
        for count, (start, stop) in zip(
            votes.counts.tolist(), pairwise(votes.starts.tolist()), strict=True
        ):
            yield f"[{count},[{','.join(texts[start:stop])}]]"


def _line(*parts: Any) -> str:
    return json.dumps(parts, ensure_ascii=False, separators=(",", ":"))
