"""Cycles with phases in the states that a test names."""

import factory
from factory.django import DjangoModelFactory

from portal.lifecycle.models import Cycle, CyclePhase
from portal.lifecycle.phases import Phase, PhaseState
from tests.factories.registers import AreaFactory


class CycleFactory(DjangoModelFactory[Cycle]):
    """A cycle whose ten phases are all ahead."""

    class Meta:
        model = Cycle
        skip_postgeneration_save = True

    slug = factory.Sequence(lambda n: f"cycle-{n}")
    name_ja = factory.Sequence(lambda n: f"サイクル{n}")
    name_en = factory.Sequence(lambda n: f"Cycle {n}")
    area = factory.SubFactory(AreaFactory)
    budget = 10_000_000

    @factory.post_generation
    def phases(self: Cycle, create: bool, extracted: object, **kwargs: object) -> None:
        CyclePhase.objects.bulk_create(CyclePhase(cycle=self, phase=phase) for phase in Phase)


def cycle_in(*open_phases, closed=(), **fields):
    """A cycle with these phases open and those closed; the others are ahead."""
    cycle = CycleFactory(**fields)
    cycle.phases.filter(phase__in=open_phases).update(state=PhaseState.OPEN)
    cycle.phases.filter(phase__in=list(closed)).update(state=PhaseState.CLOSED)
    return cycle
