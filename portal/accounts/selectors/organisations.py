"""Organisations: names already taken, what waits for an answer, how a committee stands."""

from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.db.models import Q, QuerySet

from portal.accounts.models import CommitteeMember, Invitation, Organisation, RoleGrant, User
from portal.accounts.models.organisations import STANDS_FOR_ITS_NAME
from portal.accounts.names import COMMITTEE_SEAT_NAMES
from portal.accounts.organisations import (
    ADMINISTRATORS_MAY_FOR_DEPARTMENTS,
    HOLD_NO_SEAT,
    MEMBERS_MAY,
    NOT_FOR_MEMBERS_OF_DEPARTMENTS,
    CommitteeSeat,
    Deed,
    MemberRole,
    is_established,
)
from portal.accounts.roles import Role
from portal.accounts.selectors.roles import Person, holds
from portal.registers.models import Area


def organisations_found(*, words: str, kind: str, area: Area | None) -> QuerySet[Organisation]:
    """Those at work now that fit; an area includes its parts."""
    found = Organisation.objects.active().with_area()
    for word in words.split():
        found = found.filter(Q(name__icontains=word) | Q(name_en__icontains=word))
    if kind:
        found = found.filter(kind=kind)
    if area:
        found = found.filter(Q(area=area) | Q(area__parent=area) | Q(area__parent__parent=area))
    return found


def deeds_open_to(person: Person, organisation: Organisation) -> frozenset[Deed]:
    """What the person may do for the organisation. One query for who is signed in.

    Two for a department, for which administrators may do something too.
    """
    if not isinstance(person, User) or not person.is_active or organisation.closed_at:
        return frozenset()
    membership = organisation.memberships.in_force().filter(user=person).first()
    deeds = MEMBERS_MAY[MemberRole(membership.role)] if membership else frozenset()
    if not organisation.is_department:
        return deeds
    deeds -= NOT_FOR_MEMBERS_OF_DEPARTMENTS
    if holds(person, Role.ADMINISTRATOR):
        deeds |= ADMINISTRATORS_MAY_FOR_DEPARTMENTS
    return deeds


def former_names_of(organisation: Organisation) -> list[str]:
    """Names it had before, oldest first."""
    names = organisation.history.order_by("history_id").values_list("name", flat=True)
    return [name for name in dict.fromkeys(names) if name != organisation.name]


def bears_a_verified_name(organisation: Organisation) -> bool:
    """Whether the name in its area, or the corporate number, belongs to another verified body."""
    same = Q(name=organisation.name, area=organisation.area)
    if organisation.corporate_number:
        same |= Q(corporate_number=organisation.corporate_number)
    others = Organisation.objects.filter(same, STANDS_FOR_ITS_NAME)
    return others.exclude(pk=organisation.pk).exists()


def organisations_to_verify(officer: User) -> QuerySet[Organisation]:
    """Those in the officer's wards that wait for a decision, the longest waiting first."""
    areas = (
        RoleGrant.objects.in_force()
        .filter(user=officer, role=Role.WARD_OFFICER)
        .values_list("area", flat=True)
    )
    return (
        Organisation.objects.awaiting_verification()
        .filter(Q(area__in=areas) | Q(area__parent__in=areas) | Q(area__parent__parent__in=areas))
        .select_related("area")
    )


def invitations_waiting_for(user: User) -> QuerySet[Invitation]:
    """Invitations sent to an address that the person has confirmed."""
    addresses = EmailAddress.objects.filter(user=user, verified=True).values("email")
    return (
        Invitation.objects.open()
        .filter(email__in=addresses, organisation__closed_at=None)
        .select_related("organisation", "invited_by")
    )


def offers_waiting_for(user: User) -> QuerySet[CommitteeMember]:
    """Seats in area committees offered to organisations that the person represents."""
    return CommitteeMember.objects.filter(
        accepted_at=None,
        committee__closed_at=None,
        member__in=Organisation.objects.active().where_may(user, Deed.TAKE_SEATS),
    ).select_related("committee", "member")


@dataclass(frozen=True)
class Seat:
    """One of the five required kinds of a committee, with who was asked; filled once one counts."""

    kind: CommitteeSeat
    offers: list[CommitteeMember]

    @property
    def name(self) -> str:
        return str(COMMITTEE_SEAT_NAMES[self.kind])

    @property
    def is_filled(self) -> bool:
        return any(offer.counts for offer in self.offers)


def seats_of(committee: Organisation) -> list[Seat]:
    """The five seats in their order. One query."""
    offers = list(committee.seats.select_related("member"))
    return [Seat(kind, [offer for offer in offers if offer.seat == kind]) for kind in CommitteeSeat]


def seats_held_by(organisation: Organisation) -> list[CommitteeMember]:
    """The seats in area committees that it holds or is offered."""
    if organisation.kind in HOLD_NO_SEAT:
        return []
    return list(organisation.seats_held.select_related("committee", "member"))


def committee_is_established(seats: list[Seat]) -> bool:
    """Whether bodies that a ward officer verified fill all five seats."""
    return is_established(frozenset(seat.kind for seat in seats if seat.is_filled))
