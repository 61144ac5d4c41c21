"""Which proposals, and which issues, may be put on a ballot."""

from django.db.models import QuerySet

from portal.lifecycle.models import Cycle
from proposals.models import Cluster, Proposal
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


def listable_clusters(cycle: Cycle) -> QuerySet[Cluster]:
    """The confirmed issues of a cycle that no vote on priorities holds yet, oldest first."""
    listed = Option.objects.standing().filter(
        election__cycle=cycle, election__kind=ElectionKind.PRIORITY
    )
    return (
        Cluster.objects.confirmed()
        .filter(item__cycle=cycle)
        .exclude(pk__in=listed.exclude(cluster=None).values("cluster"))
        .select_related("item")
        .order_by("confirmed_at", "pk")
    )
