"""Telling particular people something, whether they follow the item or not."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from portal.accounts.models import User
from portal.lifecycle.events import write_event
from portal.lifecycle.models import Cycle, Event, Item
from portal.notices.models import Notice


@transaction.atomic
def tell(
    people: Iterable[User],
    kind: str,
    *,
    item: Item | None = None,
    cycle: Cycle | None = None,
    actor: User | None = None,
    **facts: str | int,
) -> Event:
    """Write an event that concerns these people, and tell them, and no one else, at once."""
    event = write_event(kind, item=item, cycle=cycle, actor=actor, **facts)
    # Delivered already: those who follow the item are not told.
    event.delivered_at = timezone.now()
    event.save(update_fields=["delivered_at"])
    Notice.objects.bulk_create(Notice(user=person, event=event) for person in people)
    return event
