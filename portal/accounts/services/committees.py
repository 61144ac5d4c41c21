"""The seats of an area committee: offered by the committee, taken by the member's representative.

Whether the committee is established is never stored: it follows from the seats that count.
"""

from functools import partial

from django.db import transaction
from django.utils import timezone

from portal.accounts.errors import (
    AlreadyInTheCommittee,
    CannotHoldASeat,
    MemberRoleIsRequired,
    NotAnAreaCommittee,
)
from portal.accounts.locks import hold_organisation
from portal.accounts.models import CommitteeMember, Organisation, User
from portal.accounts.organisations import CommitteeSeat, Deed
from portal.accounts.permissions import require_deed
from portal.accounts.services import audit
from portal.accounts.services.telling import tell_representatives


@transaction.atomic
def offer_seat(
    *, committee: Organisation, member: Organisation, seat: CommitteeSeat, actor: User, url: str
) -> CommitteeMember:
    """Ask an organisation to hold a seat; its representatives are told.

    `url` is the full address of the member's page, where the offer is answered.

    Raises:
        NotAnAreaCommittee: other kinds have no seats.
        MemberRoleIsRequired: the actor does not represent the committee.
        CannotHoldASeat: the member is a committee or a department, or has ended.
        AlreadyInTheCommittee: it was asked, or is in.
    """
    held = hold_organisation(committee.pk)
    if not held.is_area_committee:
        raise NotAnAreaCommittee
    require_deed(actor, held, Deed.FILL_SEATS)
    if not Organisation.objects.able_to_hold_a_seat().filter(pk=member.pk).exists():
        raise CannotHoldASeat
    if held.seats.filter(member=member).exists():
        raise AlreadyInTheCommittee
    offer = CommitteeMember.objects.create(committee=held, member=member, seat=seat)
    audit.record("offer_seat", actor=actor, subject=held, member=member.pk, seat=seat)
    transaction.on_commit(partial(tell_representatives, member, "seat", offer=offer, url=url))
    return offer


@transaction.atomic
def take_seat(*, offer: CommitteeMember, actor: User) -> CommitteeMember:
    """Accept a seat for the member organisation.

    Raises:
        MemberRoleIsRequired: the actor does not represent the member.
        AlreadyInTheCommittee: it was accepted before.
        OrganisationHasEnded: one of the two has.
    """
    committee = hold_organisation(offer.committee_id)
    member = hold_organisation(offer.member_id)
    require_deed(actor, member, Deed.TAKE_SEATS)
    open_offers = CommitteeMember.objects.filter(pk=offer.pk, accepted_at=None)
    if not open_offers.update(accepted_at=timezone.now()):
        raise AlreadyInTheCommittee
    audit.record("take_seat", actor=actor, subject=committee, member=member.pk, seat=offer.seat)
    offer.refresh_from_db()
    return offer


@transaction.atomic
def free_seat(*, seat: CommitteeMember, actor: User) -> None:
    """Decline an offer, leave a seat, or take either back: by either of the two sides.

    Raises:
        MemberRoleIsRequired: the actor represents neither.
    """
    members = Organisation.objects.where_may(actor, Deed.TAKE_SEATS).filter(pk=seat.member_id)
    committees = Organisation.objects.where_may(actor, Deed.FILL_SEATS).filter(pk=seat.committee_id)
    if not (members.exists() or committees.exists()):
        raise MemberRoleIsRequired
    audit.record(
        "free_seat", actor=actor, subject=seat.committee, member=seat.member_id, seat=seat.seat
    )
    seat.delete()
