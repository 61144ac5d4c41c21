"""Giving and taking back roles. Separation of duties holds here and in the database."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from portal.accounts.errors import (
    AccountIsClosed,
    OwnRolesAreForOthers,
    RoleIsHeldAlready,
    RoleIsNotGranted,
    RoleIsNotHeld,
    RoleIsOfTheWholeCity,
    RoleNeedsArea,
    RolesConflict,
)
from portal.accounts.models import RoleGrant, User
from portal.accounts.permissions import require_role
from portal.accounts.roles import CITY_WIDE_ONLY, GRANTABLE, NEEDS_AREA, Role, conflicts_with
from portal.accounts.services import audit
from portal.registers.models import Area


@transaction.atomic
def grant_role(
    *, user: User, role: Role, actor: User | None, area: Area | None = None
) -> RoleGrant:
    """Give a person a role. Without an actor the operator of the machine does it, by command.

    Raises:
        RoleIsRequired: the actor is no administrator.
        OwnRolesAreForOthers: nobody widens their own powers.
        RoleIsNotGranted, RoleNeedsArea, RoleIsOfTheWholeCity: the role is not given like this.
        AccountIsClosed, RoleIsHeldAlready: the person cannot take it.
        RolesConflict: the person holds a role that excludes it.
    """
    _require_administrator_for(user, actor)
    _require_fitting_area(role, area)
    if not user.is_active:
        raise AccountIsClosed
    _require_no_conflict(user, role)
    try:
        with transaction.atomic():
            grant = RoleGrant.objects.create(user=user, role=role, area=area, granted_by=actor)
    except IntegrityError:
        # Someone was quicker: the constraints of the table decided. Say which one.
        _require_no_conflict(user, role)
        raise RoleIsHeldAlready from None
    audit.record(
        "grant_role", actor=actor, subject=user, role=role, area=area.code if area else None
    )
    return grant


@transaction.atomic
def revoke_role(*, grant: RoleGrant, actor: User | None) -> RoleGrant:
    """Take a role back; the grant stays on record with its end.

    Raises:
        RoleIsRequired: the actor is no administrator.
        OwnRolesAreForOthers: nobody changes their own roles, so the last administrator stays.
        RoleIsNotHeld: it was taken back before.
    """
    _require_administrator_for(grant.user, actor)
    ended = RoleGrant.objects.in_force().filter(pk=grant.pk).update(revoked_at=timezone.now())
    if not ended:
        raise RoleIsNotHeld
    audit.record("revoke_role", actor=actor, subject=grant.user, role=grant.role)
    grant.refresh_from_db()
    return grant


def _require_administrator_for(user: User, actor: User | None) -> None:
    if actor is None:
        return
    require_role(actor, Role.ADMINISTRATOR)
    if actor == user:
        raise OwnRolesAreForOthers


def _require_fitting_area(role: Role, area: Area | None) -> None:
    if role not in GRANTABLE:
        raise RoleIsNotGranted(role)
    if area is None and role in NEEDS_AREA:
        raise RoleNeedsArea
    if area is not None and role in CITY_WIDE_ONLY:
        raise RoleIsOfTheWholeCity


def _require_no_conflict(user: User, role: Role) -> None:
    held = RoleGrant.objects.in_force().filter(user=user).values_list("role", flat=True)
    if conflict := conflicts_with(role, {Role(name) for name in held}):
        raise RolesConflict(role, conflict)
