"""A count as a document: the rule, the input's hash, the version and all that was found.

Whoever has the ballots can count again by the rule in it and compare.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from fractions import Fraction
from typing import Any, Final

from voting.counting.codec import NotReadable, from_json, to_json
from voting.counting.election import Instance
from voting.counting.errors import BrokenRule
from voting.counting.outcome import Event, Outcome, ProjectOutcome
from voting.counting.quotas import within_quotas
from voting.counting.rules.duels import Duel
from voting.counting.rules.equal_shares import EqualShares
from voting.counting.rules.greedy import Greedy, GreedyNoSkip, GreedyThreshold, VotesPerCost
from voting.counting.rules.phragmen import Phragmen
from voting.counting.rules.priorities import Borda, Condorcet, KApproval, Points, Standing
from voting.counting.ties import Tie

VERSION: Final = "1"
"""Raised when any rule would count any election differently."""

Rule = Greedy | GreedyNoSkip | GreedyThreshold | VotesPerCost | EqualShares | Phragmen
Ranking = KApproval | Points | Borda | Condorcet
"""Rules that put options in order without looking at costs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """An outcome, and what is needed to come to it again. `input` is `Instance.fingerprint`."""

    rule: Rule
    input: str
    version: str
    winners: tuple[str, ...]
    cost: Fraction
    budget: Fraction
    ties: tuple[Tie, ...]
    projects: Mapping[str, ProjectOutcome]
    events: tuple[Event, ...]
    set_aside: int = 0
    """How many ballots broke a quota of the rule, and were not counted."""

    def to_json(self) -> dict[str, Any]:
        return {part.name: to_json(getattr(self, part.name)) for part in fields(self)}

    @property
    def standings(self) -> Mapping[str, ProjectOutcome]:
        """Where each project stands, by the name that an order of priorities has for it."""
        return self.projects

    @classmethod
    def from_json(cls, document: object) -> "Result":
        """Read what `to_json` wrote.

        Raises:
            BrokenRule: `unreadable`, with the key that does not fit.
        """
        result: Result = _read(cls, document)
        return result


def count(instance: Instance, rule: Rule) -> Result:
    """Count the election by the rule.

    Raises:
        BrokenRule, BrokenElection: the rule does not fit the election.
    """
    valid, set_aside = within_quotas(instance, rule.quotas)
    outcome: Outcome = rule.count(valid)
    return Result(
        rule=rule,
        input=instance.fingerprint,
        version=VERSION,
        set_aside=set_aside,
        **{part.name: getattr(outcome, part.name) for part in fields(outcome)},
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Priorities:
    """An order of options, and what is needed to come to it again, as in `Result`."""

    rule: Ranking
    input: str
    version: str
    order: tuple[str, ...]
    ties: tuple[Tie, ...]
    standings: Mapping[str, Standing]
    duels: tuple[Duel, ...] = ()
    set_aside: int = 0

    def to_json(self) -> dict[str, Any]:
        return {part.name: to_json(getattr(self, part.name)) for part in fields(self)}

    @classmethod
    def from_json(cls, document: object) -> "Priorities":
        """Read what `to_json` wrote; raises BrokenRule as `Result.from_json` does."""
        priorities: Priorities = _read(cls, document)
        return priorities


def prioritise(instance: Instance, rule: Ranking) -> Priorities:
    """Put the options in order by the rule.

    Raises:
        BrokenRule, BrokenElection: the rule does not fit the election.
    """
    valid, set_aside = within_quotas(instance, rule.quotas)
    order = rule.rank(valid)
    return Priorities(
        rule=rule,
        input=instance.fingerprint,
        version=VERSION,
        set_aside=set_aside,
        **{part.name: getattr(order, part.name) for part in fields(order)},
    )


Found = Result | Priorities


def find(instance: Instance, rule: Rule | Ranking) -> Found:
    """Count by a rule of either kind, as `count` and `prioritise` do."""
    return prioritise(instance, rule) if isinstance(rule, Ranking) else count(instance, rule)


def found_from_json(document: Mapping[str, Any]) -> Found:
    """Read what `to_json` of either wrote; its rule says which.

    Raises:
        BrokenRule: `unreadable`, with the key that does not fit.
    """
    ranks = isinstance(any_rule_from_json(document.get("rule")), Ranking)
    return (Priorities if ranks else Result).from_json(document)


def rule_to_json(rule: Rule | Ranking) -> dict[str, Any]:
    document: dict[str, Any] = to_json(rule)
    return document


def rule_from_json(document: object) -> Rule:
    """Read a rule: {"name": "greedy-threshold", "min_score": 100}; keys left out have defaults.

    Raises:
        BrokenRule: `unreadable`, with the key that does not fit.
    """
    rule: Rule = _read(Rule, document)
    return rule


def ranking_from_json(document: object) -> Ranking:
    """Read a rule for priorities: {"name": "borda"}.

    Raises:
        BrokenRule: `unreadable`, with the key that does not fit.
    """
    rule: Ranking = _read(Ranking, document)
    return rule


def any_rule_from_json(document: object) -> Rule | Ranking:
    """Read a rule of either kind, as the two above."""
    rule: Rule | Ranking = _read(Rule | Ranking, document)
    return rule


def _read(kind: Any, document: object) -> Any:
    try:
        return from_json(kind, document)
    except NotReadable as error:
        raise BrokenRule("unreadable", where=error.where, problem=error.problem) from error
