"""Which proposals may be put on a ballot."""

from django.db.models import QuerySet

from portal.lifecycle.models import Cycle
from proposals.models import Proposal
from proposals.states import ProposalState
from voting.models import Option
from voting.states import ElectionKind

# Priorities may be asked about what is still being screened; answered with no is answered.
LISTABLE: dict[ElectionKind, frozenset[ProposalState]] = {
    ElectionKind.PRIORITY: frozenset(
        {ProposalState.SUBMITTED, ProposalState.IN_SCREENING, ProposalState.COSTED}
    ),
    ElectionKind.BUDGET: frozenset({ProposalState.COSTED}),
}


def listable_proposals(cycle: Cycle, kind: ElectionKind) -> QuerySet[Proposal]:
    """The proposals of a cycle that no election of this kind holds yet, oldest first."""
    listed = Option.objects.standing().filter(election__cycle=cycle, election__kind=kind)
    return (
        Proposal.objects.public()
        .filter(item__cycle=cycle, state__in=LISTABLE[kind])
        .exclude(pk__in=listed.exclude(proposal=None).values("proposal"))
        .select_related("item", "screening")
        .order_by("submitted_at", "pk")
    )
