"""What a person is, and where."""

from collections.abc import Collection
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.db.models import Case, Exists, F, OuterRef, Value, When

from portal.accounts.models import Membership, RoleGrant, User
from portal.accounts.models.people import RoleGrantQuerySet
from portal.accounts.organisations import (
    MEMBERS_MAY,
    ROLE_OF_MEMBER,
    Deed,
    MemberRole,
    OrganisationKind,
)
from portal.accounts.roles import EXCLUSIVE, GRANTABLE, Role
from portal.registers.models import Area

Person = User | AnonymousUser


@dataclass(frozen=True)
class Standing:
    """The roles of a person, and the numbers of the organisations for which they write."""

    roles: frozenset[Role]
    writes_for: frozenset[int]


def roles_of(person: Person, area: Area | None = None) -> frozenset[Role]:
    """All roles a person holds now; those granted for an area count there and in its parts.

    One query. ELIGIBLE_VOTER is never among them: the roll is apart from accounts.
    """
    return standing_of(person, area).roles


def standing_of(person: Person, area: Area | None = None) -> Standing:
    """The roles as `roles_of` gives them, and for whom the person writes. One query."""
    if not isinstance(person, User):
        return Standing(frozenset({Role.VISITOR}), frozenset())
    memberships = Membership.objects.in_force().filter(user=person)
    held = memberships.annotate(
        of_kind=F("organisation__kind"),
        active=Case(When(organisation__closed_at=None, then="organisation"), default=Value(0)),
    )
    granted = _grants(person, area).annotate(of_kind=Value(""), active=Value(0))
    columns = ("role", "of_kind", "active")
    roles, writes_for = {Role.VISITOR, Role.RESIDENT}, set()
    for role, kind, active in held.values_list(*columns).union(granted.values_list(*columns)):
        if not kind:
            roles.add(Role(role))
            continue
        roles |= _roles_of_member(MemberRole(role), kind)
        if active and Deed.EDIT_PAGE in MEMBERS_MAY[MemberRole(role)]:
            writes_for.add(active)
    return Standing(frozenset(roles), frozenset(writes_for))


def roles_by_area(person: Person, areas: Collection[int]) -> dict[int, frozenset[Role]]:
    """What `roles_of` says of each of these areas, by its number. Three queries."""
    if not isinstance(person, User):
        return dict.fromkeys(areas, frozenset({Role.VISITOR}))
    members = Membership.objects.in_force().filter(user=person)
    held = members.values_list("role", "organisation__kind")
    granted = list(_grants(person, None).values_list("role", "area"))
    holding = Area.objects.filter(pk__in=areas).values_list("pk", "parent", "parent__parent")
    everywhere = {Role.VISITOR, Role.RESIDENT}
    everywhere |= {role for each, kind in held for role in _roles_of_member(MemberRole(each), kind)}
    return {
        within[0]: frozenset(
            everywhere | {Role(r) for r, area in granted if area in {None, *within}}
        )
        for within in holding
    }


def holds(user: User, role: Role, area: Area | None = None) -> bool:
    """Whether the person holds the role; one query where it is one that is granted."""
    return role in (_granted(user, area) if role in GRANTABLE else roles_of(user, area))


def granted_in(user: User, role: Role, area: OuterRef) -> Exists:
    """For a query: whether the person was granted the role for the area that a row names."""
    grants = RoleGrant.objects.in_force().filter(user=user, role=role)
    return Exists(grants.covering(area))


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
