"""The same ballots under other rules: which projects would change."""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from fractions import Fraction

from voting.counting.election import Instance
from voting.counting.errors import CountingError
from voting.counting.explanation.coverage import Coverage, coverage
from voting.counting.result import Result, Rule, count
from voting.counting.rules.base import BudgetRule
from voting.counting.rules.equal_shares import EqualShares, Utilitarian
from voting.counting.rules.greedy import Greedy, GreedyNoSkip, VotesPerCost
from voting.counting.rules.phragmen import Phragmen


@dataclass(frozen=True, slots=True)
class Alternative:
    """What another rule would fund. `gained` and `lost`: against the result, in ballot order."""

    rule: Rule
    winners: tuple[str, ...]
    cost: Fraction
    gained: tuple[str, ...]
    lost: tuple[str, ...]
    coverage: Coverage


def other_rules(rule: Rule) -> tuple[Rule, ...]:
    """The usual rules but this one, with its threshold, caps, quotas, weights and lot order."""
    shared = {part.name: getattr(rule, part.name) for part in fields(BudgetRule)}
    usual: tuple[Rule, ...] = (
        Greedy(),
        GreedyNoSkip(),
        VotesPerCost(),
        EqualShares(completions=(Utilitarian(),)),
        Phragmen(),
    )
    return tuple(replace(other, **shared) for other in usual if other.name != rule.name)


def compare(instance: Instance, result: Result, rules: Sequence[Rule]) -> tuple[Alternative, ...]:
    """Count by each of the rules; one that does not fit the ballots is left out."""
    alternatives = []
    for rule in rules:
        try:
            other = count(instance, rule)
        except CountingError:
            continue
        ids = [project.id for project in instance.projects]
        alternatives.append(
            Alternative(
                rule=rule,
                winners=other.winners,
                cost=other.cost,
                gained=tuple(i for i in ids if i in other.winners and i not in result.winners),
                lost=tuple(i for i in ids if i in result.winners and i not in other.winners),
                coverage=coverage(instance, other.winners),
            )
        )
    return tuple(alternatives)
