"""A project's fate in a few sentences, in Japanese or English."""

from dataclasses import dataclass
from fractions import Fraction

from voting.counting.election import Instance
from voting.counting.explanation.explain import Shortfall
from voting.counting.explanation.money import MoneyTrail
from voting.counting.numbers import figure
from voting.counting.outcome import Bought, Reason
from voting.counting.result import Result
from voting.counting.rules.phragmen import Phragmen
from voting.counting.sentences import reasons
from voting.counting.sentences.both import Both, Language

MOST_OTHERS = 3
"""How many of the projects that took the money are named."""


@dataclass(frozen=True, slots=True)
class Teller:
    """Tells of the projects of one result. `money`: what `follow_money` found, if anything."""

    instance: Instance
    result: Result
    money: MoneyTrail | None
    language: Language

    def tell(self, project: str, shortfall: Shortfall | None = None) -> str:
        """Whether the project is funded, why or why not, and what was missing where it is known."""
        fared = self.result.projects[project]
        known = {
            "name": self.name(project),
            "votes": figure(fared.votes),
            "rank": f"{fared.rank:,}",
            "cost": self.amount(fared.cost),
        }
        if fared.reason is None:
            said = [self.say(reasons.FUNDED, **known), *self.purchase(project)]
        else:
            said = [self.say(reasons.NOT_FUNDED, **known), self.why(project, fared.reason)]
            said += self.missing(shortfall)
        return ("" if self.language == "ja" else " ").join(said)

    def say(self, text: Both, **values: str) -> str:
        return text[self.language].format(**values)

    def name(self, project: str) -> str:
        return self.instance.projects[self.instance.index[project]].name or project

    def amount(self, money: Fraction) -> str:
        """In the currency of META; to the hundredth where it is not whole."""
        number = figure(money)
        currency = self.instance.meta.get("currency", "")
        if currency == "JPY":
            return f"{number}円" if self.language == "ja" else f"¥{number}"
        return f"{number} {currency}".rstrip()

    def purchase(self, project: str) -> list[str]:
        for event in self.result.events:
            if isinstance(event, Bought) and event.project == project:
                voters = f"{event.voters_paying + event.voters_emptied:,}"
                return [self.say(reasons.BOUGHT, voters=voters, round=str(event.round))]
        return []

    def why(self, project: str, reason: Reason) -> str:
        minimum = self.result.rule.min_score
        if reason is Reason.DEARER_THAN_BUDGET:
            return self.say(reasons.DEARER_THAN_BUDGET, budget=self.amount(self.result.budget))
        if reason is Reason.GROUP_IS_FULL:
            return self.say(reasons.GROUP_IS_FULL)
        if reason is Reason.TOO_FEW_VOTES:
            if self.result.projects[project].score < minimum:
                return self.say(reasons.BELOW_MINIMUM, minimum=figure(minimum))
            return self.say(reasons.TOO_FEW_VOTES)
        return self.where_money_went(project)

    def where_money_went(self, project: str) -> str:
        short_by = self.result.projects[project].short_by
        if short_by is None:
            return self.say(reasons.CUT_OFF)
        short = self.amount(short_by)
        if self.money is None:
            return self.say(reasons.MONEY_WAS_SPENT, short=short)
        if isinstance(self.result.rule, Phragmen) and self.money.effective_support[project] >= 100:
            return self.say(reasons.BUDGET_ENDED, short=short)
        others = [
            self.say(
                reasons.PAID_FOR,
                name=self.name(spent.project),
                voters=f"{spent.voters:,}",
                amount=self.amount(spent.amount),
            )
            for spent in self.money.spent_on[project][:MOST_OTHERS]
        ]
        joined = reasons.AND[self.language].join(others)
        return self.say(reasons.SUPPORTERS_PAID, others=joined, short=short)

    def missing(self, shortfall: Shortfall | None) -> list[str]:
        said = []
        if shortfall is not None and shortfall.supporters is not None:
            number = shortfall.supporters.amount
            text = reasons.ONE_MORE_SUPPORTER if number == 1 else reasons.MORE_SUPPORTERS
            said.append(self.say(text, number=figure(number)))
        if shortfall is not None and shortfall.money is not None:
            said.append(self.say(reasons.LESS_MONEY, amount=self.amount(shortfall.money.amount)))
        return said
