"""What is stored of a result beside its outcome, so that a page can tell it. Pure.

Of a budget: why, by how much, whose money, and what other rules would have funded; of priorities:
the order by other rules.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from fractions import Fraction
from types import MappingProxyType
from typing import Any, ClassVar

from voting.counting import (
    Add1,
    Borda,
    Condorcet,
    CountingError,
    EqualShares,
    Found,
    Greedy,
    GreedyNoSkip,
    Instance,
    KApproval,
    Phragmen,
    Points,
    Priorities,
    Ranking,
    Result,
    Rule,
    Utilitarian,
    VotesPerCost,
    prioritise,
)
from voting.counting.codec import from_json, to_json
from voting.counting.explanation import Effort, Explanation, Shortfall, explain
from voting.counting.rules.base import BudgetRule
from voting.counting.rules.priorities import PriorityRule
from voting.states import CountStage

Told = Callable[[CountStage, int, int], None]
"""Hears at which stage a count is, and how much of it is done, of how much."""
PICKS_FOR_ALL = 40_000_000_000
"""What a project lacked takes many recounts. How many picks on ballots these may look at for all
projects together, as `Effort` counts them: some five to eight minutes of a processor."""
PICKS_FOR_PAST = 2_000_000_000
"""Of another city's vote that was loaded from a file, it is told as far as it is found by this:
more than any of the real files needs, counted by its own rule."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainedBudget:
    """`shortfalls`: of the projects that were not funded, the best placed ones first."""

    name: ClassVar = "budget"
    explanation: Explanation
    shortfalls: Mapping[str, Shortfall]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainedOrder:
    """`others`: the same ballots put in order by the other rules that can read them."""

    name: ClassVar = "priority"
    others: tuple[Priorities, ...]


Explained = ExplainedBudget | ExplainedOrder


@dataclass(frozen=True)
class Groups:
    """Over what the money is spread: wards, themes, or what the columns of a file name.

    `cells`: for each column, the group of each project; `people`: how many live in each group.
    """

    cells: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    people: Mapping[str, Mapping[str, int]] = field(default_factory=dict)


def quietly(_stage: CountStage, _done: int, _of: int) -> None:
    """Tell nobody."""


def explained(
    instance: Instance,
    found: Found,
    groups: Groups,
    *,
    told: Told = quietly,
    most_picks: int = PICKS_FOR_ALL,
) -> Explained:
    """Explain what was found from this election.

    What a project lacked is left out where finding it takes looking at more than `most_picks`.
    """
    told(CountStage.COMPARING, 0, 1)
    if isinstance(found, Priorities):
        return ExplainedOrder(others=tuple(_orders(instance, found.rule)))
    explanation = explain(
        _grouped(instance, groups),
        found,
        columns=tuple(groups.cells),
        people=groups.people,
        others=other_rules(instance, found.rule),
    )
    shortfalls = _shortfalls(instance, found, told, most_picks)
    return ExplainedBudget(explanation=explanation, shortfalls=MappingProxyType(shortfalls))


def _shortfalls(
    instance: Instance, found: Result, told: Told, most_picks: int
) -> dict[str, Shortfall]:
    effort = Effort(instance, most_picks)
    missed = [project for project, fared in found.projects.items() if not fared.funded]
    missed.sort(key=lambda project: found.projects[project].rank)
    lacked: dict[str, Shortfall] = {}
    for done, project in enumerate(missed):
        told(CountStage.MEASURING, done, len(missed))
        what = effort.shortfall(instance, found, project)
        if what is not None:
            lacked[project] = what
    return lacked


def _grouped(instance: Instance, groups: Groups) -> Instance:
    """The election with the groups as columns of its projects: for the spread alone."""
    projects = tuple(
        replace(
            project,
            columns={**project.columns, **{c: own[project.id] for c, own in groups.cells.items()}},
        )
        for project in instance.projects
    )
    return replace(instance, projects=projects)


def other_rules(instance: Instance, rule: Rule) -> tuple[Rule, ...]:
    """The usual rules but this one, with its threshold, caps, quotas, weights and lot order.

    Equal shares with each usual completion; Add1 by one percent of the first share.
    """
    shared = {part.name: getattr(rule, part.name) for part in fields(BudgetRule)}
    usual: list[Rule] = [Greedy(), GreedyNoSkip(), VotesPerCost(), EqualShares()]
    step = _hundredth_of_share(instance, rule)
    if step:
        usual.append(EqualShares(completions=(Add1(step=step), Utilitarian())))
    usual += [EqualShares(completions=(Utilitarian(),)), Phragmen()]
    others = (replace(other, **shared) for other in usual)
    return tuple(other for other in others if other != rule)


def _hundredth_of_share(instance: Instance, rule: Rule) -> Fraction:
    """Nothing where there is no single electorate that shares the budget."""
    try:
        voters = instance.ballots.number_of_voters
    except CountingError:
        return Fraction(0)
    return Fraction(0) if rule.weights or not voters else instance.budget / voters / 100


def _orders(instance: Instance, rule: Ranking) -> list[Priorities]:
    shared = {part.name: getattr(rule, part.name) for part in fields(PriorityRule)}
    usual: tuple[Ranking, ...] = (KApproval(), Points(), Borda(), Condorcet())
    orders = []
    for other in usual:
        if other.name == rule.name:
            continue
        try:
            orders.append(prioritise(instance, replace(other, **shared)))
        except CountingError:  # it cannot read these ballots
            continue
    return orders


def explained_to_json(what: Explained) -> dict[str, Any]:
    document: dict[str, Any] = to_json(what)
    return document


def explained_from_json(document: object) -> Explained:
    """Read what `explained_to_json` wrote; raises NotReadable, with the key that does not fit."""
    what: Explained = from_json(Explained, document)
    return what
