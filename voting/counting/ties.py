"""How ties are broken: lower cost, then more votes, then the lot order drawn before voting."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from voting.counting.election import Instance
from voting.counting.errors import BrokenRule

TieKey = tuple[Fraction, Fraction, int]
"""Cost, minus votes, place in the lot order: the least wins."""

Criterion = Literal["cost", "votes", "lot"]
_CRITERIA: tuple[Criterion, ...] = ("cost", "votes", "lot")


@dataclass(frozen=True, slots=True)
class Tie:
    """A choice between projects that were equal by the rule.

    `projects`: all that were tied, the chosen one first. `by`: what set it apart from the next;
    `lot` is the lot order of the rule or, where it has none, the order on the ballot.
    `decisive`: whether any of the tied projects was not funded in the end.
    """

    round: int
    projects: tuple[str, ...]
    by: Criterion
    decisive: bool


def tie_keys(
    instance: Instance,
    votes: Sequence[Fraction],
    tie_order: tuple[str, ...],
    *,
    by_cost: bool = True,
) -> list[TieKey]:
    """One key for each project; without `by_cost`, as if all cost the same.

    Raises:
        BrokenRule: `tie_order_unknown`, `tie_order_incomplete`: each project stands once.
    """
    order = tie_order or tuple(project.id for project in instance.projects)
    place = {project_id: number for number, project_id in enumerate(order)}
    for project_id in order:
        if project_id not in instance.index:
            raise BrokenRule("tie_order_unknown", project=project_id)
    if len(order) != len(place) or len(place) != len(instance.projects):
        raise BrokenRule("tie_order_incomplete", found=len(order), expected=len(instance.projects))
    return [
        (project.cost if by_cost else Fraction(0), -number, place[project.id])
        for project, number in zip(instance.projects, votes, strict=True)
    ]


def tie_between(
    instance: Instance,
    keys: Sequence[TieKey],
    tied: Sequence[int],
    number: int,
    *,
    decisive: bool,
) -> Tie:
    """The record of a tie in round `number` between two or more projects."""
    first, second, *_ = ordered = sorted(tied, key=keys.__getitem__)
    by = next(
        criterion
        for criterion, a, b in zip(_CRITERIA, keys[first], keys[second], strict=True)
        if a != b
    )
    return Tie(number, tuple(instance.projects[i].id for i in ordered), by, decisive)
