"""Reading cycles: the step bar, what is open, what is next."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, OuterRef, Prefetch, Subquery
from django.urls import NoReverseMatch, reverse

from portal.lifecycle import kinds
from portal.lifecycle.doors import Door, doors_to
from portal.lifecycle.errors import PhaseIsNotOpen
from portal.lifecycle.models import Cycle, CyclePhase, Item, ItemPhase
from portal.lifecycle.models.cycles import CycleQuerySet
from portal.lifecycle.names import PHASE_TEXTS, PhaseText, Text
from portal.lifecycle.phases import OPEN_ACTIONS, Action, Phase, PhaseState, phases_opening


@dataclass(frozen=True)
class Step:
    """One of the ten steps of the bar. `reached_on` is when the item came there, if it did."""

    number: int
    name: Text
    state: PhaseState
    opens_on: datetime | None
    closes_on: datetime | None
    is_current: bool
    reached_on: datetime | None
    url: str


def steps_of_cycle(cycle: Cycle) -> list[Step]:
    """The bar of a cycle: open phases are the current ones. One query."""
    return [
        _step(cycle, row, PhaseState(row.state), is_current=row.state == PhaseState.OPEN)
        for row in cycle.phases.all()
    ]


def steps_of_item(item: Item) -> list[Step]:
    """The bar of an item: behind it what is done, at it the current one.

    The page loaded the phases by `phases_reached`, so there is no query.
    """
    rows: Iterable[Any] = item.cycle.phases.all()
    reached = {row.phase: row.reached_at for row in rows if row.reached_at}
    return _steps_reached(item.cycle, item.phase, reached)


def phases_reached(item_id: int, lookup: str = "item__cycle__phases") -> Prefetch[Any]:
    """For prefetch_related: the phases of an item's cycle, each with when the item came there."""
    came = ItemPhase.objects.filter(item=item_id, phase=OuterRef("phase")).order_by("-id")
    phases = CyclePhase.objects.annotate(reached_at=Subquery(came.values("at")[:1]))
    return Prefetch(lookup, phases)


def steps_of_path(item: Item, path: Iterable[Item]) -> list[Step]:
    """The bar of a whole path in the cycle of one of its items: as far as any has come.

    Two queries.
    """
    here = [one for one in path if one.cycle_id == item.cycle_id] or [item]
    reached: dict[int, datetime] = dict(
        ItemPhase.objects.filter(item__in=here).order_by("-at").values_list("phase", "at")
    )
    return _steps_reached(item.cycle, max(one.phase for one in here), reached)


def _steps_reached(cycle: Cycle, phase: int, reached: dict[int, datetime]) -> list[Step]:
    """What lies before is done, also where the item came of another that went through it."""
    steps = []
    for row in cycle.phases.all():
        state = PhaseState.AHEAD if row.phase > phase else PhaseState.CLOSED
        if row.state == PhaseState.LEFT_OUT and row.phase not in reached:
            state = PhaseState.LEFT_OUT
        if row.phase == phase:
            state = PhaseState.OPEN
        is_current = row.phase == phase
        at = reached.get(row.phase)
        steps.append(_step(cycle, row, state, is_current=is_current, reached_on=at))
    return steps


def is_open(cycle: Cycle, action: Action) -> bool:
    """Whether some open phase of the cycle opens the action (for showing, not for deciding)."""
    return any(
        row.state == PhaseState.OPEN and action in OPEN_ACTIONS[Phase(row.phase)]
        for row in cycle.phases.all()
    )


def cycles_open_for(action: Action) -> CycleQuerySet:
    """The cycles of this city in which some open phase opens the action, newest first."""
    opening = CyclePhase.objects.open().filter(phase__in=phases_opening(action))
    return Cycle.objects.of_this_city().filter(pk__in=opening.values("cycle"))


def why_closed(action: Action, cycle: Cycle | None = None) -> PhaseIsNotOpen:
    """The refusal to show where the cycle, or else no cycle, opens the action.

    It says why, and when the cycle (else the newest one) will.
    """
    asked = cycle or Cycle.objects.of_this_city().first()
    phases = asked.phases.filter(phase__in=phases_opening(action)) if asked else []
    return PhaseIsNotOpen(action, list(phases))


def _step(
    cycle: Cycle,
    row: CyclePhase,
    state: PhaseState,
    *,
    is_current: bool,
    reached_on: datetime | None = None,
) -> Step:
    return Step(
        number=row.phase,
        name=PHASE_TEXTS[Phase(row.phase)].name,
        state=state,
        opens_on=row.opens_at,
        closes_on=row.closes_at,
        is_current=is_current,
        reached_on=reached_on,
        url=f"{cycle.get_absolute_url()}#phase-{row.phase}",
    )


@dataclass(frozen=True)
class KindCount:
    """How many public items of a kind a cycle has, and the page of them (empty: none)."""

    label: Text
    count: int
    url: str


@dataclass(frozen=True)
class PhaseSection:
    """A phase on its cycle's page: when, what a resident can do, what came of it so far."""

    step: Step
    text: PhaseText
    counts: list[KindCount]
    doors: list[Door]


def sections_of_cycle(cycle: Cycle) -> list[PhaseSection]:
    """The ten phases of a cycle with what each holds. Two queries, one where phases are loaded."""
    counts = _counts_by_phase(cycle)
    return [
        PhaseSection(
            step=step,
            text=PHASE_TEXTS[Phase(step.number)],
            counts=counts[Phase(step.number)],
            doors=doors_to(OPEN_ACTIONS[Phase(step.number)]) if step.is_current else [],
        )
        for step in steps_of_cycle(cycle)
    ]


def _counts_by_phase(cycle: Cycle) -> defaultdict[Phase, list[KindCount]]:
    """Items count in the phase in which they were placed, wherever they have come since."""
    placed = ItemPhase.objects.filter(item=OuterRef("pk")).order_by("id").values("phase")[:1]
    counted = (
        Item.objects.public()
        .filter(cycle=cycle)
        .annotate(placed=Subquery(placed))
        .values_list("kind", "placed")
        .annotate(count=Count("id"))
        .order_by("placed", "kind")
    )
    counts: defaultdict[Phase, list[KindCount]] = defaultdict(list)
    for name, phase, count in counted:
        kind = kinds.kind(name)
        counts[Phase(phase)].append(KindCount(kind.label, count, _list_url(kind, cycle)))
    return counts


def _list_url(kind: kinds.ItemKind, cycle: Cycle) -> str:
    try:
        return f"{reverse(kind.list_url_name)}?{urlencode({'cycle': cycle.slug})}"
    except NoReverseMatch:
        return ""


@dataclass(frozen=True)
class CycleCard:
    """A cycle beside others: its bar, and the phases that are open now."""

    cycle: Cycle
    steps: list[Step]
    open_steps: list[Step]


@dataclass(frozen=True)
class CycleGroups:
    """All cycles: those under way, those that are over, and those loaded from elsewhere."""

    under_way: list[CycleCard]
    over: list[CycleCard]
    loaded: list[CycleCard]


def cycles_side_by_side() -> CycleGroups:
    """Every cycle with its bar, newest first. Two queries."""
    groups = CycleGroups([], [], [])
    for cycle in Cycle.objects.select_related("area").with_phases():
        steps = steps_of_cycle(cycle)
        card = CycleCard(cycle, steps, [step for step in steps if step.is_current])
        if cycle.source:
            groups.loaded.append(card)
        elif any(step.state in {PhaseState.AHEAD, PhaseState.OPEN} for step in steps):
            groups.under_way.append(card)
        else:
            groups.over.append(card)
    return groups


def open_cycles() -> list[CycleCard]:
    """The cycles of this city in which a phase is open, newest first. Two queries."""
    return [card for card in cycles_side_by_side().under_way if card.open_steps]
