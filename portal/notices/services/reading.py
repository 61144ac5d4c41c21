"""Saying that notices have been read."""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.utils import timezone

from portal.accounts.models import User
from portal.notices.models import Mail, Notice

NOTICE_DAYS = 365
MAIL_DAYS = 30


def read_notices(*, user: User, notices: Collection[int] | None = None) -> int:
    """Mark the person's own unread notices as read: those of these numbers, else all."""
    unread = Notice.objects.unread().filter(user=user)
    if notices is not None:
        unread = unread.filter(pk__in=notices)
    return unread.update(read_at=timezone.now())


def remove_old_notices(now: datetime) -> int:
    """Notices told so long ago that nobody looks for them: for the table of what is kept."""
    return Notice.objects.filter(created_at__lt=now - timedelta(days=NOTICE_DAYS)).delete()[0]


def remove_old_mails(now: datetime) -> int:
    """What was sent, or given up, so long ago that no worker would take it up again."""
    return Mail.objects.filter(made_at__lt=now - timedelta(days=MAIL_DAYS)).delete()[0]
