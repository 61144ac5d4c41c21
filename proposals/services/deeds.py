"""What every deed on a proposal begins with: the row held, the table asked, the person known."""

from portal.accounts.models import User
from proposals.errors import DeedIsNotOpen, NotAnAuthor
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
