"""Taking in a cycle that ran elsewhere, before it came here."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction

from portal.lifecycle.models import Cycle, PhaseChange
from portal.lifecycle.phases import Phase, PhaseState
from portal.lifecycle.services.cycles import Window, create_cycle
from portal.registers.models import Area


@dataclass(frozen=True, kw_only=True)
class Source:
    """Where a past cycle comes from: a name ("pabulib"), the file, and the hash of its bytes."""

    name: str
    file: str
    sha256: str


@transaction.atomic
def record_past_cycle(
    *,
    slug: str,
    name: str,
    area: Area,
    budget: Decimal,
    currency: str,
    source: Source,
    last_phase: Phase,
    windows: Mapping[Phase, Window],
) -> Cycle:
    """Record a cycle that is over: closed up to its last phase, the later ones left out.

    Its ledger says so line by line, with the source as the reason. Nothing opens here, so no
    stage is told and nobody hears of it.
    """
    cycle = create_cycle(
        slug=slug,
        name_ja=name,
        name_en=name,
        area=area,
        budget=budget,
        currency=currency,
        windows=windows,
    )
    cycle.source, cycle.source_sha256 = source.name, source.sha256
    cycle.save(update_fields=["source", "source_sha256"])
    cycle.phases.filter(phase__lte=last_phase).update(state=PhaseState.CLOSED)
    cycle.phases.filter(phase__gt=last_phase).update(state=PhaseState.LEFT_OUT)
    PhaseChange.objects.bulk_create(
        PhaseChange(
            cycle=cycle,
            phase=phase,
            from_state=before,
            to_state=after,
            reason=f"{source.name}: {source.file} (SHA-256 {source.sha256})",
        )
        for phase in Phase
        for before, after in _steps(phase, last_phase)
    )
    return cycle


def _steps(phase: Phase, last_phase: Phase) -> list[tuple[PhaseState, PhaseState]]:
    if phase > last_phase:
        return [(PhaseState.AHEAD, PhaseState.LEFT_OUT)]
    return [(PhaseState.AHEAD, PhaseState.OPEN), (PhaseState.OPEN, PhaseState.CLOSED)]
