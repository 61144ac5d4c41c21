"""From the outbox to the inboxes.

1. Take the oldest undelivered events, locking their rows and passing over those that another
   worker has locked. (On SQLite, where a row cannot be locked, a transaction that began IMMEDIATE
   is alone among writers; it looks after it began, so it sees what the one before it delivered.)
2. For each, write a notice to every person concerned but the one who did it.
3. Mark the events as delivered, in the same transaction.

A worker that is killed leaves nothing behind: its transaction never was, and the next one takes
the same events. So each is delivered once, by any number of workers.
"""

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from portal.accounts.models import User
from portal.lifecycle import kinds
from portal.lifecycle.lineage import ancestors_of
from portal.lifecycle.models import Event
from portal.notices.models import Notice

EVENTS_AT_ONCE = 50
NOTICES_AT_ONCE = 1000


def deliver_events() -> int:
    """Deliver every event of the outbox; safe for any number of workers. Returns how many."""
    delivered = 0
    # Without a transaction: an idle worker does not hold the one writer of SQLite up.
    while _undelivered().exists():
        taken = _deliver_some()
        if not taken:  # another worker has the rest
            break
        delivered += taken
    return delivered


@transaction.atomic
def _deliver_some() -> int:
    events = list(
        _undelivered()
        .select_for_update(skip_locked=True, of=("self",))
        .select_related("item")[:EVENTS_AT_ONCE]
    )
    for event in events:
        _deliver(event)
    Event.objects.filter(pk__in=[event.pk for event in events]).update(delivered_at=timezone.now())
    return len(events)


def _undelivered() -> QuerySet[Event]:
    """A kind that this worker does not know is left to one of the newer version."""
    known = [kind.name for kind in kinds.all_event_kinds()]
    return Event.objects.undelivered().filter(kind__in=known)


def _deliver(event: Event) -> None:
    people = _concerned(event).values_list("pk", flat=True)
    Notice.objects.bulk_create(
        (Notice(user_id=person, event=event) for person in people.iterator(NOTICES_AT_ONCE)),
        batch_size=NOTICES_AT_ONCE,
        ignore_conflicts=True,
    )


def _concerned(event: Event) -> QuerySet[User]:
    """Who is told; never who did it.

    Those who follow the item or, where the kind says so, an earlier one of its path; of an event
    of the whole cycle, those who follow anything in it.
    """
    kind = kinds.event_kind(event.kind)
    people = User.objects.filter(is_active=True)
    if event.actor_id:
        people = people.exclude(pk=event.actor_id)
    if event.item is None:
        return people.filter(follows__item__cycle=event.cycle_id).distinct()
    items = {event.item.pk}
    if kind.along_the_path and event.item.is_public:
        items |= ancestors_of(items)
    people = people.filter(follows__item__in=items).distinct()
    if kind.once_until_read:
        unread = Q(event__kind=kind.name, event__item=event.item, read_at=None)
        people = people.exclude(pk__in=Notice.objects.filter(unread).values("user"))
    return people
