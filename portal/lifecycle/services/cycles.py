"""Opening a cycle, of its own or as the child of one that has learned something."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from portal.accounts.models import User
from portal.lifecycle.events import write_event
from portal.lifecycle.models import Cycle, CyclePhase
from portal.lifecycle.phases import Action, Phase
from portal.lifecycle.services.admission import admit
from portal.registers.models import Area


@dataclass(frozen=True)
class Window:
    """When a phase is planned to open and to close; either end may be unknown yet."""

    opens_at: datetime | None = None
    closes_at: datetime | None = None


@transaction.atomic
def create_cycle(
    *,
    slug: str,
    name_ja: str,
    name_en: str,
    area: Area,
    budget: Decimal | int,
    currency: str = "JPY",
    windows: Mapping[Phase, Window] | None = None,
    parent: Cycle | None = None,
) -> Cycle:
    """Create a cycle with its ten phases, all of them ahead, planned by the windows given."""
    cycle = Cycle.objects.create(
        slug=slug,
        name_ja=name_ja,
        name_en=name_en,
        area=area,
        budget=budget,
        currency=currency,
        parent=parent,
    )
    planned = windows or {}
    CyclePhase.objects.bulk_create(
        CyclePhase(
            cycle=cycle,
            phase=phase,
            opens_at=planned.get(phase, Window()).opens_at,
            closes_at=planned.get(phase, Window()).closes_at,
        )
        for phase in Phase
    )
    return cycle


@transaction.atomic
def open_child_cycle(
    *,
    parent: Cycle,
    actor: User,
    slug: str,
    name_ja: str,
    name_en: str,
    budget: Decimal | int,
    windows: Mapping[Phase, Window] | None = None,
) -> Cycle:
    """Open the next cycle from phase 10 of one that ends; the same area and currency.

    Raises:
        RoleIsMissing, PhaseIsNotOpen: phase 10 of the parent does not open it to the actor.
    """
    admit(actor=actor, cycle=parent, action=Action.CARRY_OVER)
    child = create_cycle(
        slug=slug,
        name_ja=name_ja,
        name_en=name_en,
        area=parent.area,
        budget=budget,
        currency=parent.currency,
        windows=windows,
        parent=parent,
    )
    write_event("lifecycle.child_cycle_opened", cycle=child, actor=actor)
    return child
