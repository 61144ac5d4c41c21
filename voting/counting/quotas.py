"""Quotas: how many projects a ballot may and must name, in all or within groups."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from voting.counting.ballots import Ballots
from voting.counting.election import Electorate, Instance
from voting.counting.errors import BrokenRule


@dataclass(frozen=True, slots=True)
class Quota:
    """Between `fewest` and `most` picks, where `most` may be open.

    Of all projects; with `column` and `group`, of those whose cell in the column is the group;
    with `column` alone, of each group in it ("at most one per field").
    """

    column: str = ""
    group: str = ""
    fewest: int = 0
    most: int | None = None

    def __post_init__(self) -> None:
        impossible = self.most is not None and self.most < self.fewest
        if self.fewest < 0 or impossible or (self.group and not self.column):
            raise BrokenRule("bad_quota", column=self.column, group=self.group)


def within_quotas(instance: Instance, quotas: Sequence[Quota]) -> tuple[Instance, int]:
    """The election without the ballots that break a quota, and how many voters cast these."""
    if not quotas:
        return instance, 0
    electorates: list[Electorate] = []
    set_aside = 0
    for electorate in instance.electorates:
        votes = electorate.votes
        if isinstance(votes, Ballots):
            kept = votes.only(_within(instance, votes, quotas))
            set_aside += votes.number_of_voters - kept.number_of_voters
            electorates.append(replace(electorate, votes=kept))
        else:
            electorates.append(electorate)
    return replace(instance, electorates=tuple(electorates), voter_rows=None), set_aside


def _within(instance: Instance, ballots: Ballots, quotas: Sequence[Quota]) -> npt.NDArray[np.bool_]:
    """For each group of ballots, whether it keeps to every quota."""
    kept = np.ones(len(ballots.counts), np.bool_)
    for quota in quotas:
        for members in _sets_of_projects(instance, quota):
            naming = ballots.group_of_pick[members[ballots.picks]]
            picks = np.bincount(naming, minlength=len(ballots.counts))
            kept &= picks >= quota.fewest
            if quota.most is not None:
                kept &= picks <= quota.most
    return kept


def _sets_of_projects(instance: Instance, quota: Quota) -> Iterator[npt.NDArray[np.bool_]]:
    if not quota.column:
        yield np.ones(len(instance.projects), np.bool_)
        return
    groups = {quota.group}
    if not quota.group:
        cells = (project.columns.get(quota.column, "") for project in instance.projects)
        groups = {group for cell in cells for group in cell.split(",") if group}
    for group in groups:
        yield np.array([p.belongs_to(quota.column, group) for p in instance.projects])
