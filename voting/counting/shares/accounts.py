"""What every voter has left, exactly, while estimates keep out all work that cannot matter.

All heads start with the same share, and pay price x points for each bought project that they
give points, or all they have left where that is less. So a head that is not yet empty has

    share - sum over the bought projects j that it backs of prices[j] x points for j,

and the money of any groups is a few products of whole numbers: no balance is ever stored but as
an estimate in floats, with a bound on its error. Only what that leaves open is decided exactly.

Exact amounts are whole numbers of 1 / `unit` of what costs are counted in; `unit` grows with
each price so that they stay whole.
"""

from dataclasses import dataclass
from fractions import Fraction
from math import ceil, gcd, inf
from operator import mul

import numpy as np

from voting.counting.ballots import Integers
from voting.counting.shares.electors import Backers, Electors, Floats

_ROUNDING = 2.0**-52
"""Twice the relative error of one operation on floats."""


@dataclass(frozen=True, slots=True)
class Between:
    """Bounds of a price per point; `most` is infinite where the money may not suffice."""

    least: float
    most: float


@dataclass(frozen=True, slots=True)
class Price:
    """An exact price per point, `amount` / `points` in the accounts' unit, and who pays it.

    `paying`: groups that have something left after it, with their points. `emptied`: groups
    that pay all they had, and have nothing left.
    """

    amount: int
    points: int
    paying: Integers
    paying_points: Floats
    emptied: Integers


class Accounts:
    """The money of all heads in one run, from equal shares down."""

    def __init__(self, electors: Electors, share: Fraction) -> None:
        self.electors = electors
        self.unit = share.denominator
        self._share = share.numerator
        self._prices: dict[int, int] = {}
        self._start = float(share)
        self._balance = np.full(len(electors.counts), self._start)
        self._empty = np.zeros(len(electors.counts), np.bool_)

    @property
    def estimates(self) -> Floats:
        """What a head of each group has left, in floats: to be shown, not to decide by."""
        return self._balance

    @property
    def _slack(self) -> float:
        """How far an estimated balance may be from the exact one.

        The share is rounded once; each payment by a product of two rounded factors and a
        difference, none of which is larger than the share.
        """
        return (2 * len(self._prices) + 4) * _ROUNDING * self._start

    def estimate(self, project: int, cost: int) -> Between | None:
        """Bounds on the price per point at which the backers pay `cost`; None if they cannot."""
        backers = self.electors.backers[project]
        balance = self._balance[backers.groups]
        money = backers.heads * balance
        total = float(money.sum())
        error = self._error(backers, 2.0 * cost)
        if total < cost - error:
            return None
        # What all pay if nobody is too poor is the least that a point can cost.
        least = max(cost - error, 0) / backers.all_weights
        if total <= cost + 3 * error + self._error(backers, total):
            return Between(least, inf)
        least, poor, rich_weights = _solve(backers, balance, money, cost - error, least)
        most = (least + 2 * error / rich_weights) * (1 + _ROUNDING)
        if int(np.count_nonzero(balance < most * backers.float_points)) > poor:
            most, _, _ = _solve(backers, balance, money, cost + error, least)
        return Between(least, most)

    def _error(self, backers: Backers, amount: float) -> float:
        """How far a sum of up to `amount` over the backers' estimates may be from the exact one."""
        rounding = _ROUNDING * (len(backers.groups) + 8) * amount
        return rounding + self._slack * backers.all_heads

    def price(self, project: int, cost: int, between: Between) -> Price | None:
        """The exact price per point, by the bounds that `estimate` gave; None if unaffordable."""
        backers = self.electors.backers[project]
        holding = ~self._empty[backers.groups]
        groups, points = backers.groups[holding], backers.points[holding]
        as_floats, balance = backers.float_points[holding], self._balance[groups]
        poor = balance < between.least * as_floats * (1 - 4 * _ROUNDING) - self._slack
        rich = balance > between.most * as_floats * (1 + 4 * _ROUNDING) + self._slack
        in_question = ~(poor | rich)
        amount = cost * self.unit - self.money(groups[poor])
        points_left = self.electors.total_heads(groups[~poor], points[~poor])
        emptied = np.flatnonzero(poor).tolist()
        for place, balance_left in self._ascending(groups, points, np.flatnonzero(in_question)):
            point, heads = int(points[place]), self.electors.total_heads(groups[[place]])
            if amount * point < balance_left * points_left:
                break
            emptied.append(place)
            if amount * point > balance_left * points_left:
                amount -= balance_left * heads
                points_left -= point * heads
        if points_left == 0:
            return None
        paying = np.ones(len(groups), np.bool_)
        paying[emptied] = False
        return Price(amount, points_left, groups[paying], as_floats[paying], groups[~paying])

    def _ascending(
        self, groups: Integers, points: Integers, places: Integers
    ) -> list[tuple[int, int]]:
        """These places with their exact balances, the least balance per point first."""
        balances = [(place, self._exact_balance(groups[place])) for place in places.tolist()]
        balances.sort(key=lambda pair: Fraction(pair[1], int(points[pair[0]])))
        return balances

    def _exact_balance(self, group: int) -> int:
        """What a head of a group that is not empty has left."""
        electors = self.electors
        places = slice(electors.starts[group], electors.starts[group + 1])
        paid = 0
        for pick, points in zip(electors.picks[places], electors.points[places], strict=True):
            paid += self._prices.get(int(pick), 0) * int(points)
        return self._share - paid

    def money(self, groups: Integers) -> int:
        """What all heads of these groups have left together, exactly."""
        holding = groups[~self._empty[groups]]
        whole = self._share * self.electors.total_heads(holding)
        if not self._prices or not len(holding):
            return whole
        points = self.electors.points_for(list(self._prices), holding)
        spent: int = sum(map(mul, self._prices.values(), points))
        return whole - spent

    def shortfall(self, project: int, cost: int) -> int:
        """What its backers lack of the cost, rounded up to whole units of the costs."""
        backers = self.electors.backers[project]
        total = float(backers.heads @ self._balance[backers.groups])
        error = self._error(backers, total)
        if ceil(cost - total - error) == ceil(cost - total + error):
            return ceil(cost - total)
        return -((self.money(backers.groups) - cost * self.unit) // self.unit)

    def charge(self, project: int, price: Price) -> Fraction:
        """Let the backers of the project pay; the price per point."""
        divisor = gcd(price.amount, price.points)
        scale, amount = price.points // divisor, price.amount // divisor
        self.unit *= scale
        self._share *= scale
        self._prices = {bought: paid * scale for bought, paid in self._prices.items()}
        self._prices[project] = amount
        estimate = amount / self.unit
        self._balance[price.paying] -= estimate * price.paying_points
        self._balance[price.emptied] = 0
        self._empty[price.emptied] = True
        return Fraction(amount, self.unit)


def _solve(
    backers: Backers, balance: Floats, money: Floats, target: float, price: float
) -> tuple[float, int, float]:
    """The price at which min(balance, price x points) over all heads adds up to the target.

    With it, how many groups are too poor to pay in full, and the weights of the others. Newton's
    method from below: the sum is concave in the price, so no step goes beyond the solution, and
    it is reached once no further group turns out too poor to pay in full. The money must exceed
    the target by more than rounding, so that never all are too poor.
    """
    too_poor, rich_weights = -1, 0.0
    while True:
        poor = balance < price * backers.float_points
        count = int(np.count_nonzero(poor))
        if count <= too_poor:
            return price, too_poor, rich_weights
        too_poor = count
        rich_weights = float(backers.weights @ ~poor)
        price = (target - float(money @ poor)) / rich_weights
