"""Deeds of the lifecycle: admitting an action, changing a phase, opening a cycle."""

from portal.lifecycle.services.admission import admit
from portal.lifecycle.services.changes import (
    close_phase,
    leave_phase_out,
    open_phase,
    plan_phase,
    reopen_phase,
    take_phase_in,
)
from portal.lifecycle.services.cycles import Window, create_cycle, open_child_cycle
from portal.lifecycle.services.past import Source, record_past_cycle
from portal.lifecycle.services.schedule import change_due_phases

__all__ = [
    "Source",
    "Window",
    "admit",
    "change_due_phases",
    "close_phase",
    "create_cycle",
    "leave_phase_out",
    "open_child_cycle",
    "open_phase",
    "plan_phase",
    "record_past_cycle",
    "reopen_phase",
    "take_phase_in",
]
