"""Discussions, each contribution placed as the service places it."""

from deliberation.models import Contribution
from deliberation.services import post_contribution
from portal.lifecycle import lineage
from portal.lifecycle.models import Item
from portal.lifecycle.phases import Phase
from tests.factories.accounts import UserFactory
from tests.factories.lifecycle import cycle_in


def item_to_discuss(kind="subject", *, cycle=None, **fields) -> Item:
    """Something public in a cycle in which residents may comment."""
    return lineage.place(
        kind, cycle=cycle or cycle_in(Phase.DISCOVER), **{"title": "暗い道", **fields}
    )


def contribute(item, text="街灯を増やしてほしいです。", **fields) -> Contribution:
    """Something said by a new resident, unless `actor` says who."""
    said = {"actor": fields.pop("actor", None) or UserFactory(), "language": "ja", **fields}
    return post_contribution(item=item, text=text, **said)
