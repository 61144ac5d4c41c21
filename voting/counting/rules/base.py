"""What all rules that spend a budget share."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from types import MappingProxyType

from voting.counting.caps import Cap
from voting.counting.election import Instance
from voting.counting.outcome import Event, Outcome, ProjectOutcome, Reason
from voting.counting.quotas import Quota
from voting.counting.tally import Tally, ranking
from voting.counting.ties import TieKey, tie_between


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetRule:
    """Parts of every rule that buys projects.

    `min_score`: projects below are not eligible. `caps`: see `Cap`. `quotas`: ballots that
    break one are set aside before the count. `weights`: in percent for each electorate by
    name; empty where there is one electorate. `tie_order`: all project ids in the order of
    the lot drawn before voting; empty for the order on the ballot.
    """

    min_score: Fraction = Fraction(0)
    caps: tuple[Cap, ...] = ()
    quotas: tuple[Quota, ...] = ()
    weights: Mapping[str, Fraction] = field(default_factory=lambda: MappingProxyType({}))
    tie_order: tuple[str, ...] = ()


@dataclass(slots=True)
class Course:
    """What a run writes down as it goes. Projects are their numbers in the election."""

    winners: list[int] = field(default_factory=list)
    ties: list[tuple[int, list[int]]] = field(default_factory=list)
    """The round, and all who were tied in it."""
    events: list[Event] = field(default_factory=list)
    reasons: dict[int, Reason] = field(default_factory=dict)
    short_by: dict[int, Fraction] = field(default_factory=dict)

    def outcome(self, instance: Instance, votes: Tally, keys: Sequence[TieKey]) -> Outcome:
        funded = set(self.winners)
        order = ranking(votes.scores, keys)
        ranks = {number: rank for rank, number in enumerate(order, start=1)}
        projects = {
            project.id: ProjectOutcome(
                cost=project.cost,
                votes=votes.votes[number],
                score=votes.scores[number],
                rank=ranks[number],
                funded=number in funded,
                reason=self.reasons.get(number),
                short_by=self.short_by.get(number),
            )
            for number, project in enumerate(instance.projects)
        }
        return Outcome(
            winners=tuple(instance.projects[number].id for number in self.winners),
            cost=sum((instance.projects[number].cost for number in self.winners), Fraction(0)),
            budget=instance.budget,
            ties=tuple(
                tie_between(instance, keys, tied, number, decisive=not funded.issuperset(tied))
                for number, tied in self.ties
            ),
            events=tuple(self.events),
            projects=MappingProxyType(projects),
        )
