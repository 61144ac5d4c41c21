"""Writes an election, and who won, as a .pb file that pabulib-checker accepts."""

import csv
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from math import ceil, floor
from pathlib import Path
from types import MappingProxyType
from typing import IO, Final

from voting.counting.ballots import Ballots, Pick, VoteType
from voting.counting.election import Instance
from voting.counting.errors import BrokenElection
from voting.counting.numbers import exact_text
from voting.counting.pabulib.claims import claimed_rule, scores_in_file
from voting.counting.pabulib.reader import OBLIGATORY_META
from voting.counting.result import Result

# The order of pabulib.org/format; what it does not know comes after.
META_ORDER: Final = (
    "description", "country", "unit", "district", "subunit", "instance", "num_projects",
    "num_votes", "budget", "vote_type", "rule", "date_begin", "date_end", "min_length",
    "max_length", "min_sum_cost", "max_sum_cost", "min_points", "max_points", "min_sum_points",
    "max_sum_points", "default_score", "min_project_cost", "max_project_cost",
    "min_project_score_threshold", "neighborhoods", "subdistricts", "categories", "edition",
    "language", "currency", "fully_funded", "experimental", "comment", "acknowledgments",
)  # fmt: skip
PROJECT_ORDER: Final = (
    "project_id", "cost", "votes", "score", "name", "category", "beneficiaries", "selected",
    "neighborhood", "subunit", "district", "description", "proposer", "public_id", "latitude",
    "longitude",
)  # fmt: skip
VOTE_ORDER: Final = (
    "voter_id", "vote", "points", "age", "sex", "voting_method", "district", "neighborhood",
    "education",
)  # fmt: skip


def write_pabulib(
    instance: Instance,
    target: str | Path | IO[str],
    *,
    result: Result | None = None,
    meta: Mapping[str, str] = MappingProxyType({}),
) -> None:
    """Write the election to a path, or to an open text file (opened with newline="").

    With a result `selected` and META's rule are its own; a rule is named only where the checker,
    which breaks ties by the order in the file, comes to the same winners by that name, else it
    is "unknown". `meta` is added to the election's META; counts are set right. Without voter
    rows voters are numbered in an order that tells nothing of who voted when.

    Raises:
        BrokenElection: `missing_meta`; `unwritable_id`, where an id has a comma; and
            `several_electorates` or `no_ballots`, which the format cannot hold.
    """
    if isinstance(target, str | Path):
        with Path(target).open("w", encoding="utf-8", newline="") as stream:
            write_pabulib(instance, stream, result=result, meta=meta)
        return
    writer = csv.writer(target, delimiter=";", lineterminator="\n")
    for row in _rows(instance, result, meta):
        writer.writerow(row)


def _rows(
    instance: Instance, result: Result | None, added: Mapping[str, str]
) -> Iterator[Iterable[str]]:
    projects = _projects(instance, result)
    meta = _meta(instance, result, {**instance.meta, **added})
    yield ["META"]
    yield ["key", "value"]
    yield from ((key, meta[key]) for key in _in_order(meta, META_ORDER))
    yield ["PROJECTS"]
    columns = _in_order(projects[0], PROJECT_ORDER)
    yield columns
    yield from ([project[column] for column in columns] for project in projects)
    yield ["VOTES"]
    yield from _votes(instance)


def _in_order(names: Iterable[str], order: tuple[str, ...]) -> list[str]:
    """Known names in the order of the format, then the others as they come."""
    known = set(names)
    return [name for name in order if name in known] + [n for n in names if n not in order]


def _meta(instance: Instance, result: Result | None, given: Mapping[str, str]) -> dict[str, str]:
    ballots = instance.ballots
    meta = {key: value for key, value in given.items() if value}
    meta |= {
        "num_projects": str(len(instance.projects)),
        "num_votes": str(ballots.number_of_voters),
        "budget": exact_text(instance.budget),
        "vote_type": ballots.vote_type.value,
        "rule": meta.get("rule", "unknown"),
    }
    if result is not None:
        meta.pop("min_project_score_threshold", None)
        meta |= claimed_rule(instance, result)
    meta |= _limits(ballots, meta)
    meta.pop("fully_funded", None)
    if floor(instance.budget) >= sum(floor(project.cost) for project in instance.projects):
        meta["fully_funded"] = "1"
    for key in OBLIGATORY_META:
        if key not in meta:
            raise BrokenElection("missing_meta", key=key)
    return meta


def _limits(ballots: Ballots, meta: Mapping[str, str]) -> dict[str, str]:
    """Limits that the ballots imply and without which they would be read as others."""
    limits: dict[str, str] = {}
    filled = ballots.starts[:-1][ballots.starts[1:] > ballots.starts[:-1]]
    if ballots.vote_type is VoteType.ORDINAL and len(filled):
        longest = int(ballots.points[filled[0]])
        if longest != ballots.number_of_projects:
            limits["max_length"] = str(longest)
    if ballots.vote_type is VoteType.SCORING and ballots.unnamed_points:
        limits["default_score"] = exact_text(_given(ballots, ballots.unnamed_points))
    if ballots.vote_type is VoteType.CUMULATIVE and "max_sum_points" not in meta:
        most = max((sum(points for _, points in row) for _, row in ballots.rows()), default=0)
        limits["max_sum_points"] = str(max(ceil(_given(ballots, most)), 1))
    return limits


def _given(ballots: Ballots, points: int) -> Fraction:
    return Fraction(points, ballots.point_unit)


def _projects(instance: Instance, result: Result | None) -> list[dict[str, str]]:
    """Each project's cells; all have the same columns, and none that is empty throughout."""
    ballots = instance.ballots
    scores = scores_in_file(ballots)
    filled = dict.fromkeys(c for p in instance.projects for c, cell in p.columns.items() if cell)
    rows: list[dict[str, str]] = []
    for number, project in enumerate(instance.projects):
        if "," in project.id or project.id != project.id.strip():
            raise BrokenElection("unwritable_id", project=project.id)
        row = {column: project.columns.get(column, "") for column in filled}
        row |= {"project_id": project.id, "cost": exact_text(project.cost)}
        row["name"] = project.name or project.id
        row["votes"] = str(ballots.votes[number])
        row.pop("score", None)
        if scores is not None:
            row["score"] = str(scores[number])
        if result is not None:
            row["selected"] = str(int(result.projects[project.id].funded))
        rows.append(row)
    return rows


def _votes(instance: Instance) -> Iterator[Iterable[str]]:
    """The header and a row for each voter."""
    ballots = instance.ballots
    votes = [_vote(instance, ballots, picks) for _, picks in ballots.rows()]
    names = ["voter_id", "vote", *(["points"] if ballots.vote_type.has_points else [])]
    voters = instance.voter_rows
    if voters is None:
        yield names
        repeated = (
            vote
            for vote, count in sorted(zip(votes, ballots.counts.tolist(), strict=True))
            for _ in range(count)
        )
        yield from ([str(number), *vote] for number, vote in enumerate(repeated, start=1))
        return
    all_names = [*names, *voters.columns]
    columns = _in_order(all_names, VOTE_ORDER)
    places = [all_names.index(column) for column in columns]
    yield columns
    for voter, group, cells in zip(voters.ids, voters.groups, voters.cells, strict=True):
        row = [voter, *votes[group], *cells]
        yield [row[place] for place in places]


def _vote(instance: Instance, ballots: Ballots, picks: tuple[Pick, ...]) -> list[str]:
    """The cells `vote` and, where voters give them, `points`, the most points first."""
    if not ballots.vote_type.has_points:
        return [",".join(instance.projects[pick].id for pick, _ in picks)]
    ordered = sorted(picks, key=lambda pair: -pair[1])
    return [
        ",".join(instance.projects[pick].id for pick, _ in ordered),
        ",".join(exact_text(_given(ballots, points)) for _, points in ordered),
    ]
