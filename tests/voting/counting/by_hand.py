"""The rules as their papers state them, voter by voter in fractions: slow, and easy to check.

They share no line with the package, so that where both agree, both are likely to be right.
"""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

Voter = dict[str, Fraction]
"""Points by project; a project that is not named gets none."""


@dataclass
class ByHand:
    costs: dict[str, Fraction]
    budget: Fraction
    voters: list[Voter]

    def key(self, project: str) -> tuple[Fraction, int, int]:
        votes = sum(1 for voter in self.voters if project in voter)
        return (self.costs[project], -votes, list(self.costs).index(project))

    def best(self, merits: dict[str, Fraction]) -> str:
        top = max(merits.values())
        return min((p for p, merit in merits.items() if merit == top), key=self.key)

    def cost(self, projects: list[str]) -> Fraction:
        return sum((self.costs[project] for project in projects), Fraction(0))

    def greedy(self, merit: Callable[[str], Fraction], *, skip: bool = True) -> list[str]:
        winners: list[str] = []
        for project in sorted(self.costs, key=lambda p: (-merit(p), self.key(p))):
            if self.cost([*winners, project]) <= self.budget:
                winners.append(project)
            elif not skip:
                break
        return winners

    def score(self, project: str) -> Fraction:
        return sum((voter.get(project, Fraction(0)) for voter in self.voters), Fraction(0))

    def price(self, project: str, purses: list[Fraction]) -> Fraction | None:
        """The least price per point at which the supporters can pay; None if they cannot."""
        backers = [
            (purse, voter[project])
            for purse, voter in zip(purses, self.voters, strict=True)
            if voter.get(project)
        ]
        prices = {purse / points for purse, points in backers}
        for upper in sorted(prices):
            # Up to this price, whoever could not pay a lower one in full pays all they have.
            poor = [purse for purse, points in backers if purse / points < upper]
            rich = [points for purse, points in backers if purse / points >= upper]
            price = (self.costs[project] - sum(poor)) / sum(rich)
            if price <= upper:
                return price
        return None

    def equal_shares(self, share: Fraction, *, cost_utilities: bool = True) -> list[str]:
        purses = [share] * len(self.voters)
        winners: list[str] = []
        while True:
            prices = {
                project: price
                for project in self.costs
                if project not in winners and (price := self.price(project, purses)) is not None
            }
            if not prices:
                return winners
            winner = self.best(
                {p: (self.costs[p] if cost_utilities else 1) / price for p, price in prices.items()}
            )
            winners.append(winner)
            purses = [
                purse - min(purse, prices[winner] * voter.get(winner, 0))
                for purse, voter in zip(purses, self.voters, strict=True)
            ]

    def phragmen(self) -> list[str]:
        last_paid = [Fraction(0)] * len(self.voters)
        winners: list[str] = []
        while True:
            moments: dict[str, Fraction] = {}
            for project, cost in self.costs.items():
                paid = [
                    moment
                    for moment, voter in zip(last_paid, self.voters, strict=True)
                    if voter.get(project)
                ]
                if paid and project not in winners and cost <= self.budget:
                    moments[project] = (cost + sum(paid)) / len(paid)
            now = min(moments.values(), default=Fraction(0))
            tied = [project for project, moment in moments.items() if moment == now]
            if not tied or any(self.cost([*winners, p]) > self.budget for p in tied):
                return winners
            winner = min(tied, key=self.key)
            winners.append(winner)
            last_paid = [
                now if voter.get(winner) else moment
                for moment, voter in zip(last_paid, self.voters, strict=True)
            ]
