"""Changing the state of a phase: alone, by the table of transitions, with a line in the ledger."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from portal.accounts.models import User
from portal.accounts.roles import Role
from portal.accounts.selectors import roles_of
from portal.lifecycle.errors import PhaseCannotChange, ReasonIsMissing, RoleIsMissing
from portal.lifecycle.events import write_event
from portal.lifecycle.hooks import run_on_enter
from portal.lifecycle.locks import hold_phase_alone
from portal.lifecycle.models import Cycle, CyclePhase, PhaseChange
from portal.lifecycle.phases import TRANSITIONS, Action, Phase, PhaseState

EVENT_OF_STATE = {
    PhaseState.OPEN: "lifecycle.phase_opened",
    PhaseState.CLOSED: "lifecycle.phase_closed",
}


@transaction.atomic
def open_phase(*, cycle: Cycle, phase: Phase, actor: User | None, reason: str = "") -> CyclePhase:
    """Open a phase that was ahead, and let each stage do what it does on entering it.

    Without an actor the schedule does it.

    Raises:
        RoleIsMissing: the actor is no administrator.
        PhaseCannotChange: the phase is not ahead.
    """
    return _change(cycle, phase, PhaseState.AHEAD, PhaseState.OPEN, actor, reason)


@transaction.atomic
def close_phase(*, cycle: Cycle, phase: Phase, actor: User | None, reason: str = "") -> CyclePhase:
    """Close an open phase, once everyone who is using it has finished.

    Raises:
        RoleIsMissing, PhaseCannotChange: as for opening.
    """
    return _change(cycle, phase, PhaseState.OPEN, PhaseState.CLOSED, actor, reason)


@transaction.atomic
def reopen_phase(
    *, cycle: Cycle, phase: Phase, actor: User, reason: str, closes_at: datetime | None
) -> CyclePhase:
    """Open a closed phase again, with a public reason and a new end.

    Raises:
        ReasonIsMissing: the reason is too short to explain anything.
        RoleIsMissing, PhaseCannotChange: as for opening.
    """
    _require_reason(reason)
    changed = _change(cycle, phase, PhaseState.CLOSED, PhaseState.OPEN, actor, reason)
    changed.closes_at = closes_at
    changed.save(update_fields=["closes_at"])
    return changed


@transaction.atomic
def leave_phase_out(*, cycle: Cycle, phase: Phase, actor: User, reason: str) -> CyclePhase:
    """Leave a phase out of this cycle, with a public reason.

    Raises:
        ReasonIsMissing, RoleIsMissing, PhaseCannotChange: as for reopening.
    """
    _require_reason(reason)
    return _change(cycle, phase, PhaseState.AHEAD, PhaseState.LEFT_OUT, actor, reason)


@transaction.atomic
def take_phase_in(*, cycle: Cycle, phase: Phase, actor: User, reason: str) -> CyclePhase:
    """Take a phase that was left out into the plan again.

    Raises:
        ReasonIsMissing, RoleIsMissing, PhaseCannotChange: as for reopening.
    """
    _require_reason(reason)
    return _change(cycle, phase, PhaseState.LEFT_OUT, PhaseState.AHEAD, actor, reason)


@transaction.atomic
def plan_phase(
    *,
    cycle: Cycle,
    phase: Phase,
    actor: User,
    opens_at: datetime | None,
    closes_at: datetime | None,
) -> CyclePhase:
    """Set the window of a phase. A start that has passed opens nothing twice.

    Raises:
        RoleIsMissing: the actor is no administrator.
    """
    _require_administrator(actor, cycle)
    hold_phase_alone(cycle.pk, phase)
    planned = CyclePhase.objects.get(cycle=cycle, phase=phase)
    planned.opens_at, planned.closes_at = opens_at, closes_at
    planned.save(update_fields=["opens_at", "closes_at"])
    return planned


def _change(
    cycle: Cycle,
    phase: Phase,
    expected: PhaseState,
    wanted: PhaseState,
    actor: User | None,
    reason: str,
) -> CyclePhase:
    if actor is not None:
        _require_administrator(actor, cycle)
    hold_phase_alone(cycle.pk, phase)
    changing = CyclePhase.objects.get(cycle=cycle, phase=phase)
    current = PhaseState(changing.state)
    if current != expected or wanted not in TRANSITIONS[current]:
        raise PhaseCannotChange(phase, current, wanted)
    changing.state = wanted
    changing.save(update_fields=["state"])
    PhaseChange.objects.create(
        cycle=cycle,
        phase=phase,
        from_state=current,
        to_state=wanted,
        at=timezone.now(),
        actor=actor,
        reason=reason,
    )
    if wanted in EVENT_OF_STATE:
        write_event(EVENT_OF_STATE[wanted], cycle=cycle, actor=actor, phase=phase.value)
    if wanted == PhaseState.OPEN:
        run_on_enter(phase, cycle)
    return changing


def _require_administrator(actor: User, cycle: Cycle) -> None:
    if Role.ADMINISTRATOR not in roles_of(actor, cycle.area):
        raise RoleIsMissing(Action.CHANGE_PHASE)


def _require_reason(reason: str) -> None:
    if len(reason.strip()) < ReasonIsMissing.MINIMUM:
        raise ReasonIsMissing
