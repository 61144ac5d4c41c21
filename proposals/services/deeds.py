"""What every deed on a proposal begins with: the row held, the table asked, the person known."""

from django.utils import timezone

from portal.accounts.models import Organisation, User
from portal.accounts.organisations import OrganisationKind
from proposals.errors import DeedIsNotOpen, NotAnAuthor, NotTheDepartment, OwnProposal
from proposals.models import Proposal
from proposals.selectors import is_writer
from proposals.states import PROPOSAL_DEEDS, ProposalDeed, ProposalState


def hold_proposal(proposal_id: int) -> Proposal:
    """The proposal, kept as it is by nobody else until the transaction ends."""
    return (
        Proposal.objects.select_for_update(of=("self",))
        .select_related("item__cycle__area")
        .get(pk=proposal_id)
    )


def require_writer(actor: User, proposal: Proposal) -> None:
    """Raises NotAnAuthor for all but the author and the editors of accepted organisations."""
    if not is_writer(actor, proposal):
        raise NotAnAuthor


def state_after(proposal: Proposal, deed: ProposalDeed) -> ProposalState:
    """The state to which the deed leads. Raises DeedIsNotOpen where the table lacks it."""
    state = ProposalState(proposal.state)
    if deed not in PROPOSAL_DEEDS[state]:
        raise DeedIsNotOpen(state, deed)
    return PROPOSAL_DEEDS[state][deed]


def move(proposal: Proposal, deed: ProposalDeed, actor: User) -> None:
    """Bring the proposal to the state to which the deed leads. Raises DeedIsNotOpen."""
    proposal.state = state_after(proposal, deed)
    proposal.updated_at = timezone.now()
    proposal.edited_by = actor
    proposal.save(update_fields=["state", "updated_at"])


def require_judge(actor: User, proposal: Proposal, department: Organisation) -> None:
    """The actor judges in the name of this department.

    Raises:
        NotTheDepartment: it is none, or they do not act for it.
        OwnProposal: nobody judges what they wrote, alone or for an organisation.
    """
    acts_for_it = Organisation.objects.acted_for_by(actor).filter(pk=department.pk).exists()
    if department.kind != OrganisationKind.DEPARTMENT or not acts_for_it:
        raise NotTheDepartment(department.shown_name)
    if is_writer(actor, proposal):
        raise OwnProposal
