"""Organisations that write a proposal together: asked, joined, of one mind about one text."""

from django.db import transaction
from django.utils import timezone

from portal.accounts.models import Membership, Organisation, User
from portal.accounts.organisations import MemberRole, OrganisationKind
from portal.lifecycle.events import write_event
from portal.lifecycle.services import admit
from portal.notices.services import follow
from proposals.errors import (
    InvitationIsNotAccepted,
    NotTheRepresentative,
    OrganisationIsListed,
    OrganisationIsNotVerified,
    TextHasChanged,
)
from proposals.models import CoAuthor, Proposal
from proposals.selectors import action_of_writing
from proposals.services.co_drafting import look_again, settle
from proposals.services.deeds import hold_proposal, require_writer, state_after
from proposals.states import ProposalDeed, ProposalState


@transaction.atomic
def invite_co_author(*, actor: User, proposal_id: int, organisation: Organisation) -> CoAuthor:
    """Ask an organisation to write with the authors; its members may read the draft at once.

    Raises:
        NotAnAuthor, DeedIsNotOpen, RoleIsMissing, PhaseIsNotOpen: as for editing.
        OrganisationIsNotVerified: nobody has checked yet that it is what it says.
        OrganisationIsListed: it was asked before.
    """
    proposal = hold_proposal(proposal_id)
    require_writer(actor, proposal)
    _require_open(actor, proposal)
    after = state_after(proposal, ProposalDeed.INVITE)
    if organisation.verified_at is None and organisation.kind != OrganisationKind.DEPARTMENT:
        raise OrganisationIsNotVerified(organisation.shown_name)
    listed, is_new = CoAuthor.objects.get_or_create(
        proposal=proposal, organisation=organisation, defaults={"invited_by": actor}
    )
    if not is_new:
        raise OrganisationIsListed(organisation.shown_name)
    _move(proposal, after, actor)
    _tell("proposals.organisation_invited", listed, actor)
    return listed


@transaction.atomic
def accept_co_authorship(*, actor: User, co_author_id: int) -> CoAuthor:
    """Join the authors in the name of an organisation, which its representative alone can do.

    Raises:
        NotTheRepresentative: the actor does not represent the organisation.
        DeedIsNotOpen, RoleIsMissing, PhaseIsNotOpen: as for editing.
    """
    listed = _hold(co_author_id)
    _require_representative(actor, listed.organisation)
    _require_open(actor, listed.proposal)
    state_after(listed.proposal, ProposalDeed.ANSWER_INVITATION)
    listed.accepted_at = timezone.now()
    listed.accepted_by = actor
    listed.save(update_fields=["accepted_at", "accepted_by"])
    follow(user=actor, item=listed.proposal.item)
    _tell("proposals.organisation_joined", listed, actor)
    look_again(listed.proposal)
    return listed


@transaction.atomic
def unlist_co_author(*, actor: User, co_author_id: int) -> None:
    """Take an organisation off the list: by an author, or by its own representative who declines.

    Raises:
        NotAnAuthor: the actor is neither.
        DeedIsNotOpen: the proposal was handed in with it.
    """
    listed = _hold(co_author_id)
    proposal = listed.proposal
    if not represents(actor, listed.organisation):
        require_writer(actor, proposal)
    after = state_after(proposal, ProposalDeed.UNLIST)
    _tell("proposals.organisation_left", listed, actor)
    listed.delete()
    _move(proposal, after, actor)
    look_again(proposal)
    _complete_consent(proposal, actor)


@transaction.atomic
def consent_to_proposal(*, actor: User, co_author_id: int, revision: int) -> CoAuthor:
    """Consent in the name of an organisation to the text that its representative has read.

    Raises:
        NotTheRepresentative, DeedIsNotOpen, RoleIsMissing, PhaseIsNotOpen.
        InvitationIsNotAccepted: joining comes first.
        TextHasChanged: the text was edited after it was read.
    """
    listed = _hold(co_author_id)
    proposal = listed.proposal
    _require_representative(actor, listed.organisation)
    _require_open(actor, proposal)
    state_after(proposal, ProposalDeed.CONSENT)
    if listed.accepted_at is None:
        raise InvitationIsNotAccepted
    settle(proposal)
    if revision != proposal.revision:
        raise TextHasChanged(proposal.revision)
    listed.consented_at = timezone.now()
    listed.consented_by = actor
    listed.consented_revision = revision
    listed.save(update_fields=["consented_at", "consented_by", "consented_revision"])
    _tell("proposals.organisation_consented", listed, actor)
    _complete_consent(proposal, actor)
    return listed


def represents(user: User, organisation: Organisation) -> bool:
    return (
        Membership.objects.in_force()
        .filter(user=user, organisation=organisation, role=MemberRole.REPRESENTATIVE)
        .exists()
    )


def _hold(co_author_id: int) -> CoAuthor:
    listed = CoAuthor.objects.select_related("organisation").get(pk=co_author_id)
    listed.proposal = hold_proposal(listed.proposal_id)
    # Between our look and our hold it may have changed: look again.
    listed.refresh_from_db(fields=["accepted_at", "consented_at", "consented_revision"])
    return listed


def _require_open(actor: User, proposal: Proposal) -> None:
    admit(actor=actor, cycle=proposal.item.cycle, action=action_of_writing(proposal))


def _require_representative(actor: User, organisation: Organisation) -> None:
    if not represents(actor, organisation):
        raise NotTheRepresentative(organisation.shown_name)


def _complete_consent(proposal: Proposal, actor: User) -> None:
    """Once every listed organisation has consented, the draft waits for being handed in."""
    listed = proposal.co_authors.all()
    if listed.exists() and not listed.without_consent().exists():
        _move(proposal, state_after(proposal, ProposalDeed.COMPLETE_CONSENT), actor)


def _move(proposal: Proposal, state: ProposalState, actor: User) -> None:
    if state != proposal.state:
        proposal.state = state
        proposal.edited_by = actor
        proposal.save(update_fields=["state"])


def _tell(kind: str, listed: CoAuthor, actor: User) -> None:
    write_event(
        kind,
        item=listed.proposal.item,
        actor=actor,
        organisation=listed.organisation,
        revision=listed.proposal.revision,
    )
