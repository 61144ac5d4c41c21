"""Handing a proposal in, and supporting it."""

from django.db import transaction
from django.utils import timezone

from portal.accounts.models import User
from portal.lifecycle import lineage
from portal.lifecycle.events import write_event
from portal.lifecycle.phases import Action
from portal.lifecycle.services import admit
from portal.notices.services import follow
from proposals.errors import ConsentIsMissing, TextsAreMissing
from proposals.models import Proposal, ProposalSupport
from proposals.names import FIELD_NAMES
from proposals.selectors import REQUIRED, action_of_submitting
from proposals.services.co_drafting import look_again, settle
from proposals.services.deeds import hold_proposal, require_writer, state_after
from proposals.services.finding import let_proposal_be_found
from proposals.states import ProposalDeed


@transaction.atomic
def submit_proposal(*, actor: User, proposal_id: int) -> Proposal:
    """Hand a co-drafted proposal in, once every listed organisation has consented to this text.

    From now on everyone reads it; its first reporters and their supporters are told.

    Raises:
        NotAnAuthor: the actor does not write this proposal.
        DeedIsNotOpen: it was handed in already.
        RoleIsMissing, PhaseIsNotOpen: the cycle is past handing in.
        TextsAreMissing: names the empty fields.
        ConsentIsMissing: names the organisations that have not consented.
    """
    proposal = hold_proposal(proposal_id)
    require_writer(actor, proposal)
    after = state_after(proposal, ProposalDeed.SUBMIT)
    admit(actor=actor, cycle=proposal.item.cycle, action=action_of_submitting(proposal))
    settle(proposal)
    _require_whole(proposal)
    missing = list(proposal.co_authors.without_consent().select_related("organisation"))
    if missing:
        raise ConsentIsMissing(missing)
    now = timezone.now()
    proposal.state = after
    proposal.submitted_at = proposal.submitted_at or now
    proposal.updated_at = now
    proposal.edited_by = actor
    proposal.save(update_fields=["state", "submitted_at", "updated_at"])
    lineage.publish(proposal.item)
    let_proposal_be_found(proposal)
    write_event("proposals.proposal_submitted", item=proposal.item, actor=actor)
    look_again(proposal)
    return proposal


@transaction.atomic
def support_proposal(*, actor: User, proposal: Proposal) -> None:
    """Support a proposal and follow it; doing it twice changes nothing.

    Raises:
        DeedIsNotOpen: its state takes no support.
        RoleIsMissing, PhaseIsNotOpen: the cycle does not open SUPPORT_PROPOSAL to the actor.
    """
    state_after(proposal, ProposalDeed.SUPPORT)
    admit(actor=actor, cycle=proposal.item.cycle, action=Action.SUPPORT_PROPOSAL)
    ProposalSupport.objects.bulk_create(
        [ProposalSupport(proposal=proposal, user=actor)], ignore_conflicts=True
    )
    follow(user=actor, item=proposal.item)


@transaction.atomic
def withdraw_proposal_support(*, actor: User, proposal: Proposal) -> None:
    """Take one's support back, whatever the phase; following goes on until it is ended."""
    ProposalSupport.objects.filter(proposal=proposal, user=actor).delete()


def _require_whole(proposal: Proposal) -> None:
    empty = [name for name in REQUIRED if not getattr(proposal, name)]
    if empty:
        raise TextsAreMissing(str(FIELD_NAMES[name]) for name in empty)
