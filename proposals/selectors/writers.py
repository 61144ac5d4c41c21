"""Who writes a proposal, and which organisations may be asked to."""

from collections import defaultdict
from collections.abc import Collection

from django.db.models import Q, QuerySet

from portal.accounts.models import Membership, Organisation, User
from portal.accounts.organisations import MEMBERS_MAY, Deed, MemberRole, OrganisationKind
from portal.lifecycle.phases import Action
from proposals.models import CoAuthor, Proposal
from proposals.states import ProposalState

MEMBERS_WHO_WRITE = [role for role, deeds in MEMBERS_MAY.items() if Deed.EDIT_PAGE in deeds]


def is_writer(user: User, proposal: Proposal) -> bool:
    """Its author, and who writes for an organisation that has joined. At most one query."""
    if proposal.author_id == user.pk:
        return True
    mine = Organisation.objects.acted_for_by(user)
    return proposal.co_authors.filter(organisation__in=mine, accepted_at__isnull=False).exists()


def proposers_of(proposals: Collection[int]) -> dict[int, set[int]]:
    """By proposal, the accounts of its author and of who writes for organisations that joined.

    Two queries.
    """
    found: dict[int, set[int]] = defaultdict(set)
    authors = Proposal.objects.filter(pk__in=proposals, author__is_active=True)
    for proposal, author in authors.values_list("pk", "author"):
        found[proposal].add(author)
    writing = Membership.objects.in_force().filter(
        role__in=MEMBERS_WHO_WRITE,
        user__is_active=True,
        organisation__closed_at=None,
        organisation__co_authorships__proposal__in=proposals,
        organisation__co_authorships__accepted_at__isnull=False,
    )
    pairs = writing.values_list("organisation__co_authorships__proposal", "user")
    for proposal, member in pairs:
        found[proposal].add(member)
    return found


def may_invite(proposal: Proposal) -> QuerySet[Organisation]:
    """Verified organisations and departments that are not on the list yet."""
    return Organisation.objects.filter(
        Q(verified_at__isnull=False) | Q(kind=OrganisationKind.DEPARTMENT)
    ).exclude(co_authorships__proposal=proposal)


def represented_by(user: User) -> QuerySet[Membership]:
    return Membership.objects.in_force().filter(user=user, role=MemberRole.REPRESENTATIVE)


def co_author_of(user: User, proposal: Proposal) -> list[CoAuthor]:
    """The listings for which the person may answer: those of organisations they represent."""
    return list(
        proposal.co_authors.filter(
            organisation__in=represented_by(user).values("organisation")
        ).select_related("organisation")
    )


def action_of_writing(proposal: Proposal) -> Action:
    """What was sent back may be worked on while others are screened; a draft may not."""
    if proposal.state == ProposalState.RETURNED:
        return Action.RESUBMIT_PROPOSAL
    return Action.DRAFT_PROPOSAL


def action_of_submitting(proposal: Proposal) -> Action:
    if proposal.state == ProposalState.RETURNED:
        return Action.RESUBMIT_PROPOSAL
    return Action.SUBMIT_PROPOSAL
