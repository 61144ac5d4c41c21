"""What became of one option, and which options of a cycle are to be carried out."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from portal.lifecycle.models import Cycle, Item
from voting import counting
from voting.counting import Reason
from voting.counting.numbers import figure
from voting.models import Decision, Election, Option
from voting.names import SHARING_RULES


@dataclass(frozen=True)
class OptionResult:
    """How an option fared in its vote.

    `rank` is its place by score, from 1, among `of` options. A priority is never `funded`.
    `reason` and `short_by` say why it was not (voting.counting.ProjectOutcome), `rule` is the
    name of the rule. `cut_score` and `cut_rank` are those of the lowest-ranked option that was
    funded, the cut line, where the rule goes by rank.
    """

    rule: str
    rank: int
    of: int
    votes: Fraction
    score: Fraction
    funded: bool = False
    reason: Reason | None = None
    short_by: Fraction | None = None
    cut_score: Fraction | None = None
    cut_rank: int | None = None

    @property
    def votes_text(self) -> str:
        return figure(self.votes)

    @property
    def score_text(self) -> str:
        return figure(self.score)

    @property
    def cut_text(self) -> str:
        return "" if self.cut_score is None else figure(self.cut_score)


@dataclass(frozen=True)
class ApprovedOption:
    """An option that the assembly approved, with what a project of it needs to know."""

    option_id: int
    item: Item
    proposal_id: int | None
    cost: Decimal
    amount: Decimal
    reason: str
    decided_on: date


def result_of(option_id: int) -> OptionResult | None:
    """How the option fared; None until its election is counted. One query."""
    option = Option.objects.select_related("election__result").get(pk=option_id)
    return fared_in(option.election, option)


def fared_in(election: Election, option: Option) -> OptionResult | None:
    """The same, of an option whose election is loaded with its result. No query."""
    result = getattr(election, "result", None)
    if result is None:
        return None
    found = counting.found_from_json(result.outcome)
    own = found.standings[option.external_id]
    fared = OptionResult(
        rule=found.rule.name,
        rank=own.rank,
        of=len(found.standings),
        votes=own.votes,
        score=own.score,
    )
    return _with_money(fared, found, option) if isinstance(found, counting.Result) else fared


def _with_money(fared: OptionResult, found: counting.Result, option: Option) -> OptionResult:
    """The same, under a budget: whether the money reached it."""
    own = found.projects[option.external_id]
    funded = [project for project in found.projects.values() if project.funded]
    by_rank = funded and found.rule.name not in SHARING_RULES
    last = max(funded, key=lambda project: project.rank) if by_rank else None
    return replace(
        fared,
        funded=own.funded,
        reason=own.reason,
        short_by=own.short_by,
        cut_score=last.score if last else None,
        cut_rank=last.rank if last else None,
    )


def approved_options(cycle: Cycle) -> list[ApprovedOption]:
    """What the assembly approved in this cycle, in the order of the ballot. One query."""
    decisions = (
        Decision.objects.filter(option__election__cycle=cycle, approved=True)
        .select_related("option__item__cycle")
        .order_by("option__election", "option__position")
    )
    return [_approved(decision, decision.option) for decision in decisions]


def _approved(decision: Decision, option: Option) -> ApprovedOption:
    # The database's constraints hold that both are there for what was approved under a budget.
    assert decision.amount is not None
    assert option.cost is not None
    return ApprovedOption(
        option_id=option.pk,
        item=option.item,
        proposal_id=option.proposal_id,
        cost=option.cost,
        amount=decision.amount,
        reason=decision.reason,
        decided_on=decision.decided_on,
    )
