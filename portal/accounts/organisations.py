"""Kinds of organisation, and what each kind needs. Pure: tables (lifecycle.md, section 3)."""

from enum import StrEnum

from portal.accounts.roles import Role


class OrganisationKind(StrEnum):
    NPO = "npo"
    NEIGHBOURHOOD_ASSOCIATION = "neighbourhood_association"
    AREA_COMMITTEE = "area_committee"
    VOLUNTEER_GROUP = "volunteer_group"
    COMPANY = "company"
    SHOPPING_STREET = "shopping_street"
    SCHOOL = "school"
    DEPARTMENT = "department"


class MemberRole(StrEnum):
    REPRESENTATIVE = "representative"
    EDITOR = "editor"
    VIEWER = "viewer"


class CommitteeSeat(StrEnum):
    """The five kinds of body without which an area committee is not established (A16)."""

    NEIGHBOURHOOD_LIAISON = "neighbourhood_liaison"
    SOCIAL_WELFARE = "social_welfare"
    SPORTS = "sports"
    YOUTH = "youth"
    WELFARE_COMMISSIONERS = "welfare_commissioners"


# Bodies that people may found themselves; a department is entered by an administrator.
OPEN_TO_RESIDENTS: frozenset[OrganisationKind] = frozenset(OrganisationKind) - {
    OrganisationKind.DEPARTMENT
}
# A corporate number is asked for; a neighbourhood association rarely has one.
USUALLY_INCORPORATED: frozenset[OrganisationKind] = frozenset(
    {OrganisationKind.NPO, OrganisationKind.COMPANY}
)
ROLE_OF_MEMBER: dict[MemberRole, Role] = {
    MemberRole.REPRESENTATIVE: Role.ORGANISATION_REPRESENTATIVE,
    MemberRole.EDITOR: Role.ORGANISATION_EDITOR,
    MemberRole.VIEWER: Role.ORGANISATION_VIEWER,
}


class Deed(StrEnum):
    """What a member may do for their organisation, beside proposing and drafting."""

    SEE_MEMBERS = "see_members"
    LEAVE = "leave"
    EDIT_PAGE = "edit_page"
    # Name, area and number: what a ward officer verified.
    EDIT_IDENTITY = "edit_identity"
    ASK_FOR_VERIFICATION = "ask_for_verification"
    INVITE = "invite"
    CHANGE_ROLES = "change_roles"
    HAND_OVER = "hand_over"
    FILL_SEATS = "fill_seats"
    TAKE_SEATS = "take_seats"
    CLOSE = "close"


MEMBERS_MAY: dict[MemberRole, frozenset[Deed]] = {
    MemberRole.VIEWER: frozenset({Deed.SEE_MEMBERS, Deed.LEAVE}),
    MemberRole.EDITOR: frozenset({Deed.SEE_MEMBERS, Deed.LEAVE, Deed.EDIT_PAGE}),
    MemberRole.REPRESENTATIVE: frozenset(Deed),
}
# A department is the city's: what it is called, and whether it is, the city decides.
NOT_FOR_MEMBERS_OF_DEPARTMENTS: frozenset[Deed] = frozenset(
    {Deed.EDIT_IDENTITY, Deed.ASK_FOR_VERIFICATION, Deed.FILL_SEATS, Deed.TAKE_SEATS, Deed.CLOSE}
)
ADMINISTRATORS_MAY_FOR_DEPARTMENTS: frozenset[Deed] = frozenset(
    {Deed.SEE_MEMBERS, Deed.INVITE, Deed.EDIT_IDENTITY, Deed.CLOSE}
)
# Kinds that hold no seat in an area committee: the committees themselves, and the city.
HOLD_NO_SEAT: frozenset[OrganisationKind] = frozenset(
    {OrganisationKind.AREA_COMMITTEE, OrganisationKind.DEPARTMENT}
)
# How many invitations may be open at once. Anyone can register an organisation, so one that no
# ward officer has looked at must not become a way to send mail to strangers.
OPEN_INVITATIONS_VERIFIED = 100
OPEN_INVITATIONS_UNVERIFIED = 10
INVITATION_DAYS = 14


def is_established(seats: frozenset[CommitteeSeat]) -> bool:
    """Whether an area committee's accepted members fill all five required kinds."""
    return seats == frozenset(CommitteeSeat)


def is_corporate_number(text: str) -> bool:
    """Whether 13 digits carry the right check digit (法人番号の検査用数字, 省令第2条).

    9 - (sum over the 12 lower digits, from the right, of digit x (1, 2, 1, 2 …)) mod 9
    """
    if len(text) != 13 or not (text.isascii() and text.isdigit()):
        return False
    weighted = sum(int(d) * (1 + i % 2) for i, d in enumerate(reversed(text[1:])))
    return int(text[0]) == 9 - weighted % 9
