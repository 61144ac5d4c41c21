"""One run of the Method of Equal Shares, from a given share to where nothing can be paid for.

D. Peters, G. Pierczynski, P. Skowron: Proportional Participatory Budgeting with Additive
Utilities, NeurIPS 2021. Voters get equal shares; a project is affordable at rho if its
supporters, each paying rho per unit of utility or all that they have, can pay its cost; the one
with the least rho is bought, again and again. A voter's utility of a project is the points
given to it, or with cost utilities the points times its cost.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from math import inf
from typing import Literal

import numpy as np

from voting.counting.caps import Purse
from voting.counting.shares.accounts import Accounts, Between, Price
from voting.counting.shares.electors import Electors, Floats
from voting.counting.ties import TieKey

Utilities = Literal["cost", "cardinality"]

_CAREFUL = 2.0**-50
"""More than the relative error of the few operations that turn a price into a merit."""


@dataclass(frozen=True, slots=True)
class Purchase:
    """A project bought at a price per point and head; `tied`: all that were equally good."""

    project: int
    price: Fraction
    tied: tuple[int, ...]
    runner_up: float
    """No project that was not tied had a higher merit; 0 if there was none."""
    voters_paying: int
    """Voters who paid the price in full and kept something."""
    voters_emptied: int
    """Voters who paid all that they had left."""


@dataclass(slots=True)
class Run:
    """What was bought, in order, and what the voters have left.

    `overspent`: the purchases cost more than the limit; the run stopped there.
    """

    accounts: Accounts
    purchases: list[Purchase] = field(default_factory=list)
    overspent: bool = False
    barred: list[int] = field(default_factory=list)
    """Projects that a cap kept out."""


@dataclass(frozen=True, eq=False)
class Market:
    """What stays the same from run to run of one election: electors, costs, order of ties.

    `costs`: whole numbers of one unit of money. `eligible`: projects that have backers.
    """

    electors: Electors
    costs: Sequence[int]
    utilities: Utilities
    keys: Sequence[TieKey]
    eligible: Sequence[int]

    def gain(self, project: int) -> int:
        """What a point is worth: the rule maximises merit = gain / price per point.

        With cost utilities the merit is the effective number of votes.
        """
        return self.costs[project] if self.utilities == "cost" else 1

    @cached_property
    def highest_merits(self) -> Floats:
        """The merit if every backer could pay in full, which no balance can better; else 0."""
        merits = np.zeros(len(self.costs))
        for project in self.eligible:
            points = self.electors.backers[project].all_weights
            merits[project] = self.gain(project) * points / self.costs[project]
        return merits * (1 + _CAREFUL * 8)


Watch = Callable[[Accounts, int, Price], None]
"""Told of each purchase just before the voters pay."""


def run(
    market: Market,
    share: Fraction,
    purse: Purse,
    *,
    limit: int | None = None,
    watch: Watch | None = None,
) -> Run:
    """Buy until nobody can pay for more, or until the purchases cost more than `limit`.

    `share`: of one head, in the unit of the costs.
    """
    state = Run(Accounts(market.electors, share), barred=purse.barred(market.eligible))
    bounds = market.highest_merits.copy()
    bounds[state.barred] = 0
    spent = 0
    while bounds.any():
        offers = _best_offers(market, state.accounts, bounds)
        if not offers:
            continue
        runner_up = _highest(bounds, without=offers)
        tied = tuple(offers)
        project = min(tied, key=market.keys.__getitem__)
        price = offers[project]
        if watch is not None:
            watch(state.accounts, project, price)
        state.purchases.append(_purchase(state.accounts, project, price, tied, runner_up))
        bounds[project] = 0
        purse.pay(project)
        barred = purse.barred(np.flatnonzero(bounds).tolist())
        bounds[barred] = 0
        state.barred += barred
        spent += market.costs[project]
        if limit is not None and spent > limit:
            state.overspent = True
            break
    return state


def bought_alike(market: Market, lower: Run, higher: Run) -> bool:
    """Whether a run with any share between those of these two is sure to buy the same in order.

    As long as the purchases are the same, every balance grows with the share: at first it is the
    share. The price at which the backers can pay falls as their balances grow, and max(0, balance
    - price x points) grows with the balance and as the price falls, so it holds after a purchase
    if it held before. So every merit grows with the share, and who cannot pay with the higher
    share cannot with any below. Hence with a share between, in each round, the project that both
    runs buy has at least its merit of the lower run, and any other at most that of the higher.
    Where the former is more, the same is bought; where both are equal because several are tied
    in the higher run at the price of the lower, the order of ties decides between as it did
    there. At the end nobody can pay, as with the higher share.
    """
    return len(lower.purchases) == len(higher.purchases) and all(
        before.project == after.project
        and market.gain(before.project) / float(before.price) * (1 - _CAREFUL) > after.runner_up
        and (len(after.tied) == 1 or before.price == after.price)
        for before, after in zip(lower.purchases, higher.purchases, strict=True)
    )


def _highest(bounds: Floats, without: Iterable[int]) -> float:
    others = bounds.copy()
    others[list(without)] = 0
    return float(others.max())


def _best_offers(market: Market, accounts: Accounts, bounds: Floats) -> dict[int, Price]:
    """All projects whose merit is exactly the highest, with their prices.

    `bounds`: for each project no less than its merit; 0 for one that is not on offer. Merit only
    falls while money is spent, so an old bound still holds: a project whose bound is below what
    another surely has need not be looked at. Those that cannot be paid for any more leave
    `bounds`; if they were all that seemed best, there is no offer yet.
    """
    best = 0.0
    seen: dict[int, Between] = {}
    unseen = bounds.copy()
    while (highest := unseen[project := int(unseen.argmax())]) > 0 and highest >= best:
        unseen[project] = 0
        between = accounts.estimate(project, market.costs[project])
        if between is None:
            bounds[project] = 0
            continue
        gain = market.gain(project)
        seen[project] = between
        bounds[project] = gain / between.least * (1 + _CAREFUL) if between.least > 0 else inf
        best = max(best, gain / between.most * (1 - _CAREFUL))
    offers: dict[int, Price] = {}
    for project in [project for project in seen if bounds[project] >= best]:
        price = accounts.price(project, market.costs[project], seen[project])
        if price is None:
            bounds[project] = 0
            continue
        offers = _keep_best(market, offers, project, price)
    return offers


def _keep_best(
    market: Market, offers: dict[int, Price], project: int, price: Price
) -> dict[int, Price]:
    """The offers that are best when this one is added. Merit = gain x points / amount."""
    if offers:
        best, other = next(iter(offers.items()))
        ours = market.gain(project) * price.points * other.amount
        theirs = market.gain(best) * other.points * price.amount
        if ours < theirs:
            return offers
        if ours == theirs:
            return offers | {project: price}
    return {project: price}


def _purchase(
    accounts: Accounts, project: int, price: Price, tied: tuple[int, ...], runner_up: float
) -> Purchase:
    counts = accounts.electors.counts
    return Purchase(
        project=project,
        price=accounts.charge(project, price),
        tied=tied,
        runner_up=runner_up,
        voters_paying=int(counts[price.paying].sum()),
        voters_emptied=int(counts[price.emptied].sum()),
    )
