"""Explaining what was found of a stored election: when it is counted, and when again."""

from voting.counting import Found, Instance
from voting.explained import (
    PICKS_FOR_ALL,
    PICKS_FOR_PAST,
    Explained,
    Told,
    explained,
    quietly,
)
from voting.models import Election
from voting.selectors.groups import groups_of


def explained_of(
    election: Election, instance: Instance, found: Found, told: Told = quietly
) -> Explained:
    """The explanation of what was found from the ballots of this election. Two queries at most."""
    most = PICKS_FOR_PAST if election.cycle.source else PICKS_FOR_ALL
    return explained(instance, found, groups_of(election), told=told, most_picks=most)
