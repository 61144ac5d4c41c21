"""From the inboxes to the mailboxes, in two steps, each safe for any number of workers.

1. Planning. Take some subscriptions that are due, locked, and passing over those that another
   worker has; write a mail for each of which notices wait, let the notices point to it, and say
   when the next is due: all in one transaction, so that a notice goes into one mail alone.
2. Sending. Claim some mails for a while, in a transaction of its own; hand each over, and say that
   it was sent. The claim of a worker that was killed runs out, and another sends what is left. Of
   the one mail that was on its way just then nobody can know: it is sent again with the same
   Message-ID, and shown once.
"""

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import uuid4

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from portal.lifecycle import kinds
from portal.notices.adapters import Adapter, NotTaken, adapter
from portal.notices.frequencies import Frequency, is_quiet, next_time
from portal.notices.models import Mail, Notice, Subscription
from portal.notices.services.writing import message_of

logger = logging.getLogger(__name__)
PEOPLE_AT_ONCE = 500
MAILS_AT_ONCE = 50
LEASE = timedelta(minutes=2)
MOST_ATTEMPTS = 5


def send_digests() -> int:
    """Plan what is due and send what waits; how many mails were sent."""
    while _plan_some(timezone.now()):
        pass
    sent = 0
    while mails := _claim():
        sent += _send(mails)
    return sent


def _plan_some(now: datetime) -> int:
    due = _due(now)
    # Without a transaction: an idle worker does not hold the one writer of SQLite up.
    if not due.exists():
        return 0
    with transaction.atomic():
        taken = list(due.select_for_update(skip_locked=True, of=("self",))[:PEOPLE_AT_ONCE])
        waiting = _waiting().filter(user__in=[each.pk for each in taken])
        people = set(waiting.values_list("user", flat=True).distinct())
        host = settings.SITE_URL.rpartition("/")[2].partition(":")[0]
        Mail.objects.bulk_create(
            Mail(user_id=person, message_id=f"<{uuid4().hex}@{host}>", made_at=now)
            for person in people
        )
        own = Mail.objects.filter(user=OuterRef("user"), made_at=now, sent_at=None)
        waiting.update(mail=Subquery(own.order_by("-id").values("id")[:1]))
        local = timezone.localtime(now)
        for each in taken:
            each.next_at = next_time(Frequency(each.frequency), local)
        Subscription.objects.bulk_update(taken, ["next_at"], batch_size=PEOPLE_AT_ONCE)
    return len(taken)


def _due(now: datetime) -> QuerySet[Subscription]:
    """Those whose time has come and is not quiet; at once only where something waits."""
    hour = timezone.localtime(now).hour
    quiet = [(start, end) for start in range(24) for end in range(24) if is_quiet(hour, start, end)]
    is_quiet_now = Q(pk__in=[])
    for start in {start for start, _end in quiet}:
        ends = [end for begin, end in quiet if begin == start]
        is_quiet_now |= Q(quiet_from=start, quiet_until__in=ends)
    something = Exists(_waiting().filter(user=OuterRef("pk")))
    return (
        Subscription.objects.filter(next_at__lte=now, user__is_active=True)
        .exclude(frequency=Frequency.NEVER)
        .exclude(is_quiet_now)
        .filter(~Q(frequency=Frequency.AT_ONCE) | something)
        .order_by("pk")
    )


def _waiting() -> QuerySet[Notice]:
    """Notices that no mail has, told since the person asked for mail, and not read yet."""
    known = [kind.name for kind in kinds.all_event_kinds()]
    return Notice.objects.unread().filter(
        mail=None, event__kind__in=known, created_at__gte=F("user__subscription__since")
    )


def _claim() -> list[int]:
    now = timezone.now()
    free = Q(claimed_until=None) | Q(claimed_until__lt=now)
    waiting = Mail.objects.filter(free, sent_at=None, given_up_at=None).order_by("pk")
    if not waiting.exists():
        return []
    with transaction.atomic():
        taken = waiting.select_for_update(skip_locked=True).values_list("pk", flat=True)
        mails = list(taken[:MAILS_AT_ONCE])
        Mail.objects.filter(pk__in=mails).update(
            claimed_until=now + LEASE, attempts=F("attempts") + 1
        )
    return mails


def _send(numbers: Sequence[int]) -> int:
    mails = (
        Mail.objects.filter(pk__in=numbers)
        .select_related("user__subscription")
        .prefetch_related("notices__event__item", "notices__event__cycle")
        .prefetch_related("notices__event__organisation")
        .order_by("pk")
    )
    sent = 0
    with adapter() as way:
        for mail in mails:
            sent += _hand_over(mail, way)
    return sent


def _hand_over(mail: Mail, way: Adapter) -> int:
    """Nobody gets a mail who ended the subscription meanwhile, or read all of it."""
    message = message_of(mail)
    if message is None:
        Mail.objects.filter(pk=mail.pk).update(given_up_at=timezone.now())
        return 0
    try:
        way.send(message)
    except NotTaken as error:
        logger.warning("Mail %s was not taken: %s", mail.pk, error)
        if mail.attempts >= MOST_ATTEMPTS:
            Mail.objects.filter(pk=mail.pk).update(given_up_at=timezone.now())
        return 0
    return Mail.objects.filter(pk=mail.pk, sent_at=None).update(sent_at=timezone.now())
