"""Writing to the outbox: in the transaction of the deed, so that neither is without the other."""

from django.db import connection, transaction

from portal.accounts.models import Organisation, User
from portal.lifecycle import kinds
from portal.lifecycle.models import Cycle, Event, Item
from portal.lifecycle.names import PHASE_TEXTS
from portal.lifecycle.phases import Phase


def write_event(
    kind: str,
    *,
    item: Item | None = None,
    cycle: Cycle | None = None,
    actor: User | None = None,
    organisation: Organisation | None = None,
    **facts: str | int,
) -> Event:
    """Put an event into the outbox. `facts` fill its sentence and hold nothing personal."""
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("An event is written with its deed.")
    return Event.objects.create(
        kind=kinds.event_kind(kind).name,
        item=item,
        cycle_id=cycle.pk if cycle else item.cycle_id if item else None,
        actor=actor,
        organisation=organisation,
        facts=facts,
    )


def sentence(event: Event) -> str:
    """The event in words, in the active language."""
    facts = {**event.facts, "title": event.item.title if event.item else ""}
    if event.cycle:
        facts["cycle"] = event.cycle.name
    if "phase" in facts:
        facts["phase_name"] = PHASE_TEXTS[Phase(facts["phase"])].name
    if event.organisation:
        facts["organisation"] = event.organisation.shown_name
    kind = kinds.event_kind(event.kind)
    return str(kind.sentence) % {**facts, **kind.words(facts)}
