"""Personal data dies: the rows of the retention table that a job carries out, and the job."""

from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Exists, OuterRef, ProtectedError

from portal.accounts.models import AuditEntry, Invitation, Membership, User
from portal.accounts.retention import RETENTION
from portal.accounts.services import audit

PURGING = "purge_personal_data"
# A little under a day, so that the hour does not wander.
PURGE_HOURS = 23
UNCONFIRMED_ACCOUNT_DAYS = 7
SETTLED_INVITATION_DAYS = 30
ENDED_MEMBERSHIP_DAYS = 365


@transaction.atomic
def purge_personal_data(*, now: datetime) -> dict[str, int]:
    """Remove what is due by the retention table; how much, by the name of its row.

    The record of deeds keeps the counts, in the transaction that removed the things. It bears
    repetition and any number of workers.
    """
    removed = {row.name: row.remove(now) for row in RETENTION.values() if row.remove}
    audit.record(PURGING, actor=None, subject="retention", **removed)
    return removed


def purge_when_due(*, now: datetime) -> dict[str, int] | None:
    """Purge unless it was done within a day; the record of deeds knows."""
    done = AuditEntry.objects.filter(deed=PURGING, at__gt=now - timedelta(hours=PURGE_HOURS))
    return None if done.exists() else purge_personal_data(now=now)


def remove_unconfirmed_accounts(now: datetime) -> int:
    """Accounts whose owner never confirmed the address, and so never signed in."""
    own = EmailAddress.objects.filter(user=OuterRef("pk"))
    unconfirmed = User.objects.filter(
        Exists(own),
        ~Exists(own.filter(verified=True)),
        last_login=None,
        closed_at=None,
        date_joined__lt=now - timedelta(days=UNCONFIRMED_ACCOUNT_DAYS),
    )
    return sum(_delete(user) for user in unconfirmed.iterator(chunk_size=500))


def _delete(user: User) -> bool:
    try:
        with transaction.atomic():
            user.delete()
    except ProtectedError:
        # Something of the portal rests on it: a role that was granted before the first sign-in.
        return False
    return True


def remove_settled_invitations(now: datetime) -> int:
    """Invitations answered, withdrawn or expired: they hold the address of someone invited."""
    due = Invitation.objects.over_before(now - timedelta(days=SETTLED_INVITATION_DAYS))
    return due.delete()[0]


def remove_ended_memberships(now: datetime) -> int:
    due = Membership.objects.filter(left_at__lt=now - timedelta(days=ENDED_MEMBERSHIP_DAYS))
    return due.delete()[0]


def remove_ended_sessions(now: datetime) -> int:
    """Sessions that expired, and the addresses and browsers noted for them."""
    ended = Session.objects.filter(expire_date__lt=now).delete()[0]
    known = Session.objects.filter(session_key=OuterRef("session_key"))
    noted: int = UserSession.objects.filter(~Exists(known)).delete()[0]
    return ended + noted
