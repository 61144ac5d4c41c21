"""The same ballots by other rules, side by side with the result. Nothing is counted here."""

from dataclasses import dataclass

from voting.counting import Add1, EqualShares, Ranking, Rule, Utilitarian
from voting.counting.explanation import Alternative
from voting.explained import Explained, ExplainedBudget
from voting.names import COMPLETION_NAMES, RULE_TEXTS, SHORT_RULE_NAMES
from voting.selectors.results import ResultRow
from voting.selectors.words import amount_of


@dataclass(frozen=True)
class OtherRule:
    """One of the rules to look at; `key` stands in the address, `label` on a tab."""

    key: str
    label: str
    text: str
    """How it counts, in a sentence."""


@dataclass(frozen=True)
class ComparedRow:
    """One option: whether it is chosen, or its place, here and by the other rule."""

    row: ResultRow
    other_funded: bool = False
    other_rank: int = 0

    @property
    def is_gained(self) -> bool:
        return self.other_funded and not self.row.funded

    @property
    def is_lost(self) -> bool:
        return self.row.funded and not self.other_funded

    @property
    def moved(self) -> int:
        """How many places it stands higher by the other rule."""
        return self.row.rank - self.other_rank

    @property
    def fallen(self) -> int:
        return -self.moved


@dataclass(frozen=True)
class Comparison:
    """What another rule makes of the same ballots: what changes stands first."""

    rule: OtherRule
    rows: list[ComparedRow]
    gained: int = 0
    lost: int = 0
    spent: str = ""
    with_any: str = ""


def key_of(rule: Rule | Ranking) -> str:
    completions = rule.completions if isinstance(rule, EqualShares) else ()
    return "-".join([rule.name, *(completion.name for completion in completions)])


def _named(rule: Rule | Ranking) -> OtherRule:
    label, text = str(SHORT_RULE_NAMES[rule.name]), str(RULE_TEXTS[rule.name])
    if isinstance(rule, EqualShares):
        kinds = frozenset(type(completion) for completion in rule.completions)
        label += str(COMPLETION_NAMES[Add1 in kinds, Utilitarian in kinds])
    return OtherRule(key_of(rule), label, text)


def rules_beside(explained: Explained | None) -> list[OtherRule]:
    """Those by which the same ballots were counted too."""
    if explained is None:
        return []
    if isinstance(explained, ExplainedBudget):
        rules: list[Rule | Ranking] = [o.rule for o in explained.explanation.alternatives]
    else:
        rules = [order.rule for order in explained.others]
    return [_named(rule) for rule in rules]


def comparison_with(
    key: str, explained: Explained | None, rows: list[ResultRow], currency: str
) -> Comparison | None:
    """With the rule of that key; None where the ballots were not counted by it."""
    if isinstance(explained, ExplainedBudget):
        for other in explained.explanation.alternatives:
            if key_of(other.rule) == key:
                return _of_budgets(other, rows, currency)
    elif explained:
        for order in explained.others:
            if key_of(order.rule) == key:
                compared = [
                    ComparedRow(row, other_rank=order.standings[row.option.external_id].rank)
                    for row in rows
                ]
                compared.sort(key=lambda each: each.other_rank)
                return Comparison(_named(order.rule), compared)
    return None


def _of_budgets(other: Alternative, rows: list[ResultRow], currency: str) -> Comparison:
    winners = set(other.winners)
    compared = [ComparedRow(row, row.option.external_id in winners) for row in rows]
    chosen = [each for each in compared if each.row.funded or each.other_funded]
    chosen.sort(key=lambda each: (not (each.is_gained or each.is_lost), each.row.rank))
    return Comparison(
        rule=_named(other.rule),
        rows=chosen,
        gained=len(other.gained),
        lost=len(other.lost),
        spent=amount_of(other.cost, currency),
        with_any=f"{float(100 * other.coverage.with_any):.1f}%",
    )
