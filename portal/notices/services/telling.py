"""Telling particular people something, whether they follow the item or not."""

from collections.abc import Iterable

from django.db import connection, transaction
from django.utils import timezone

from portal.accounts.models import Organisation, User
from portal.lifecycle.events import write_event
from portal.lifecycle.models import Cycle, Event, Item
from portal.notices.models import Notice
from portal.notices.names import Why


@transaction.atomic
def tell(
    people: Iterable[User],
    kind: str,
    *,
    item: Item | None = None,
    cycle: Cycle | None = None,
    actor: User | None = None,
    organisation: Organisation | None = None,
    **facts: str | int,
) -> Event:
    """Write an event that concerns these people, and tell them, and no one else, at once."""
    event = write_event(
        kind, item=item, cycle=cycle, actor=actor, organisation=organisation, **facts
    )
    # Delivered already: those who follow the item are not told.
    event.delivered_at = timezone.now()
    event.save(update_fields=["delivered_at"])
    tell_first(people, event)
    return event


def tell_first(people: Iterable[User], event: Event) -> None:
    """Tell these people of an event at once, whether they follow its item or not.

    Who follows it is told in their turn, and nobody twice.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("People are told with the deed itself.")
    Notice.objects.bulk_create(
        (Notice(user=person, event=event, why=Why.CONCERNED) for person in people),
        ignore_conflicts=True,
    )
