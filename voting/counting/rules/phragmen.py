"""Sequential Phragmen: all voters earn money at equal speed, and buy what they can pay for.

M. Los, Z. Christoff, D. Grossi: Proportional Budget Allocations: Towards a Systematization, IJCAI
2022. A project is bought at the first moment at which those who back it have its cost together;
they then have nothing. It ends at the first purchase that would exceed the budget, and where
several come at the same moment, if any of them would.
"""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from typing import ClassVar

import numpy as np

from voting.counting.caps import Purse
from voting.counting.election import Instance
from voting.counting.outcome import Afforded, Outcome, Reason
from voting.counting.rules.base import BudgetRule, Course
from voting.counting.shares.electors import Floats, electors_of
from voting.counting.tally import tally
from voting.counting.ties import tie_keys


@dataclass(frozen=True, slots=True, kw_only=True)
class Phragmen(BudgetRule):
    """Points and ranks count as approvals: a voter backs a project or does not."""

    name: ClassVar = "phragmen"

    def count(self, instance: Instance) -> Outcome:
        return PhragmenCount(instance, self).outcome()


class PhragmenCount:
    """Moments are told by the money that one head has earned, in units of the costs.

    A head has at moment t what it earned since it last paid, so a project with h heads behind it
    comes at (cost + sum of their last moments) / h. The sum is over few distinct moments, each
    exact: nothing is estimated.
    """

    def __init__(
        self, instance: Instance, rule: Phragmen, watch: Callable[[int], None] | None = None
    ) -> None:
        self.instance = instance
        self.watch = watch
        self.tally = tally(instance, rule.weights)
        self.keys = tie_keys(instance, self.tally.votes, rule.tie_order)
        self.electors = electors_of(instance, rule.weights)
        self.purse = Purse(instance, rule.caps)
        self.course = Course()
        self.heads = [self.electors.total_heads(b.groups) for b in self.electors.backers]
        self.now = Fraction(0)
        # For each group, the place in `moments` of when it last paid.
        self.last_paid = np.zeros(len(self.electors.counts), np.int64)
        self.moments = [Fraction(0)]
        # When each project comes at the earliest: spending by its backers only makes it later.
        self.not_before: dict[int, Fraction] = {}
        for number, score in enumerate(self.tally.scores):
            if not self.heads[number] or score < rule.min_score:
                self.course.reasons[number] = Reason.TOO_FEW_VOTES
            elif not self.purse.holds(number):
                self.course.reasons[number] = Reason.DEARER_THAN_BUDGET
            else:
                self.not_before[number] = Fraction(instance.costs[number], self.heads[number])

    def outcome(self) -> Outcome:
        self.bar()
        while self.not_before:
            self.now, tied = self.next_moment()
            if not all(self.purse.holds(number) for number in tied):
                break
            self.buy(tied)
            self.bar()
        self.note_misses()
        return self.course.outcome(self.instance, self.tally, self.keys)

    def bar(self) -> None:
        """Leave out what a cap has no room for."""
        for number in self.purse.barred(self.not_before):
            del self.not_before[number]
            self.course.reasons[number] = Reason.GROUP_IS_FULL

    def next_moment(self) -> tuple[Fraction, list[int]]:
        """The next moment at which anything can be paid for, and all that can be."""
        first: Fraction | None = None
        tied: list[int] = []
        for number in sorted(self.not_before, key=self.not_before.__getitem__):
            if first is not None and self.not_before[number] > first:
                break
            moment = self.not_before[number] = self.comes_at(number)
            if first is None or moment < first:
                first, tied = moment, [number]
            elif moment == first:
                tied.append(number)
        return first or Fraction(0), tied

    def comes_at(self, number: int) -> Fraction:
        already_paid = self.sum_of_last_moments(number)
        return (self.instance.costs[number] + already_paid) / self.heads[number]

    def sum_of_last_moments(self, number: int) -> Fraction:
        groups = self.electors.backers[number].groups
        heads = self.electors.heads_by(groups, self.last_paid[groups], len(self.moments))
        return sum(
            (moment * count for moment, count in zip(self.moments, heads, strict=True) if count),
            Fraction(0),
        )

    def buy(self, tied: list[int]) -> None:
        number = min(tied, key=self.keys.__getitem__)
        if self.watch is not None:
            self.watch(number)
        round_number = len(self.course.winners) + 1
        if len(tied) > 1:
            self.course.ties.append((round_number, tied))
        self.course.events.append(
            Afforded(round_number, self.instance.projects[number].id, self.per_voter(self.now))
        )
        self.course.winners.append(number)
        self.purse.pay(number)
        del self.not_before[number]
        self.last_paid[self.electors.backers[number].groups] = len(self.moments)
        self.moments.append(self.now)

    @property
    def estimates(self) -> Floats:
        """What a head of each group has now, in floats: to be shown, not to decide by."""
        return float(self.now) - np.array(self.moments, np.float64)[self.last_paid]

    def per_voter(self, moment: Fraction) -> Fraction:
        """Money per voter, on average over weighted electorates."""
        voters = int(self.electors.counts.sum())
        return moment * self.electors.heads / voters / self.instance.money_unit

    def note_misses(self) -> None:
        """Who is left was too late: for want of voters, or because these paid for others."""
        for number in self.not_before:
            cost, earned = self.instance.costs[number], self.now * self.heads[number]
            if earned < cost:
                self.course.reasons[number] = Reason.TOO_FEW_VOTES
                continue
            self.course.reasons[number] = Reason.MONEY_WENT_ELSEWHERE
            lacking = ceil(cost - earned + self.sum_of_last_moments(number))
            if lacking:
                self.course.short_by[number] = Fraction(lacking, self.instance.money_unit)
            elif not self.purse.holds(number):
                short = self.instance.projects[number].cost - self.purse.left
                self.course.short_by[number] = short
