"""Elections as the counting package takes them, from the tables and back."""

from collections.abc import Iterator
from fractions import Fraction
from types import MappingProxyType

from voting.counting import (
    Electorate,
    Instance,
    Project,
    VoteType,
)
from voting.counting.ballots import Ballots, ballots_of_rows
from voting.counting.election import DEFAULT_ELECTORATE
from voting.models import BallotGroup, Election
from voting.models import Electorate as Body

Content = list[list[int]]
"""A ballot as stored: pairs of an option's position and its points."""


def instance_of(election: Election) -> Instance:
    """The stored election, ready to be counted. Three queries, however many ballots."""
    projects = tuple(projects_of(election))
    return Instance(
        projects=projects,
        budget=Fraction(len(projects) if election.budget is None else election.budget),
        electorates=tuple(_electorates(election)),
        meta=MappingProxyType(election.meta),
    )


def bodies_of(election: Election) -> list[Body]:
    """The electorates of a vote held here, or of one that others decided by their totals.

    None of any other vote, which has but one without a name.
    """
    held = hasattr(election, "held")  # no query where it was loaded with the election
    weighted = bool((election.rule or {}).get("weights"))
    return list(election.electorates.select_related("totals")) if held or weighted else []


def _electorates(election: Election) -> Iterator[Electorate]:
    bodies = bodies_of(election)
    several = len(bodies) > 1 and hasattr(election, "held")
    for place, body in enumerate(bodies):
        if hasattr(body, "totals"):
            yield Electorate(body.code, body.totals.votes)
        else:
            yield Electorate(body.code, stored_ballots(election, place if several else None))
    if not bodies:
        yield Electorate(DEFAULT_ELECTORATE, stored_ballots(election))


def projects_of(election: Election) -> list[Project]:
    """The options as projects, in ballot order.

    Priorities have no costs, and no rule for them looks at any; each stands here for one.
    """
    return [
        Project(
            id=option.external_id,
            name=option.item.title,
            cost=Fraction(option.cost or 1),
            columns=MappingProxyType(option.columns),
        )
        for option in election.options.select_related("item").order_by("position")
    ]


def stored_ballots(election: Election, electorate: int | None = None) -> Ballots:
    groups = BallotGroup.objects.filter(election=election).values_list("content", "count")
    if electorate is not None:
        groups = groups.filter(electorate=electorate)
    rows = list(groups.order_by("id").iterator(chunk_size=5_000))
    return ballots_of_rows(
        VoteType(election.ballot_type),
        election.options.count(),
        (
            (number, [pick for pick, _ in content], [points for _, points in content])
            for content, number in rows
        ),
        point_unit=election.point_unit,
        unnamed_points=election.unnamed_points,
    )
