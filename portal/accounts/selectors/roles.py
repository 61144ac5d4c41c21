"""What a person is, and where."""

from django.contrib.auth.models import AnonymousUser

from portal.accounts.models import Membership, RoleGrant, User
from portal.accounts.organisations import ROLE_OF_MEMBER, MemberRole, OrganisationKind
from portal.accounts.roles import EXCLUSIVE, GRANTABLE, Role
from portal.registers.models import Area

Person = User | AnonymousUser


def roles_of(person: Person, area: Area | None = None) -> frozenset[Role]:
    """All roles a person holds now; those granted for an area count there and in its parts.

    ELIGIBLE_VOTER is never among them: the roll is apart from accounts.
    """
    if not isinstance(person, User):
        return frozenset({Role.VISITOR})
    return frozenset(
        {Role.VISITOR, Role.RESIDENT, *_roles_by_membership(person), *_granted(person, area)}
    )


def holds(user: User, role: Role, area: Area | None = None) -> bool:
    """Whether the person holds the role; one query where it is one that is granted."""
    return role in (_granted(user, area) if role in GRANTABLE else roles_of(user, area))


def _roles_by_membership(user: User) -> set[Role]:
    roles = set()
    memberships = Membership.objects.in_force().filter(user=user)
    for role, kind in memberships.values_list("role", "organisation__kind"):
        roles.add(ROLE_OF_MEMBER[MemberRole(role)])
        if kind == OrganisationKind.DEPARTMENT and role != MemberRole.VIEWER:
            roles.add(Role.DEPARTMENT_OFFICER)
    return roles


def _granted(user: User, area: Area | None) -> set[Role]:
    grants = RoleGrant.objects.in_force().filter(user=user)
    if area is not None:
        grants = grants.covering(area)
    return {Role(role) for role in grants.values_list("role", flat=True)}


def exclusive_roles_of(user: User) -> frozenset[Role]:
    """Those of the roles of which nobody holds two."""
    return EXCLUSIVE & _granted(user, None)
