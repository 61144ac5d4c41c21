"""The result of an election as a table, ready to be read or downloaded. Nothing is counted here."""

from dataclasses import dataclass
from fractions import Fraction

from voting import counting
from voting.counting import Considered
from voting.models import Decision, Election, Option, Result
from voting.names import SHARING_RULES
from voting.selectors.agreement import Agreement, agreement_between
from voting.selectors.words import amount_of, figure, reason_in_words, rule_in_words, tie_in_words
from voting.states import ElectionKind


@dataclass(frozen=True)
class ResultRow:
    """One option in the order in which the rule came to it.

    `spent` is the cost of all that was funded up to here; `share` the percentage of ballots that
    name it. `cut` is true for the first row below the last one that was funded.
    """

    option: Option
    rank: int
    votes: Fraction
    score: Fraction
    share: Fraction
    funded: bool
    spent: Fraction
    spent_text: str
    why: str
    cut: bool
    decision: Decision | None

    @property
    def votes_text(self) -> str:
        return figure(self.votes)

    @property
    def score_text(self) -> str:
        return figure(self.score)

    @property
    def share_text(self) -> str:
        return f"{float(self.share):.1f}%"


@dataclass(frozen=True)
class ResultTable:
    """All that a result page shows."""

    rows: list[ResultRow]
    rule: list[str]
    ties: list[str]
    spent: str
    left: str
    funded_count: int
    has_scores: bool
    is_elsewhere: bool
    goes_by_rank: bool
    agreement: Agreement

    @property
    def columns(self) -> int:
        """The width of a budget result, for the line across it."""
        return 7 + self.has_scores - self.is_elsewhere


def table_of(election: Election, result: Result) -> ResultTable:
    """The stored result with the options' titles. One query."""
    found = counting.Result.from_json(result.outcome)
    options = {
        option.external_id: option for option in election.options.select_related("item", "decision")
    }
    currency = election.cycle.currency
    titles = {number: option.item.title for number, option in options.items()}
    recorded = {number: option.recorded for number, option in options.items()}
    return ResultTable(
        rows=_rows(election, found, options),
        rule=rule_in_words(found.rule, election.kind, election.ballot_type, currency),
        ties=[tie_in_words(tie, titles) for tie in found.ties],
        spent=amount_of(found.cost, currency),
        left=amount_of(found.budget - found.cost, currency),
        funded_count=len(found.winners),
        has_scores=any(p.score != p.votes for p in found.projects.values()),
        goes_by_rank=found.rule.name not in SHARING_RULES,
        is_elsewhere=bool(election.cycle.source),
        agreement=agreement_between(election, recorded, found.winners),
    )


def _rows(
    election: Election, found: counting.Result, options: dict[str, Option]
) -> list[ResultRow]:
    rows: list[ResultRow] = []
    spent = Fraction(0)
    order = _order(found)
    last = max((place for place, p in enumerate(order) if found.projects[p].funded), default=-1)
    is_budget, currency = election.kind == ElectionKind.BUDGET, election.cycle.currency
    for place, number in enumerate(order):
        fared, option = found.projects[number], options[number]
        spent += fared.cost if fared.funded else 0
        why = reason_in_words(found.rule.name, fared.reason, fared.short_by, currency)
        rows.append(
            ResultRow(
                option=option,
                rank=fared.rank,
                votes=fared.votes,
                score=fared.score,
                share=100 * fared.votes / max(election.ballot_count, 1),
                funded=is_budget and fared.funded,
                spent=spent,
                spent_text=amount_of(spent, currency),
                why=why if is_budget else "",
                cut=is_budget and place == last + 1,
                decision=getattr(option, "decision", None),
            )
        )
    return rows


def _order(found: counting.Result) -> list[str]:
    """As the rule came to the projects; under one that goes by no order, the bought ones first."""
    considered = [event.project for event in found.events if isinstance(event, Considered)]
    if len(considered) == len(found.projects):
        return considered
    by_rank = sorted(found.projects, key=lambda number: found.projects[number].rank)
    return [*found.winners, *(number for number in by_rank if number not in found.winners)]
