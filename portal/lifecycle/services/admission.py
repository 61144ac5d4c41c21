"""May this person do this now? Asked by every service that acts in a cycle."""

from portal.accounts.models import User
from portal.accounts.roles import Role
from portal.accounts.selectors import roles_of
from portal.lifecycle.errors import PhaseIsNotOpen, RoleIsMissing
from portal.lifecycle.locks import hold_phase
from portal.lifecycle.models import Cycle, CyclePhase
from portal.lifecycle.phases import WHO_MAY, Action, Phase, PhaseState, phases_opening


def admit(*, actor: User, cycle: Cycle, action: Action, prefer: int | None = None) -> Phase:
    """Let the actor do the action, keeping the phase that opens it open until the commit.

    Where several open phases open the action, the preferred one is held, else the first. Only a
    transaction can hold it. Returns the phase held.

    Raises:
        RoleIsMissing: the actor holds none of the roles that may.
        PhaseIsNotOpen: says why, and when a phase that opens the action begins.
    """
    _require_role(actor, cycle, action)
    candidates = _candidates(cycle, action)
    for candidate in sorted(candidates, key=lambda c: (c.phase != prefer, c.phase)):
        if candidate.state != PhaseState.OPEN:
            continue
        hold_phase(cycle.pk, Phase(candidate.phase))
        # Between our look and our hold it may have been closed: look again.
        candidate.refresh_from_db(fields=["state"])
        if candidate.state == PhaseState.OPEN:
            return Phase(candidate.phase)
    raise PhaseIsNotOpen(action, candidates)


def _require_role(actor: User, cycle: Cycle, action: Action) -> None:
    allowed = WHO_MAY[action]
    if not actor.is_active:
        raise RoleIsMissing(action)
    # What every account may do asks the database nothing.
    if Role.RESIDENT not in allowed and not allowed & roles_of(actor, cycle.area):
        raise RoleIsMissing(action)


def _candidates(cycle: Cycle, action: Action) -> list[CyclePhase]:
    return list(cycle.phases.filter(phase__in=phases_opening(action)).order_by("phase"))
