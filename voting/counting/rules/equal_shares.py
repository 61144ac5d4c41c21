"""The Method of Equal Shares, with what may complete it, in the order that the rule states."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction
from math import floor, inf
from typing import ClassVar, Literal

from voting.counting.caps import Purse
from voting.counting.election import Instance
from voting.counting.errors import BrokenRule
from voting.counting.outcome import Bought, Outcome, Raised, Reason, Shared, StoppedBy
from voting.counting.rules.base import BudgetRule, Course
from voting.counting.rules.greedy import Spending
from voting.counting.shares.electors import electors_of
from voting.counting.shares.run import Market, Run, Utilities, Watch, bought_alike, run
from voting.counting.tally import ranking, tally
from voting.counting.ties import tie_keys


@dataclass(frozen=True, slots=True, kw_only=True)
class Add1:
    """Raise every voter's share step by step, until just before the purchases cost too much.

    `step`: money per voter. `start`: the shares tried after the first count, which is always by
    budget / voters, are this amount ("exact") or its whole part ("floor", as equalshares.net
    does) plus one step, two steps and so on. `stop_when_exhaustive`: no further step once no
    project that voters back would fit into the money left.
    """

    name: ClassVar = "add1"
    step: Fraction = Fraction(1)
    start: Literal["exact", "floor"] = "exact"
    stop_when_exhaustive: bool = False

    def __post_init__(self) -> None:
        if self.step <= 0:
            raise BrokenRule("step_not_positive")


@dataclass(frozen=True, slots=True, kw_only=True)
class Utilitarian:
    """Spend what is left greedily by score.

    It leaves nothing that fits, so what is stated after it has nothing to do.
    """

    name: ClassVar = "utilitarian"


Completion = Add1 | Utilitarian


@dataclass(frozen=True, slots=True, kw_only=True)
class EqualShares(BudgetRule):
    """See `shares.run`; `completions` are applied in order, each to what the one before left."""

    name: ClassVar = "equal-shares"
    utilities: Utilities = "cost"
    completions: tuple[Completion, ...] = ()

    def count(self, instance: Instance) -> Outcome:
        return EqualSharesCount(instance, self).outcome()


class EqualSharesCount:
    """One election counted by equal shares: the first run, then what completes it.

    `expected_steps`: passes over those that Add1 would try well before this number, unless the
    money is spent by then. That is quick, and mostly right; the rule itself tries every step.
    `before_run` is called before every run, and may end the count.
    """

    def __init__(
        self,
        instance: Instance,
        rule: EqualShares,
        *,
        expected_steps: int | None = None,
        before_run: Callable[[], None] | None = None,
    ) -> None:
        self.instance = instance
        self.rule = rule
        self.expected_steps = expected_steps
        self.before_run = before_run
        self.tally = tally(instance, rule.weights)
        self.keys = tie_keys(instance, self.tally.votes, rule.tie_order)
        self.electors = electors_of(instance, rule.weights)
        self.voters = int(self.electors.counts.sum())
        self.market = Market(
            electors=self.electors,
            costs=instance.costs,
            utilities=rule.utilities,
            keys=self.keys,
            eligible=[
                number
                for number, score in enumerate(self.tally.scores)
                if score >= rule.min_score and len(self.electors.backers[number].groups)
            ],
        )
        self.course = Course()

    def outcome(self) -> Outcome:
        if self.voters:
            share = self.instance.budget / self.voters
            self.course.events.append(Shared(share))
            self.complete(share, self.run_with(share))
        else:
            everyone = range(len(self.instance.projects))
            self.course.reasons = dict.fromkeys(everyone, Reason.TOO_FEW_VOTES)
        return self.course.outcome(self.instance, self.tally, self.keys)

    def run_with(
        self,
        share: Fraction,
        *,
        limit: int | None = None,
        watch: Watch | None = None,
        without: int | None = None,
    ) -> Run:
        """A run in which voters have this share each, on average over weighted electorates.

        `without`: a project that is left out, as if it had not been on the ballot.
        """
        heads_per_voter = Fraction(self.electors.heads, self.voters)
        in_units = share * self.instance.money_unit / heads_per_voter
        market = self.market
        if without is not None:
            eligible = [number for number in market.eligible if number != without]
            market = replace(market, eligible=eligible)
        purse = Purse(self.instance, self.rule.caps)
        if self.before_run is not None:
            self.before_run()
        return run(market, in_units, purse, limit=limit, watch=watch)

    def complete(self, share: Fraction, first: Run) -> None:
        kept = first
        for completion in self.rule.completions:
            if isinstance(completion, Utilitarian):
                self.note_purchases(kept)
                self.fill()
                break
            share, kept = self.raise_share(completion, share, kept)
        else:
            self.note_purchases(kept)
        self.note_misses(share, kept)

    def raise_share(self, rule: Add1, share: Fraction, kept: Run) -> tuple[Fraction, Run]:
        """The highest share, and its run, before the purchases would cost more than the budget.

        Steps are passed over, ever more at once, where all of them would buy the same: what ends
        the raising depends on what was bought alone. `beyond`: where that was last not so.
        """
        budget = self.instance.budget_units
        base = Fraction(floor(share)) if rule.start == "floor" else share
        first = floor((share - base) / rule.step)
        number, kept = self.pass_over(base, rule.step, first, kept)
        ahead, beyond = 1, inf
        stopped_by: StoppedBy | None = None
        while (stopped_by := self.end_of_raising(rule, kept)) is None:
            raised = self.run_with(base + (number + ahead) * rule.step, limit=budget)
            alike = bought_alike(self.market, kept, raised)
            if ahead > 1 and not alike:
                beyond = number + ahead
                ahead //= 2
                continue
            if raised.overspent:
                stopped_by = "budget"
                break
            number, kept = number + ahead, raised
            beyond = beyond if number < beyond else inf
            ahead = max(int(min(2 * ahead * alike, (beyond - number) / 2)), 1)
        if number > first:
            share = base + number * rule.step
        self.course.events.append(Raised(share, number - first, stopped_by))
        return share, kept

    def pass_over(self, base: Fraction, step: Fraction, first: int, kept: Run) -> tuple[int, Run]:
        """Where to begin raising: at the first step, unless the end is expected far from it."""
        back = 2
        while self.expected_steps is not None and back < self.expected_steps:
            number = first + self.expected_steps - back
            raised = self.run_with(base + number * step, limit=self.instance.budget_units)
            if not raised.overspent:
                return number, raised
            back *= 2
        return first, kept

    def end_of_raising(self, rule: Add1, kept: Run) -> StoppedBy | None:
        """Why there is no further step to try, if there is none."""
        bought = {purchase.project for purchase in kept.purchases}
        left = self.instance.budget_units - sum(self.market.costs[number] for number in bought)
        open_to = [n for n in self.market.eligible if n not in bought and n not in kept.barred]
        if not open_to:
            return "complete"
        fits = any(self.market.costs[number] <= left for number in open_to)
        return "exhaustive" if rule.stop_when_exhaustive and not fits else None

    def note_purchases(self, kept: Run) -> None:
        for number, purchase in enumerate(kept.purchases, start=1):
            self.course.winners.append(purchase.project)
            self.course.events.append(
                Bought(
                    round=number,
                    project=self.instance.projects[purchase.project].id,
                    price=purchase.price / self.instance.money_unit,
                    voters_paying=purchase.voters_paying,
                    voters_emptied=purchase.voters_emptied,
                )
            )
            if len(purchase.tied) > 1:
                self.course.ties.append((number, list(purchase.tied)))

    def fill(self) -> None:
        """Spend what is left by score, on whatever was not bought."""
        purse = Purse(self.instance, self.rule.caps)
        for number in self.course.winners:
            purse.pay(number)
        Spending(
            instance=self.instance,
            scores=self.tally.scores,
            merits=self.tally.scores,
            min_score=self.rule.min_score,
            purse=purse,
            course=self.course,
        ).spend_on([n for n in self.ranked() if n not in set(self.course.winners)])

    def ranked(self) -> list[int]:
        return ranking(self.tally.scores, self.keys)

    def note_misses(self, share: Fraction, kept: Run) -> None:
        """Which of the reasons kept each project out, by the shares and caps of the run kept."""
        funded = set(self.course.winners)
        for number, cost in enumerate(self.market.costs):
            if number in funded:
                continue
            self.course.reasons[number] = self.reason(number, share, kept)
            self.course.short_by.pop(number, None)
            if self.course.reasons[number] is Reason.MONEY_WENT_ELSEWHERE:
                short = kept.accounts.shortfall(number, cost)
                self.course.short_by[number] = Fraction(short, self.instance.money_unit)

    def reason(self, number: int, share: Fraction, kept: Run) -> Reason:
        if self.market.costs[number] > self.instance.budget_units:
            return Reason.DEARER_THAN_BUDGET
        if number in kept.barred:
            return Reason.GROUP_IS_FULL
        heads = self.electors.total_heads(self.electors.backers[number].groups)
        means = share * self.voters * heads / self.electors.heads
        if number not in self.market.eligible or means < self.instance.projects[number].cost:
            return Reason.TOO_FEW_VOTES
        return Reason.MONEY_WENT_ELSEWHERE
