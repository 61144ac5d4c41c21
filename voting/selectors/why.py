"""Why each option fared as it did, in sentences, from what is stored beside the result."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from types import MappingProxyType

from voting.counting import Instance, Project, found_from_json
from voting.counting import Result as Found
from voting.counting.explanation import Teller
from voting.errors import own_language
from voting.explained import Explained, ExplainedBudget, explained_from_json
from voting.kinds import reason_in_words
from voting.models import Election, Option, Result
from voting.origins import NO_CURRENCY
from voting.selectors.words import amount_of, decimal_of


def explanation_of(result: Result) -> Explained | None:
    """What is stored, loaded with the result; None of a result that is older than explanations."""
    stored = getattr(result, "explanation", None)
    return explained_from_json(stored.document) if stored else None


class Reasons:
    """Tells of the options of one counted budget why they were not funded."""

    def __init__(
        self,
        found: Found,
        explained: Explained | None,
        options: Mapping[str, Option],
        currency: str,
    ) -> None:
        self._found = found
        self._currency = currency
        self._explained = explained if isinstance(explained, ExplainedBudget) else None
        self._teller = Teller(
            _as_named(found, options, currency),
            found,
            self._explained.explanation.money if self._explained else None,
            own_language(),
        )

    def why(self, number: str) -> list[str]:
        """What kept it out, then how little was missing, where it is known; nothing if funded."""
        fared = self._found.projects[number]
        if fared.reason is None:
            return []
        if self._explained is None:
            short = None if fared.short_by is None else decimal_of(fared.short_by)
            return [reason_in_words(self._found.rule.name, fared.reason, short, self._currency)]
        lacked = self._explained.shortfalls.get(number)
        return [self._teller.why(number, fared.reason), *self._teller.missing(lacked)]

    def purchase(self, number: str) -> list[str]:
        """How its supporters bought it, under a rule by which they pay."""
        return self._teller.purchase(number)


def _as_named(found: Found, options: Mapping[str, Option], currency: str) -> Instance:
    """The projects as a page names them: for telling, not for counting."""
    return Instance(
        projects=tuple(
            Project(id=number, name=option.item.title, cost=Fraction(option.cost or 1))
            for number, option in options.items()
        ),
        budget=found.budget,
        electorates=(),
        meta=MappingProxyType({"currency": "" if currency == NO_CURRENCY else currency}),
    )


@dataclass(frozen=True)
class Fate:
    """Why one option was funded or not; under rules by which voters pay, with their money.

    `spent_on`: what its supporters paid for others, as title, how many of them, amount;
    `rounds`: after each purchase, its title and how much of the cost its supporters could pay.
    """

    why: list[str]
    spent_on: list[tuple[str, str, str]] = field(default_factory=list)
    rounds: list[tuple[str, str, str]] = field(default_factory=list)


def fate_of(election: Election, option: Option) -> Fate | None:
    """Of an option whose election is loaded with result and explanation; None of a priority.

    One query under a rule by which voters pay.
    """
    found = found_from_json(election.result.outcome)
    if not isinstance(found, Found):
        return None
    explained, currency = explanation_of(election.result), election.cycle.currency
    trail = explained.explanation.money if isinstance(explained, ExplainedBudget) else None
    # Others are named only where they took the money of its supporters.
    others = election.options.select_related("item") if trail else [option]
    options = {each.external_id: each for each in others}
    reasons = Reasons(found, explained, options, currency)
    number = option.external_id
    fate = Fate(why=[*reasons.why(number), *reasons.purchase(number)])
    if trail is None:
        return fate
    titles = {name: other.item.title for name, other in options.items()}
    return replace(
        fate,
        spent_on=[
            (titles[spent.project], f"{spent.voters:,}", amount_of(spent.amount, currency))
            for spent in trail.spent_on.get(number, ())
        ],
        rounds=[
            (str(place), titles[bought.project], f"{float(bought.effective_support[number]):.1f}%")
            for place, bought in enumerate(trail.rounds, start=1)
            if number in bought.effective_support
        ],
    )
