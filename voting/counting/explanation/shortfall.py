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
from voting.counting.outcome import Raised, Shared
from voting.counting.quotas import within_quotas
from voting.counting.result import Result, Rule
from voting.counting.rules.equal_shares import Add1, EqualShares, EqualSharesCount

TRIES = 30
TRIES_WITH_STEPS = 5
"""How many smaller amounts may be tried to prove the least; each takes all steps under Add1."""


@dataclass(frozen=True, slots=True)
class Missing:
    """An amount with which a recount funds the project, while with one unit less it does not.

    `proven`: no smaller amount would do either. That holds wherever more never hurts; where it may
    (added voters make all shares smaller, Add1 takes other steps), all smaller ones were tried.
    """

    amount: Fraction
    proven: bool


Watch = Callable[[], None]
"""Called before each run of a recount: one, or under Add1 one a step. May end the search."""


def unwatched() -> None:
    """Let the search take as long as it takes."""


class _Search:
    """Recounts of one election, changed a little, that ask whether a project is funded."""

    def __init__(self, result: Result, project: str, watch: Watch) -> None:
        self.rule = result.rule
        self.fared = result.projects[project]
        self.project = project
        self.watch = watch
        shares = [event for event in result.events if isinstance(event, Shared | Raised)]
        self.share = shares[-1].share if shares else Fraction(0)
        self.steps = next((event.steps for event in shares if isinstance(event, Raised)), None)
        last = result.winners[-1:]
        self.last_bought = sum((result.projects[name].votes for name in last), Fraction(0))

    def confirmed(self, election: Instance) -> bool:
        """Whether a recount funds the project."""
        return self._funded(election, None)

    def likely(self, election: Instance) -> bool:
        """The same but for the steps of Add1 before those at which this election ended."""
        return self._funded(election, self.steps)

    def _funded(self, election: Instance, steps: int | None) -> bool:
        if not isinstance(self.rule, EqualShares):
            self.watch()
            return self.project in self.rule.count(election).winners
        counting = EqualSharesCount(
            election, self.rule, expected_steps=steps, before_run=self.watch
        )
        return self.project in counting.outcome().winners

    @property
    def supporters(self) -> int:
        """About how many supporters were missing: for its cost or, without shares, for its turn."""
        if self.share:
            return ceil(self.lacking / self.share)
        return ceil(self.last_bought - self.fared.votes)

    @property
    def lacking(self) -> Fraction:
        """About how much money its backers lacked."""
        if self.fared.short_by is not None:
            return self.fared.short_by
        return max(self.fared.cost - self.fared.votes * self.share, Fraction(0))

    def least(
        self,
        changed: Callable[[int], Instance],
        lowest: int,
        highest: int,
        *,
        start: int,
        certain: bool,
        tries: int = 0,
    ) -> Missing | None:
        """The least number from `lowest` on with which the changed election funds the project.

        Looked for around `start`, roughly first where steps make a recount long. `certain`: more
        never hurts. `tries`: how many recounts may go into the proof.
        """
        if self.steps:
            rough = _boundary(
                lambda number: self.likely(changed(number)), lowest, highest, start, start // 64 + 1
            )
            start = highest if rough is None else rough

        def funded(number: int) -> bool:
            return self.confirmed(changed(number))

        found = _boundary(funded, lowest, highest, start, 1)
        if found is None:
            return None
        if certain or found == lowest:
            return Missing(Fraction(found), proven=True)
        if found - 1 - lowest > tries:
            return Missing(Fraction(found), proven=False)
        smaller = next((number for number in range(lowest, found - 1) if funded(number)), found)
        return Missing(Fraction(smaller), proven=True)


def missing_supporters(
    instance: Instance,
    result: Result,
    project: str,
    *,
    tries: int | None = None,
    watch: Watch = unwatched,
) -> Missing | None:
    """The fewest voters who, had they come and named this project alone, would have carried it.

    Each gives it as many points as any voter gave to any project. They join the first electorate
    whose ballots are known. `tries`: how many recounts may go into the proof. None for a project
    that is funded, and where a hundred times as many voters would not have carried it.
    """
    rule, search = result.rule, _Search(result, project, watch)
    election, _ = within_quotas(instance, rule.quotas)
    place = _first_with_ballots(election)
    if place is None or search.fared.funded:
        return None
    if tries is None:
        tries = TRIES if search.steps is None else TRIES_WITH_STEPS
    highest = 100 * (_ballots_at(election, place).number_of_voters + 1)
    lowest = _fewest_that_can_pay(election, rule, project)
    return search.least(
        lambda number: _with_supporters(election, place, project, number),
        lowest,
        highest,
        start=min(max(search.supporters, lowest), highest),
        certain=not rule.weights and not isinstance(rule, EqualShares),
        tries=tries,
    )


def missing_money(
    instance: Instance, result: Result, project: str, *, watch: Watch = unwatched
) -> Missing | None:
    """The least by which the project would have had to cost less, in the unit of the costs.

    None for a project that is funded, and where no price above nothing would have carried it.
    """
    rule, search = result.rule, _Search(result, project, watch)
    election, _ = within_quotas(instance, rule.quotas)
    fared, unit = search.fared, election.money_unit
    highest = int(fared.cost * unit) - 1
    if fared.funded or not highest:
        return None
    found = search.least(
        lambda units: _cheaper(election, project, Fraction(units, unit)),
        1,
        highest,
        start=min(max(ceil(search.lacking * unit), 1), highest),
        certain=not (isinstance(rule, EqualShares) and _raises(rule)),
    )
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


def _boundary(
    funded: Callable[[int], bool], lowest: int, highest: int, start: int, step: int
) -> int | None:
    """A number that is funded while the one below is not, or is below `lowest`.

    Found from `start` by ever longer strides, then by halving; None where even `highest` is not.
    """
    found, refused = highest + 1, lowest - 1
    if funded(start):
        found = start
        while found > lowest:
            lower = max(found - step, lowest)
            if not funded(lower):
                refused = lower
                break
            found, step = lower, 2 * step
    else:
        refused = start
        while refused < highest:
            higher = min(refused + step, highest)
            if funded(higher):
                found = higher
                break
            refused, step = higher, 2 * step
        else:
            return None
    while found - refused > 1:
        middle = (refused + found) // 2
        if funded(middle):
            found = middle
        else:
            refused = middle
    return found
