"""Opening and closing by the calendar."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from portal.lifecycle.errors import PhaseCannotChange
from portal.lifecycle.models import CyclePhase
from portal.lifecycle.phases import Phase, PhaseState
from portal.lifecycle.services.changes import close_phase, open_phase


@dataclass(frozen=True)
class DueChange:
    cycle_slug: str
    phase: Phase
    to_state: PhaseState


def change_due_phases(*, now: datetime) -> list[DueChange]:
    """Open and close every phase whose time has come; safe for any number of workers.

    1. Look which phases are due: ahead past their start, or open past their end.
    2. Change each in a transaction of its own, alone; the change looks again under the lock, so
       of two workers one finds the phase changed already and passes on.
    3. A phase whose whole window passed while nothing ran is opened in this round and closed in
       the next look of the same round, so that the ledger and the stages see both.

    Returns what this worker changed, in order.
    """
    done: list[DueChange] = []
    while due := _due(now):
        changed = [change for row in due if (change := _change(row))]
        if not changed:
            break
        done += changed
    return done


def _due(now: datetime) -> list[CyclePhase]:
    return list(
        CyclePhase.objects.filter(
            Q(state=PhaseState.AHEAD, opens_at__lte=now)
            | Q(state=PhaseState.OPEN, closes_at__lte=now)
        )
        .select_related("cycle")
        .order_by("cycle", "phase")
    )


def _change(row: CyclePhase) -> DueChange | None:
    phase = Phase(row.phase)
    opening = row.state == PhaseState.AHEAD
    try:
        changed = (open_phase if opening else close_phase)(cycle=row.cycle, phase=phase, actor=None)
    except PhaseCannotChange:
        # Another worker was first.
        return None
    return DueChange(row.cycle.slug, phase, PhaseState(changed.state))
