"""What a person is, and where."""

from django.contrib.auth.models import AnonymousUser
from django.db.models import Value

from portal.accounts.models import Membership, RoleGrant, User
from portal.accounts.models.people import RoleGrantQuerySet
from portal.accounts.organisations import ROLE_OF_MEMBER, MemberRole, OrganisationKind
from portal.accounts.roles import EXCLUSIVE, GRANTABLE, Role
from portal.registers.models import Area

Person = User | AnonymousUser


def roles_of(person: Person, area: Area | None = None) -> frozenset[Role]:
    """All roles a person holds now; those granted for an area count there and in its parts.

    One query. ELIGIBLE_VOTER is never among them: the roll is apart from accounts.
    """
    if not isinstance(person, User):
        return frozenset({Role.VISITOR})
    memberships = Membership.objects.in_force().filter(user=person)
    held = memberships.values_list("role", "organisation__kind")
    granted = _grants(person, area).annotate(no_kind=Value("")).values_list("role", "no_kind")
    roles = {Role.VISITOR, Role.RESIDENT}
    for role, kind in held.union(granted):
        roles |= _roles_of_member(MemberRole(role), kind) if kind else {Role(role)}
    return frozenset(roles)


def holds(user: User, role: Role, area: Area | None = None) -> bool:
    """Whether the person holds the role; one query where it is one that is granted."""
    return role in (_granted(user, area) if role in GRANTABLE else roles_of(user, area))


def _roles_of_member(role: MemberRole, kind: str) -> set[Role]:
    if kind == OrganisationKind.DEPARTMENT and role != MemberRole.VIEWER:
        return {ROLE_OF_MEMBER[role], Role.DEPARTMENT_OFFICER}
    return {ROLE_OF_MEMBER[role]}


def _grants(user: User, area: Area | None) -> RoleGrantQuerySet:
    grants = RoleGrant.objects.in_force().filter(user=user)
    return grants if area is None else grants.covering(area)


def _granted(user: User, area: Area | None) -> set[Role]:
    return {Role(role) for role in _grants(user, area).values_list("role", flat=True)}


def exclusive_roles_of(user: User) -> frozenset[Role]:
    """Those of the roles of which nobody holds two."""
    return EXCLUSIVE & _granted(user, None)
