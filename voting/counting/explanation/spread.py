"""Where the money goes: over wards, themes or any other groups, against who lives there."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from fractions import Fraction

from voting.counting.election import Instance


@dataclass(frozen=True, slots=True)
class GroupShare:
    """One group of a column. Shares are from 0 to 1; those of people are None where unknown.

    A project that stands in several groups is divided evenly between them in `cost`.
    """

    group: str
    projects: int
    funded: int
    cost: Fraction
    share_of_money: Fraction
    share_of_people: Fraction | None = None


def spread(
    instance: Instance,
    winners: Collection[str],
    column: str,
    people: Mapping[str, int] | None = None,
) -> tuple[GroupShare, ...]:
    """All groups that the column names, and those of `people`, who may have no project at all.

    Projects without a group stand under the empty name.
    """
    groups = {project.id: _groups(project.columns.get(column, "")) for project in instance.projects}
    names = dict.fromkeys([*(people or {}), *(g for own in groups.values() for g in own)])
    spent = {
        name: sum(
            (
                project.cost / len(groups[project.id])
                for project in instance.projects
                if project.id in winners and name in groups[project.id]
            ),
            Fraction(0),
        )
        for name in names
    }
    money, everyone = sum(spent.values()), sum((people or {}).values())
    return tuple(
        GroupShare(
            group=name,
            projects=sum(1 for own in groups.values() if name in own),
            funded=sum(1 for winner in winners if name in groups[winner]),
            cost=spent[name],
            share_of_money=spent[name] / money if money else Fraction(0),
            share_of_people=Fraction(people.get(name, 0), everyone) if people else None,
        )
        for name in names
    )


def _groups(cell: str) -> list[str]:
    return cell.split(",")
