"""Under rules by which voters pay: what backers could pay, and what they paid for."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import floor, inf
from types import MappingProxyType

import numpy as np

from voting.counting.election import Instance
from voting.counting.outcome import Raised, Shared
from voting.counting.quotas import within_quotas
from voting.counting.result import Result
from voting.counting.rules.equal_shares import EqualShares, EqualSharesCount
from voting.counting.rules.phragmen import Phragmen, PhragmenCount
from voting.counting.shares.accounts import Accounts, Price
from voting.counting.shares.electors import Electors, Floats

_ESTIMATED = 1e-6
"""More than a float is off after some thousand operations, in tenths of a percent."""


@dataclass(frozen=True, slots=True)
class SpentOn:
    """What a project's backers paid for another: money to the hundredth, and how many they were."""

    project: str
    amount: Fraction
    voters: int


@dataclass(frozen=True, slots=True)
class Round:
    """A purchase, and the effective support that it left to the projects not yet bought."""

    project: str
    effective_support: Mapping[str, Fraction]


@dataclass(frozen=True, slots=True)
class MoneyTrail:
    """The money of one count, followed. Amounts and percentages are rounded, to be shown.

    Effective support, in percent: how much of the cost the backers could pay if each paid no
    more for the same good than those who were served did, at the best moment of the count; under
    Phragmen, what they had at its end. A project that voters bought has 100 or more: what its
    backers could have paid at the price of those who would have been served without it.
    Percentages are rounded down, so that 100 is reached by those only who could pay.
    """

    effective_support: Mapping[str, Fraction]
    spent_on: Mapping[str, tuple[SpentOn, ...]]
    rounds: tuple[Round, ...]


class _Ledger:
    """All backings of all projects side by side, to be summed at once."""

    def __init__(self, instance: Instance, electors: Electors) -> None:
        backers = electors.backers
        self.instance = instance
        self.electors = electors
        self.groups = np.concatenate([own.groups for own in backers])
        self.points = np.concatenate([own.float_points for own in backers])
        self.heads = np.concatenate([own.heads for own in backers])
        self.projects = np.repeat(np.arange(len(backers)), [len(own.groups) for own in backers])
        self.costs = np.array(instance.costs, np.float64)
        self.paid: dict[int, Floats] = {}
        self.payers: dict[int, Floats] = {}

    def by_project(self, amounts: Floats) -> Floats:
        sums: Floats = np.bincount(self.projects, amounts, len(self.costs)).astype(np.float64)
        return sums

    def support(self, balance: Floats, prices: Floats) -> Floats:
        """What the backers could pay at these prices per point, as a part of the cost."""
        most = prices[self.projects] * self.points
        means = np.minimum(balance[self.groups], most) * self.heads
        return self.by_project(means) / self.costs

    def support_of(self, project: int, balance: Floats, price: float) -> float:
        """The same for one project."""
        own = self.electors.backers[project]
        means = np.minimum(balance[own.groups], price * own.float_points) * own.heads
        return float(means.sum()) / float(self.costs[project])

    def prices(self, rule: EqualShares, project: int, per_point: float) -> Floats:
        """What a point of each project costs at the rate at which this one was bought."""
        if rule.utilities == "cost":
            prices: Floats = self.costs * (per_point / float(self.costs[project]))
            return prices
        return np.full(len(self.costs), per_point)

    def note(self, project: int, paid: Floats) -> None:
        """Write down what each head of each group pays for a project."""
        self.paid[project] = self.by_project(paid[self.groups] * self.heads)
        paying = (paid > 0) * self.electors.counts
        self.payers[project] = self.by_project(paying[self.groups].astype(np.float64))

    def spent_on(self, project: int) -> tuple[SpentOn, ...]:
        """What the project's backers paid for others, the largest amount first."""
        unit = self.instance.money_unit
        spent = [
            SpentOn(
                self.instance.projects[other].id,
                Fraction(round(float(amounts[project]) * 100 / unit), 100),
                round(float(self.payers[other][project])),
            )
            for other, amounts in self.paid.items()
            if self.payers[other][project]
        ]
        return tuple(sorted(spent, key=lambda part: -part.amount))


def follow_money(instance: Instance, result: Result) -> MoneyTrail | None:
    """The trail of a result that was counted from this election; None where voters do not pay."""
    valid, _ = within_quotas(instance, result.rule.quotas)
    if isinstance(result.rule, EqualShares):
        return _follow_equal_shares(valid, result.rule, result)
    if isinstance(result.rule, Phragmen):
        return _follow_phragmen(valid, result.rule, result)
    return None


def _follow_equal_shares(instance: Instance, rule: EqualShares, result: Result) -> MoneyTrail:
    counting = EqualSharesCount(instance, rule)
    ledger = _Ledger(instance, counting.electors)
    shares = [event.share for event in result.events if isinstance(event, Shared | Raised)]
    if not shares:
        return _trail(ledger, result, np.zeros(len(ledger.costs)), [])
    best = np.zeros(len(ledger.costs))
    rounds: list[tuple[int, Floats]] = []

    def watch(accounts: Accounts, project: int, price: Price) -> None:
        per_point = price.amount / (price.points * accounts.unit)
        support = ledger.support(accounts.estimates, ledger.prices(rule, project, per_point))
        rounds.append((project, support))
        np.maximum(best, support, out=best)
        paid = np.zeros(len(counting.electors.counts))
        paid[price.emptied] = accounts.estimates[price.emptied]
        paid[price.paying] = per_point * price.paying_points
        ledger.note(project, paid)

    kept = counting.run_with(shares[-1], watch=watch)
    everything = np.full(len(ledger.costs), inf)
    np.maximum(best, ledger.support(kept.accounts.estimates, everything), out=best)
    for purchase in kept.purchases:
        best[purchase.project] = _support_without(counting, ledger, shares[-1], purchase.project)
    return _trail(ledger, result, best, rounds)


def _support_without(
    counting: EqualSharesCount, ledger: _Ledger, share: Fraction, project: int
) -> float:
    """What a bought project's backers could have paid, had it not been on the ballot; 1 or more."""
    best = 1.0

    def watch(accounts: Accounts, bought: int, price: Price) -> None:
        nonlocal best
        per_point = price.amount / (price.points * accounts.unit)
        prices = ledger.prices(counting.rule, bought, per_point)
        best = max(best, ledger.support_of(project, accounts.estimates, float(prices[project])))

    rest = counting.run_with(share, watch=watch, without=project)
    return max(best, ledger.support_of(project, rest.accounts.estimates, inf))


def _follow_phragmen(instance: Instance, rule: Phragmen, result: Result) -> MoneyTrail:
    rounds: list[tuple[int, Floats]] = []

    def watch(project: int) -> None:
        rounds.append((project, ledger.support(counting.estimates, everything)))
        paid = np.zeros(len(counting.electors.counts))
        own = counting.electors.backers[project].groups
        paid[own] = counting.estimates[own]
        ledger.note(project, paid)

    counting = PhragmenCount(instance, rule, watch)
    ledger = _Ledger(instance, counting.electors)
    everything = np.full(len(ledger.costs), inf)
    counting.outcome()
    return _trail(ledger, result, ledger.support(counting.estimates, everything), rounds)


def _trail(
    ledger: _Ledger, result: Result, support: Floats, rounds: list[tuple[int, Floats]]
) -> MoneyTrail:
    ids = [project.id for project in ledger.instance.projects]
    bought: set[int] = set()
    told: list[Round] = []
    for project, left in rounds:
        bought.add(project)
        others = {ids[n]: _percent(left[n]) for n in range(len(ids)) if n not in bought}
        told.append(Round(ids[project], MappingProxyType(others)))
    percents = {
        name: max(_percent(support[number]), Fraction(100 if number in bought else 0))
        for number, name in enumerate(ids)
    }
    missed = [n for n, name in enumerate(ids) if not result.projects[name].funded]
    return MoneyTrail(
        effective_support=MappingProxyType(percents),
        spent_on=MappingProxyType({ids[n]: ledger.spent_on(n) for n in missed}),
        rounds=tuple(told),
    )


def _percent(part: float) -> Fraction:
    """Rounded down to a tenth of a percent, but for the rounding of the estimate itself."""
    return Fraction(floor(part * 1000 + _ESTIMATED), 10)
