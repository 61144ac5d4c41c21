"""Who may be what. Pure: tables and look-ups, no database (lifecycle.md, section 3)."""

from collections.abc import Iterable
from enum import StrEnum


class Role(StrEnum):
    VISITOR = "visitor"
    RESIDENT = "resident"
    ELIGIBLE_VOTER = "eligible_voter"
    ORGANISATION_REPRESENTATIVE = "organisation_representative"
    ORGANISATION_EDITOR = "organisation_editor"
    ORGANISATION_VIEWER = "organisation_viewer"
    DEPARTMENT_OFFICER = "department_officer"
    WARD_OFFICER = "ward_officer"
    FACILITATOR = "facilitator"
    REVIEWER = "reviewer"
    PANEL_MEMBER = "panel_member"
    ANALYST = "analyst"
    MODERATOR = "moderator"
    COUNTER_CLERK = "counter_clerk"
    COMMITTEE_MEMBER = "committee_member"
    MAYORS_OFFICE = "mayors_office"
    REGISTRAR = "registrar"
    TRUSTEE = "trustee"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"


# Held without anyone's grant: by being here, by an account, by the roll, by a membership.
HELD_BY_NATURE: frozenset[Role] = frozenset(
    {
        Role.VISITOR,
        Role.RESIDENT,
        Role.ELIGIBLE_VOTER,
        Role.ORGANISATION_REPRESENTATIVE,
        Role.ORGANISATION_EDITOR,
        Role.ORGANISATION_VIEWER,
        Role.DEPARTMENT_OFFICER,
    }
)
GRANTABLE: frozenset[Role] = frozenset(Role) - HELD_BY_NATURE

# Separation of duties: nobody holds two of these at once.
EXCLUSIVE: frozenset[Role] = frozenset(
    {Role.REGISTRAR, Role.TRUSTEE, Role.AUDITOR, Role.ADMINISTRATOR}
)

# What has no parts by area: the whole city has one.
CITY_WIDE_ONLY: frozenset[Role] = EXCLUSIVE | {Role.MAYORS_OFFICE}
# What is of one area; the city's own counts, and covers its wards.
NEEDS_AREA: frozenset[Role] = frozenset({Role.WARD_OFFICER})


def conflicts_with(role: Role, held: Iterable[Role]) -> frozenset[Role]:
    """The held roles that forbid taking on this one."""
    return EXCLUSIVE.intersection(held) - {role} if role in EXCLUSIVE else frozenset()
