"""Asking who is there, for a role, or for a part in an organisation; a refusal is raised."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from portal.accounts.errors import MemberRoleIsRequired, RoleIsRequired
from portal.accounts.models import Organisation, User
from portal.accounts.organisations import Deed
from portal.accounts.roles import Role
from portal.accounts.selectors import deeds_open_to, holds
from portal.registers.models import Area


def signed_in(request: HttpRequest) -> User:
    """The person who is signed in; a page without such a person is answered with 403."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def require_role(actor: User, role: Role, area: Area | None = None) -> None:
    """Raises RoleIsRequired unless the person holds the role (in the area, where one is given)."""
    if not actor.is_active or not holds(actor, role, area):
        raise RoleIsRequired(role)


def require_deed(actor: User, organisation: Organisation, deed: Deed) -> None:
    """Raises MemberRoleIsRequired unless the person's part in the organisation allows the deed."""
    if deed not in deeds_open_to(actor, organisation):
        raise MemberRoleIsRequired
