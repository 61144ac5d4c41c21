"""Who writes a proposal, and which organisations may be asked to."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import F, Q, QuerySet

from portal.accounts.models import Membership, Organisation, User
from portal.accounts.organisations import MEMBERS_MAY, Deed, MemberRole, OrganisationKind
from portal.lifecycle.phases import Action
from proposals.models import CoAuthor, Proposal, SharedDraft
from proposals.models.proposals import written_by
from proposals.states import EDITABLE_STATES, ProposalState

MEMBERS_WHO_WRITE = [role for role, deeds in MEMBERS_MAY.items() if Deed.EDIT_PAGE in deeds]


def is_writer(user: User, proposal: Proposal) -> bool:
    """Its author, and who writes for an organisation that has joined. At most one query."""
    if proposal.author_id == user.pk:
        return True
    mine = Organisation.objects.acted_for_by(user)
    return proposal.co_authors.filter(organisation__in=mine, accepted_at__isnull=False).exists()


def writers_among(users: Collection[int], proposal: Proposal) -> dict[int, User]:
    """Those of the accounts that write the proposal now. At most two queries."""
    active = {user.pk: user for user in User.objects.filter(pk__in=users, is_active=True)}
    others = active.keys() - {proposal.author_id}
    if not others:
        return active
    members = Membership.objects.in_force().filter(
        user__in=others,
        role__in=MEMBERS_WHO_WRITE,
        organisation__closed_at=None,
        organisation__co_authorships__proposal=proposal,
        organisation__co_authorships__accepted_at__isnull=False,
    )
    writing = set(members.values_list("user", flat=True)) | {proposal.author_id}
    return {pk: user for pk, user in active.items() if pk in writing}


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


def is_unsettled(proposal_id: int) -> bool:
    """Whether something was written live that is no revision yet. One query."""
    unsettled = SharedDraft.objects.filter(step__gt=F("settled_step"))
    return unsettled.filter(proposal=proposal_id).exists()


@dataclass(frozen=True)
class PersonAtDraft:
    """Who has a draft open: what others see of them, and whether they may write."""

    name: str
    organisation: str
    may_write: bool


def person_at_draft(user_id: int, proposal_id: int) -> PersonAtDraft | None:
    """While it is written: its authors, and members of the organisations on its list.

    None for all others. At most four queries.
    """
    user = User.objects.filter(pk=user_id, is_active=True).first()
    if user is None:
        return None
    drafts = Proposal.objects.filter(written_by(user), state__in=EDITABLE_STATES)
    proposal = drafts.filter(pk=proposal_id).first()
    if proposal is None:
        return None
    own = Membership.objects.in_force().filter(user=user).values("organisation")
    listed = proposal.co_authors.filter(organisation__in=own).select_related("organisation").first()
    organisation = listed.organisation.shown_name if listed else ""
    return PersonAtDraft(user.display_name, organisation, may_write=is_writer(user, proposal))


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
