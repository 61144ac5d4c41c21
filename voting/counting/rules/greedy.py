"""The greedy rules: buy by score from the highest down, as far as the money goes."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar

from voting.counting.caps import Purse
from voting.counting.election import Instance
from voting.counting.outcome import Considered, Outcome, Reason
from voting.counting.rules.base import BudgetRule, Course
from voting.counting.tally import ranking, tally
from voting.counting.ties import tie_keys


@dataclass(frozen=True, slots=True, kw_only=True)
class Greedy(BudgetRule):
    """Skip what does not fit into what is left."""

    name: ClassVar = "greedy"

    def count(self, instance: Instance) -> Outcome:
        return _count(instance, self)


@dataclass(frozen=True, slots=True, kw_only=True)
class GreedyThreshold(BudgetRule):
    """Greedy among the projects with `min_score` or more."""

    name: ClassVar = "greedy-threshold"

    def count(self, instance: Instance) -> Outcome:
        return _count(instance, self)


@dataclass(frozen=True, slots=True, kw_only=True)
class GreedyNoSkip(BudgetRule):
    """Stop at the first that does not fit: the strict cut."""

    name: ClassVar = "greedy-no-skip"

    def count(self, instance: Instance) -> Outcome:
        return _count(instance, self, stop_at_misfit=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class VotesPerCost(BudgetRule):
    """Greedy by score divided by cost."""

    name: ClassVar = "votes-per-cost"

    def count(self, instance: Instance) -> Outcome:
        return _count(instance, self, per_cost=True)


def _count(
    instance: Instance,
    rule: BudgetRule,
    *,
    stop_at_misfit: bool = False,
    per_cost: bool = False,
) -> Outcome:
    votes = tally(instance, rule.weights)
    keys = tie_keys(instance, votes.votes, rule.tie_order)
    merits = votes.scores
    if per_cost:
        costs = (project.cost for project in instance.projects)
        merits = [score / cost for score, cost in zip(votes.scores, costs, strict=True)]
    course = Course()
    spending = Spending(
        instance=instance,
        scores=votes.scores,
        merits=merits,
        min_score=rule.min_score,
        purse=Purse(instance, rule.caps),
        course=course,
        stop_at_misfit=stop_at_misfit,
    )
    spending.spend_on(ranking(merits, keys))
    return course.outcome(instance, votes, keys)


@dataclass(slots=True, kw_only=True)
class Spending:
    """Money spent on one project after the other, and written down in the course."""

    instance: Instance
    scores: Sequence[Fraction]
    merits: Sequence[Fraction]
    """What the order of projects goes by: those that are equal are tied."""
    min_score: Fraction
    purse: Purse
    course: Course
    stop_at_misfit: bool = False
    stopped: bool = False

    def spend_on(self, order: Sequence[int]) -> None:
        for place, number in enumerate(order):
            self._consider(number, order[place + 1 :])

    def _consider(self, number: int, after: Sequence[int]) -> None:
        reason = self._refusal(number)
        project = self.instance.projects[number]
        self.course.events.append(
            Considered(
                round=len(self.course.events) + 1,
                project=project.id,
                score=self.scores[number],
                money_left=self.purse.left,
                funded=reason is None,
            )
        )
        if reason is None:
            self._note_tie(number, after)
            self.purse.pay(number)
            self.course.winners.append(number)
            return
        self.course.reasons[number] = reason
        if reason is not Reason.TOO_FEW_VOTES and project.cost > self.purse.left:
            self.course.short_by[number] = project.cost - self.purse.left
            self.stopped = self.stop_at_misfit

    def _refusal(self, number: int) -> Reason | None:
        if self.scores[number] < self.min_score:
            return Reason.TOO_FEW_VOTES
        if self.instance.projects[number].cost > self.instance.budget:
            return Reason.DEARER_THAN_BUDGET
        if self.stopped or not self.purse.holds(number):
            return Reason.MONEY_WENT_ELSEWHERE
        return None if self.purse.admits(number) else Reason.GROUP_IS_FULL

    def _note_tie(self, number: int, after: Sequence[int]) -> None:
        """Record whom the tie rule put behind the project that is about to be bought.

        What would not fit anyway matters only to the rule that stops at it.
        """
        rivals = [
            other
            for other in after
            if self.merits[other] == self.merits[number]
            and (self.stop_at_misfit or self._refusal(other) is None)
        ]
        if rivals:
            self.course.ties.append((len(self.course.events), [number, *rivals]))
