"""Closing an account: what names the person goes, what they said in public stays."""

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone, translation

from portal.accounts.errors import AccountIsClosed, ExclusiveRoleIsHeld, LastRepresentative
from portal.accounts.models import Invitation, User
from portal.accounts.names import CLOSED_ACCOUNT_NAME
from portal.accounts.personal_data import personal_tables
from portal.accounts.selectors import exclusive_roles_of, solely_represented_by
from portal.accounts.services import audit
from portal.accounts.services.memberships import leave_organisation


@transaction.atomic
def close_account(*, user: User) -> User:
    """Close one's account for good.

    The row stays, so that public contributions and ledgers stay whole, and names nobody any
    more. All that apps registered as erased goes with it, and no session survives.

    Raises:
        ExclusiveRoleIsHeld: keys, rolls and ledgers are handed over first.
        LastRepresentative: names the organisations that would be left without one.
        AccountIsClosed: it was before.
    """
    closing = User.objects.select_for_update().get(pk=user.pk)
    if closing.closed_at:
        raise AccountIsClosed
    if held := exclusive_roles_of(closing):
        raise ExclusiveRoleIsHeld(held)
    if alone := list(solely_represented_by(closing)):
        raise LastRepresentative([organisation.shown_name for organisation in alone])
    for membership in closing.memberships.in_force().order_by("organisation"):
        # Each is held while it is left: of two last representatives, one is refused here.
        leave_organisation(organisation=membership.organisation, actor=closing)
    closing.role_grants.in_force().update(revoked_at=timezone.now())
    _erase(closing)
    _anonymise(closing)
    audit.record("close_account", actor=closing, subject=closing)
    return closing


def _erase(user: User) -> None:
    addresses = [*EmailAddress.objects.filter(user=user).values_list("email", flat=True)]
    Invitation.objects.filter(email__in=[user.email.lower(), *addresses]).delete()
    keys = UserSession.objects.filter(user=user).values("session_key")
    Session.objects.filter(session_key__in=keys).delete()
    for table in personal_tables():
        if table.erased:
            table.rows_of(user).delete()


def _anonymise(user: User) -> None:
    # .invalid is reserved (RFC 2606): no mail ever goes there.
    user.email = f"closed-{user.pk}@closed.invalid"
    with translation.override("ja"):
        user.display_name = str(CLOSED_ACCOUNT_NAME)
    user.home_area = None
    user.language = "ja"
    user.last_login = None
    user.is_active = False
    user.closed_at = timezone.now()
    # Sessions that no list knows end too: each carries a hash of the password.
    user.set_unusable_password()
    user.save()
