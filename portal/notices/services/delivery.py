"""From the outbox to the inboxes.

1. Take the oldest undelivered events, locking their rows and passing over those that another
   worker has locked. (On SQLite, where a row cannot be locked, a transaction that began IMMEDIATE
   is alone among writers; it looks after it began, so it sees what the one before it delivered.)
2. For each, write a notice to every person concerned but the one who did it.
3. Mark the events as delivered, in the same transaction.

A worker that is killed leaves nothing behind: its transaction never was, and the next one takes
the same events. So each is delivered once, by any number of workers.
"""

from collections.abc import Iterator
from dataclasses import replace

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from portal.accounts.models import User
from portal.lifecycle import kinds
from portal.lifecycle.lineage import ancestors_of
from portal.lifecycle.models import Event
from portal.notices.grouping import Belongs, belongings
from portal.notices.models import EventPlace, Notice
from portal.notices.names import Why

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
    """Whoever is concerned for several reasons is told once, for the nearest."""
    belongs = _belongs(event)
    EventPlace.objects.bulk_create(_places(event, belongs))
    everyone = _everyone(event)
    for why, concerned in _concerned(event, belongs):
        people = everyone.filter(concerned).values_list("pk", flat=True).distinct()
        Notice.objects.bulk_create(
            (
                Notice(user_id=person, event=event, why=why)
                for person in people.iterator(NOTICES_AT_ONCE)
            ),
            batch_size=NOTICES_AT_ONCE,
            ignore_conflicts=True,
        )


def _everyone(event: Event) -> QuerySet[User]:
    """Who may be told at all: never who did it, and not again of what is still unread."""
    people = User.objects.filter(is_active=True)
    if event.actor_id:
        people = people.exclude(pk=event.actor_id)
    if kinds.event_kind(event.kind).once_until_read:
        unread = Q(event__kind=event.kind, event__item=event.item, read_at=None)
        told = Notice.objects.filter(unread).exclude(event=event)
        people = people.exclude(pk__in=told.values("user"))
    return people


def _concerned(event: Event, belongs: Belongs) -> Iterator[tuple[Why, Q]]:
    """Who is told, and why, the nearest reason first.

    Those who follow the item or, where the kind says so, an earlier one of its path; its ward, its
    theme, its organisations; of an event of the whole cycle, those who follow anything in it.
    """
    if event.item is None:
        yield Why.CYCLE, Q(follows__item__cycle=event.cycle_id)
    else:
        yield Why.ITEM, Q(follows__item=event.item)
        if kinds.event_kind(event.kind).along_the_path and event.item.is_public:
            yield Why.PATH, Q(follows__item__in=ancestors_of({event.item.pk}))
    if belongs.area:
        yield Why.AREA, Q(group_follows__area=belongs.area)
    if belongs.theme:
        yield Why.THEME, Q(group_follows__theme=belongs.theme)
    if belongs.organisations:
        yield Why.ORGANISATION, Q(group_follows__organisation__in=belongs.organisations)


def _belongs(event: Event) -> Belongs:
    """Of what is not public nothing is said beyond those who follow it."""
    if event.item is None or not event.item.is_public:
        return Belongs()
    found = belongings(event.item.kind, [event.item.pk]).get(event.item.pk, Belongs())
    if event.organisation_id and event.organisation_id not in found.organisations:
        found = replace(found, organisations=(*found.organisations, event.organisation_id))
    return found


def _places(event: Event, belongs: Belongs) -> Iterator[EventPlace]:
    if belongs.area:
        yield EventPlace(event=event, area_id=belongs.area)
    if belongs.theme:
        yield EventPlace(event=event, theme_id=belongs.theme)
    for organisation in belongs.organisations:
        yield EventPlace(event=event, organisation_id=organisation)
