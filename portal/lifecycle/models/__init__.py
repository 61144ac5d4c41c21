"""The cycle, its ten phases, the path of its items, and the outbox of events."""

from portal.lifecycle.models.cycles import Cycle, CyclePhase, PhaseChange
from portal.lifecycle.models.events import Event
from portal.lifecycle.models.items import Item, ItemPhase, Link

__all__ = ["Cycle", "CyclePhase", "Event", "Item", "ItemPhase", "Link", "PhaseChange"]
