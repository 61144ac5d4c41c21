"""The result of an election as a table, ready to be read or downloaded. Nothing is counted here."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import accumulate

from voting import counting
from voting.counting import Considered, Found
from voting.counting.numbers import figure
from voting.models import Decision, Election, Option, Result
from voting.names import SHARING_RULES
from voting.selectors.agreement import Agreement, agreement_between
from voting.selectors.why import Reasons, explanation_of
from voting.selectors.words import amount_of, rule_in_words, tie_in_words


@dataclass(frozen=True)
class ResultRow:
    """One option in the order in which the rule came to it.

    `share` is the percentage of ballots that name it, `wins` how many others it was put before
    one against one, where the rule goes by that. Under a budget, `spent` is the cost of all that
    was funded up to here, and `cut` is true for the first row below the last that was funded.
    """

    option: Option
    rank: int
    votes: Fraction
    score: Fraction
    share: Fraction
    wins: int = 0
    funded: bool = False
    spent: Fraction = Fraction(0)
    spent_text: str = ""
    why: tuple[str, ...] = ()
    cut: bool = False
    decision: Decision | None = None

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
    """All that a result page shows. Priorities have no part of money."""

    rows: list[ResultRow]
    rule: list[str]
    ties: list[str]
    has_scores: bool
    is_elsewhere: bool
    has_duels: bool = False
    spent: str = ""
    left: str = ""
    funded_count: int = 0
    goes_by_rank: bool = True
    agreement: Agreement = Agreement.NOT_RECORDED

    @property
    def columns(self) -> int:
        """The width of a budget result, for the line across it."""
        return 7 + self.has_scores - self.is_elsewhere


def table_of(election: Election, result: Result) -> ResultTable:
    """The stored result with the options' titles. One query."""
    found = counting.found_from_json(result.outcome)
    options = {
        option.external_id: option for option in election.options.select_related("item", "decision")
    }
    currency = election.cycle.currency
    titles = {number: option.item.title for number, option in options.items()}
    table = ResultTable(
        rows=[_row(election, found, options[number]) for number in _order(found)],
        rule=rule_in_words(found.rule, election.ballot_type, currency),
        ties=[tie_in_words(tie, titles) for tie in found.ties],
        has_scores=any(p.score != p.votes for p in found.standings.values()),
        is_elsewhere=bool(election.cycle.source),
    )
    if isinstance(found, counting.Priorities):
        return _with_duels(table, found)
    reasons = Reasons(found, explanation_of(result), options, currency)
    return _with_money(table, found, election, reasons)


def _row(election: Election, found: Found, option: Option) -> ResultRow:
    fared = found.standings[option.external_id]
    return ResultRow(
        option=option,
        rank=fared.rank,
        votes=fared.votes,
        score=fared.score,
        share=100 * fared.votes / max(election.ballot_count, 1),
    )


def _order(found: Found) -> Sequence[str]:
    """As the rule came to them; under one that goes by no order, the bought ones first."""
    if isinstance(found, counting.Priorities):
        return found.order
    considered = [event.project for event in found.events if isinstance(event, Considered)]
    if len(considered) == len(found.projects):
        return considered
    by_rank = sorted(found.projects, key=lambda number: found.projects[number].rank)
    return [*found.winners, *(number for number in by_rank if number not in found.winners)]


def _with_duels(table: ResultTable, found: counting.Priorities) -> ResultTable:
    """The same, where the rule puts options one against one: how many each won."""
    if not found.duels:
        return table
    wins = Counter(duel.winner for duel in found.duels)
    rows = [replace(row, wins=wins[row.option.external_id]) for row in table.rows]
    return replace(table, rows=rows, has_duels=True)


def _with_money(
    table: ResultTable, found: counting.Result, election: Election, reasons: Reasons
) -> ResultTable:
    """The same, under a budget: what the money reached, and what the assembly decided."""
    currency = election.cycle.currency
    recorded = {row.option.external_id: row.option.recorded for row in table.rows}
    return replace(
        table,
        rows=_funded_rows(table.rows, found, reasons, currency),
        spent=amount_of(found.cost, currency),
        left=amount_of(found.budget - found.cost, currency),
        funded_count=len(found.winners),
        goes_by_rank=found.rule.name not in SHARING_RULES,
        agreement=agreement_between(election, recorded, found.winners),
    )


def _funded_rows(
    plain: list[ResultRow], found: counting.Result, reasons: Reasons, currency: str
) -> list[ResultRow]:
    outcomes = [found.projects[row.option.external_id] for row in plain]
    last = max((place for place, fared in enumerate(outcomes) if fared.funded), default=-1)
    sums = accumulate(fared.cost if fared.funded else Fraction(0) for fared in outcomes)
    return [
        replace(
            row,
            funded=fared.funded,
            spent=spent,
            spent_text=amount_of(spent, currency),
            why=tuple(reasons.why(row.option.external_id)),
            cut=place == last + 1,
            decision=getattr(row.option, "decision", None),
        )
        for place, (row, fared, spent) in enumerate(zip(plain, outcomes, sums, strict=True))
    ]
