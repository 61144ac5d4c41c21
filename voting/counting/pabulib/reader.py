"""Reads a .pb file into an election, or refuses it whole with a line number and a reason."""

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from types import MappingProxyType
from typing import IO, Final

from voting.counting.ballots import Ballots, VoteType
from voting.counting.election import DEFAULT_ELECTORATE, Electorate, Instance, Project
from voting.counting.errors import BrokenPabulibFile
from voting.counting.numbers import exact_text, parse_decimal
from voting.counting.pabulib.text import Rows
from voting.counting.pabulib.votes import BallotForm, is_countable, read_votes

OBLIGATORY_META: Final = (
    "description", "country", "unit", "instance", "num_projects", "num_votes",
    "budget", "vote_type", "rule", "date_begin", "date_end",
)  # fmt: skip
LIST_COLUMNS: Final = frozenset({"category", "beneficiaries"})
"""Cells of these are lists: spaces around their commas are not part of an item."""


def read_pabulib(
    source: str | Path | IO[bytes] | IO[str], *, keep_voter_rows: bool = True
) -> Instance:
    """Read one election, streaming, from a path or an open file (binary, or text).

    Columns and META keys that the format does not know are kept: those of projects in
    `Project.columns`, those of voters in `Instance.voter_rows` (left out with
    `keep_voter_rows=False`, for less memory).

    Raises:
        BrokenPabulibFile: with the line and the reason; nothing is read in part.
    """
    if isinstance(source, str | Path):
        with Path(source).open("rb") as stream:
            return _read(Rows(stream), keep_voter_rows=keep_voter_rows)
    return _read(Rows(source), keep_voter_rows=keep_voter_rows)


def _read(rows: Rows, *, keep_voter_rows: bool) -> Instance:
    meta = _read_meta(rows)
    projects = _read_projects(rows, meta)
    index = {line.project.id: number for number, line in enumerate(projects)}
    form = _ballot_form(meta, len(projects))
    ballots, voter_rows = read_votes(rows, form, index, keep_rows=keep_voter_rows)
    meta.check_count("num_votes", ballots.number_of_voters)
    _check_tallies(projects, ballots)
    return Instance(
        projects=tuple(line.project for line in projects),
        budget=meta.number("budget"),
        electorates=(Electorate(DEFAULT_ELECTORATE, ballots),),
        meta=MappingProxyType(meta.values),
        voter_rows=voter_rows,
    )


@dataclass(frozen=True, slots=True)
class _Meta:
    """The keys and values of META, and the line of each, to name it when it is wrong."""

    values: dict[str, str]
    lines: dict[str, int]

    def refuse(self, key: str, code: str, **values: str | int) -> BrokenPabulibFile:
        return BrokenPabulibFile(self.lines[key], code, **values)

    def number(self, key: str) -> Fraction:
        try:
            return parse_decimal(self.values[key])
        except ValueError as error:
            value = self.values[key]
            raise self.refuse(key, "bad_number", column=key, value=value) from error

    def optional_number(self, key: str) -> Fraction | None:
        return self.number(key) if self.values.get(key) else None

    def whole(self, key: str) -> int | None:
        """A count, from 0; None where META does not state it."""
        number = self.optional_number(key)
        if number is not None and (number.denominator != 1 or number < 0):
            raise self.refuse(key, "bad_number", column=key, value=self.values[key])
        return None if number is None else int(number)

    def check_count(self, key: str, counted: int) -> None:
        stated = self.whole(key)
        if stated != counted:
            value = self.values[key]
            raise self.refuse(key, "wrong_count", what=key, stated=value, counted=counted)


def _read_meta(rows: Rows) -> _Meta:
    width = len(rows.enter("META", "key", "value"))
    head = rows.line
    meta = _Meta({}, {})
    for row in rows.body(width):
        key = row[0].strip()
        if key in meta.values:
            raise rows.refuse("duplicate_meta", key=key)
        meta.values[key] = row[1].strip()
        meta.lines[key] = rows.line
    for key in OBLIGATORY_META:
        if not meta.values.get(key):
            raise BrokenPabulibFile(meta.lines.get(key, head), "missing_meta", key=key)
    if meta.values["vote_type"] not in set(VoteType):
        raise meta.refuse("vote_type", "unknown_vote_type", value=meta.values["vote_type"])
    if meta.number("budget") < 0:
        raise meta.refuse("budget", "negative_budget", value=meta.values["budget"])
    return meta


@dataclass(frozen=True, slots=True)
class _ProjectLine:
    project: Project
    line: int


def _read_projects(rows: Rows, meta: _Meta) -> list[_ProjectLine]:
    header = rows.enter("PROJECTS", "project_id", "cost")
    found: dict[str, _ProjectLine] = {}
    for row in rows.body(len(header)):
        cells = {name: cell.strip() for name, cell in zip(header, row, strict=True) if name}
        project = _project(rows, cells)
        if project.id in found:
            raise rows.refuse("duplicate_project", project=project.id)
        found[project.id] = _ProjectLine(project, rows.line)
    meta.check_count("num_projects", len(found))
    if not found:
        raise meta.refuse("num_projects", "no_projects")
    return list(found.values())


def _project(rows: Rows, cells: dict[str, str]) -> Project:
    project_id, cost_text = cells.pop("project_id"), cells.pop("cost")
    if not project_id:
        raise rows.refuse("empty_id", column="project_id")
    try:
        cost = parse_decimal(cost_text)
    except ValueError as error:
        raise rows.refuse("bad_number", column="cost", value=cost_text) from error
    if cost <= 0:
        raise rows.refuse("cost_not_positive", project=project_id, value=exact_text(cost))
    for column in LIST_COLUMNS & cells.keys():
        cells[column] = ",".join(item.strip() for item in cells[column].split(","))
    return Project(project_id, cells.pop("name", ""), cost, MappingProxyType(cells))


def _ballot_form(meta: _Meta, number_of_projects: int) -> BallotForm:
    vote_type = VoteType(meta.values["vote_type"])
    fewest, most = meta.whole("min_length"), meta.whole("max_length")
    if vote_type is VoteType.CHOOSE_1:
        fewest = most = 1
    least = meta.optional_number("min_points")
    if vote_type is VoteType.CUMULATIVE:
        least = max(least or Fraction(0), Fraction(0))
    if vote_type is VoteType.ORDINAL and not is_countable(Fraction(most or 0)):
        raise meta.refuse("max_length", "points_out_of_range", value=meta.values["max_length"])
    return BallotForm(
        vote_type=vote_type,
        longest=number_of_projects if most is None else most,
        fewest_picks=fewest,
        most_picks=most,
        least_points=least,
        most_points=meta.optional_number("max_points"),
        unnamed_points=_unnamed_points(meta) if vote_type is VoteType.SCORING else Fraction(0),
    )


def _unnamed_points(meta: _Meta) -> Fraction:
    points = meta.optional_number("default_score") or Fraction(0)
    if not is_countable(points):
        raise meta.refuse("default_score", "points_out_of_range", value=exact_text(points))
    return points


def _check_tallies(projects: list[_ProjectLine], ballots: Ballots) -> None:
    """The columns `votes` and, where voters write points, `score` must equal what was counted.

    The score of ranks is not checked: files count it by max_length or by each ballot's length.
    """
    counted = {"votes": [Fraction(votes) for votes in ballots.votes]}
    if ballots.vote_type.has_points and not ballots.unnamed_points:
        counted["score"] = [Fraction(score, ballots.point_unit) for score in ballots.scores]
    for column, tallies in counted.items():
        for line, tally in zip(projects, tallies, strict=True):
            stated = line.project.columns.get(column, "")
            if stated and not _is_number(stated, tally, line, column):
                what = f"{column} ({line.project.id})"
                raise BrokenPabulibFile(
                    line.line,
                    "wrong_count",
                    what=what,
                    stated=stated,
                    counted=exact_text(tally),
                )


def _is_number(text: str, tally: Fraction, line: _ProjectLine, column: str) -> bool:
    try:
        return parse_decimal(text) == tally
    except ValueError as error:
        raise BrokenPabulibFile(line.line, "bad_number", column=column, value=text) from error
