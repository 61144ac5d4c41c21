"""All that a result explains, in one document that its page, notices and downloads share."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, fields
from fractions import Fraction
from types import MappingProxyType
from typing import Any, Literal

from voting.counting.codec import NotReadable, from_json, to_json
from voting.counting.election import Instance
from voting.counting.errors import BrokenRule
from voting.counting.explanation.comparison import Alternative, compare, other_rules
from voting.counting.explanation.coverage import Coverage, coverage
from voting.counting.explanation.money import MoneyTrail, follow_money
from voting.counting.explanation.shortfall import (
    Missing,
    Watch,
    missing_money,
    missing_supporters,
    unwatched,
)
from voting.counting.explanation.spread import GroupShare, spread
from voting.counting.quotas import within_quotas
from voting.counting.result import Result, Rule

WhyLeft = Literal["nothing_left", "everything_funded", "nothing_fits", "rule"]


@dataclass(frozen=True, slots=True)
class Shortfall:
    """What would have carried a project: see `missing_supporters` and `missing_money`."""

    supporters: Missing | None
    money: Missing | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """`left_because`: why money is left; "rule" where some project would still fit into it.

    `money` is None under rules by which voters do not pay. `spread` is by column.
    """

    money_left: Fraction
    left_because: WhyLeft
    coverage: Coverage
    alternatives: tuple[Alternative, ...]
    spread: Mapping[str, tuple[GroupShare, ...]]
    money: MoneyTrail | None

    def to_json(self) -> dict[str, Any]:
        return {part.name: to_json(getattr(self, part.name)) for part in fields(self)}

    @classmethod
    def from_json(cls, document: object) -> "Explanation":
        """Read what `to_json` wrote.

        Raises:
            BrokenRule: `unreadable`, with the key that does not fit.
        """
        try:
            explanation: Explanation = from_json(cls, document)
        except NotReadable as error:
            raise BrokenRule("unreadable", where=error.where, problem=error.problem) from error
        return explanation


def explain(
    instance: Instance,
    result: Result,
    *,
    columns: Collection[str] = (),
    people: Mapping[str, Mapping[str, int]] = MappingProxyType({}),
    others: Sequence[Rule] | None = None,
) -> Explanation:
    """Explain a result that was counted from this election.

    `columns`: those of projects over which the money is spread; `people`: for a column, how many
    live in each group; `others`: the rules to compare with, the usual ones unless told. What a
    project lacked is found by `shortfall`, project by project: it takes many recounts.
    """
    valid, _ = within_quotas(instance, result.rule.quotas)
    return Explanation(
        money_left=result.budget - result.cost,
        left_because=_why_left(result),
        coverage=coverage(valid, result.winners),
        alternatives=compare(
            instance, result, other_rules(result.rule) if others is None else others
        ),
        spread=MappingProxyType(
            {name: spread(instance, result.winners, name, people.get(name)) for name in columns}
        ),
        money=follow_money(instance, result),
    )


def shortfall(
    instance: Instance, result: Result, project: str, *, watch: Watch = unwatched
) -> Shortfall:
    """What the project lacked; nothing for one that is funded. `watch` may end the search."""
    return Shortfall(
        missing_supporters(instance, result, project, watch=watch),
        missing_money(instance, result, project, watch=watch),
    )


def _why_left(result: Result) -> WhyLeft:
    left = result.budget - result.cost
    missed = [project.cost for project in result.projects.values() if not project.funded]
    if not left:
        return "nothing_left"
    if not missed:
        return "everything_funded"
    return "rule" if min(missed) <= left else "nothing_fits"
