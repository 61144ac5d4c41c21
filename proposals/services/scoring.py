"""Reviewers give points, once they have said that they have no interest in the matter."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from portal.accounts.models import User
from portal.lifecycle.errors import ReasonIsMissing
from portal.lifecycle.phases import Action
from portal.lifecycle.services import admit
from proposals.errors import HasAnInterest, InterestsAreNotDeclared, PointsAreGiven
from proposals.models import Proposal, Scorecard
from proposals.selectors import is_writer
from proposals.services.deeds import hold_proposal
from proposals.states import SCORED_IN, Criterion


@dataclass(frozen=True)
class Points:
    of: Mapping[Criterion, int]
    reason: str
    language: str = "ja"


@transaction.atomic
def declare_interests(
    *, actor: User, proposal_id: int, has_conflict: bool, conflict: str = ""
) -> Scorecard:
    """Say whether one has an interest in the matter, and which; who has gives no points.

    It may be said anew; points that were given before an interest came up are taken out.

    Raises:
        RoleIsMissing, PhaseIsNotOpen: the cycle does not open SCORE_PROPOSAL to the actor.
        PointsAreGiven: the proposal was answered.
        ReasonIsMissing: an interest is named.
    """
    proposal = _hold(actor, proposal_id)
    if has_conflict and len(conflict.strip()) < ReasonIsMissing.MINIMUM:
        raise ReasonIsMissing
    cleared = dict.fromkeys([*Criterion, "scored_at"]) | {"reason": ""} if has_conflict else {}
    card, _ = Scorecard.objects.update_or_create(
        proposal=proposal,
        reviewer=actor,
        defaults={
            **cleared,
            "has_conflict": has_conflict,
            "conflict": conflict if has_conflict else "",
            "declared_at": timezone.now(),
        },
    )
    return card


@transaction.atomic
def score_proposal(*, actor: User, proposal_id: int, points: Points) -> Scorecard:
    """Give points under each criterion, with a reason; the totals are worked out from them.

    Raises:
        RoleIsMissing, PhaseIsNotOpen, PointsAreGiven: as for declaring.
        InterestsAreNotDeclared: that comes first.
        HasAnInterest: the actor declared one, or is among the authors.
        ReasonIsMissing: points need a reason of real length.
    """
    proposal = _hold(actor, proposal_id)
    card = Scorecard.objects.filter(proposal=proposal, reviewer=actor).first()
    if card is None:
        raise InterestsAreNotDeclared
    if card.has_conflict or is_writer(actor, proposal):
        raise HasAnInterest
    if len(points.reason.strip()) < ReasonIsMissing.MINIMUM:
        raise ReasonIsMissing
    for criterion in Criterion:
        setattr(card, criterion.value, points.of[criterion])
    card.reason, card.language, card.scored_at = points.reason, points.language, timezone.now()
    card.save()
    return card


def _hold(actor: User, proposal_id: int) -> Proposal:
    proposal = hold_proposal(proposal_id)
    admit(actor=actor, cycle=proposal.item.cycle, action=Action.SCORE_PROPOSAL)
    if proposal.state not in SCORED_IN:
        raise PointsAreGiven
    return proposal
