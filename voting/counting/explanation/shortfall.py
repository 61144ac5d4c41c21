"""How little was missing: the fewest supporters, or the least money, with which a recount funds it.

"Singleton-add" and "cost-reduction" of N. Boehmer et al.: Evaluation of Project Performance in
Participatory Budgeting, IJCAI 2024.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil

import numpy as np

from voting.counting.ballots import Ballots
from voting.counting.election import Instance
from voting.counting.quotas import within_quotas
from voting.counting.result import Rule
from voting.counting.rules.equal_shares import Add1, EqualShares


@dataclass(frozen=True, slots=True)
class Missing:
    """An amount with which a recount funds the project, while with one unit less it does not.

    `proven`: no smaller amount would do either. That holds wherever more never hurts; where it may
    (added voters make all shares smaller, Add1 takes other steps), all smaller ones were tried.
    """

    amount: Fraction
    proven: bool


Watch = Callable[[], None]
"""Called before each recount; what it raises ends the search."""


def unwatched() -> None:
    """Let the search take as long as it takes."""


def missing_supporters(
    instance: Instance, rule: Rule, project: str, *, tries: int = 30, watch: Watch = unwatched
) -> Missing | None:
    """The fewest voters who, had they come and named this project alone, would have carried it.

    Each gives it as many points as any voter gave to any project. They join the first electorate
    whose ballots are known. `tries`: how many recounts may go into the proof. None for a project
    that is funded, and where a hundred times as many voters would not have carried it.
    """
    election, _ = within_quotas(instance, rule.quotas)
    place = _first_with_ballots(election)
    if place is None or project in rule.count(election).winners:
        return None

    def funded(number: int) -> bool:
        watch()
        return project in rule.count(_with_supporters(election, place, project, number)).winners

    voters = _ballots_at(election, place).number_of_voters
    certain = not rule.weights and not isinstance(rule, EqualShares)
    least = _fewest_that_can_pay(election, rule, project)
    return _least(funded, least, 100 * (voters + 1), tries=0 if certain else tries, certain=certain)


def missing_money(
    instance: Instance, rule: Rule, project: str, *, watch: Watch = unwatched
) -> Missing | None:
    """The least by which the project would have had to cost less, in the unit of the costs.

    None for a project that is funded, and where no price above nothing would have carried it.
    """
    election, _ = within_quotas(instance, rule.quotas)
    outcome = rule.count(election)
    if outcome.projects[project].funded:
        return None
    unit = election.money_unit

    def funded(units: int) -> bool:
        watch()
        return project in rule.count(_cheaper(election, project, Fraction(units, unit))).winners

    certain = not (isinstance(rule, EqualShares) and _raises(rule))
    cost = int(outcome.projects[project].cost * unit)
    found = _least(funded, 1, cost - 1, tries=0, certain=certain)
    return None if found is None else replace(found, amount=found.amount / unit)


def _raises(rule: EqualShares) -> bool:
    return any(isinstance(completion, Add1) for completion in rule.completions)


def _fewest_that_can_pay(election: Instance, rule: Rule, project: str) -> int:
    """Fewer supporters than this could not pay with the shares that they would have."""
    if not isinstance(rule, EqualShares) or rule.completions or rule.weights:
        return 1
    number = election.index[project]
    backers = int(election.ballots.supporters[number].counts.sum())
    cost, budget = election.projects[number].cost, election.budget
    voters = election.ballots.number_of_voters
    if cost >= budget:
        return 1
    return max(1, ceil((cost * voters - backers * budget) / (budget - cost)))


def _first_with_ballots(election: Instance) -> int | None:
    """The place of the electorate that supporters join."""
    places = (i for i, e in enumerate(election.electorates) if isinstance(e.votes, Ballots))
    return next(places, None)


def _ballots_at(election: Instance, place: int) -> Ballots:
    votes = election.electorates[place].votes
    assert isinstance(votes, Ballots)
    return votes


def _with_supporters(election: Instance, place: int, project: str, number: int) -> Instance:
    ballots = _ballots_at(election, place)
    most_points = max(int(ballots.points.max(initial=0)), 1)
    joined = replace(
        ballots,
        counts=np.append(ballots.counts, number),
        starts=np.append(ballots.starts, ballots.starts[-1] + 1),
        picks=np.append(ballots.picks, election.index[project]),
        points=np.append(ballots.points, most_points),
    )
    electorates = list(election.electorates)
    electorates[place] = replace(electorates[place], votes=joined)
    return replace(election, electorates=tuple(electorates), voter_rows=None)


def _cheaper(election: Instance, project: str, by: Fraction) -> Instance:
    projects = tuple(
        replace(other, cost=other.cost - by) if other.id == project else other
        for other in election.projects
    )
    return replace(election, projects=projects)


def _least(
    funded: Callable[[int], bool], lowest: int, highest: int, *, tries: int, certain: bool
) -> Missing | None:
    """The least number from `lowest` on that is funded: found by doubling, then by halving."""
    refused, found, step = lowest - 1, lowest, 1
    while found > highest or not funded(found):
        if found >= highest:
            return None
        refused, found, step = found, min(found + step, highest), 2 * step
    while found - refused > 1:
        middle = (refused + found) // 2
        if funded(middle):
            found = middle
        else:
            refused = middle
    if certain or found == lowest:
        return Missing(Fraction(found), proven=True)
    if refused - lowest > tries:
        return Missing(Fraction(found), proven=False)
    smaller = next((number for number in range(lowest, refused) if funded(number)), found)
    return Missing(Fraction(smaller), proven=True)
