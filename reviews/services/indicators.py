"""Promising indicators, and recording what was measured."""

from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from portal.accounts.models import User
from portal.lifecycle import lineage
from portal.lifecycle.events import write_event
from reviews.deadlines import Frequency
from reviews.errors import (
    CorrectionNeedsANote,
    DateIsInTheFuture,
    IndicatorIsIncomplete,
    ReadingBeforeBaseline,
    TargetComesBeforeBaseline,
    TargetIsTheBaseline,
    TargetPointsTheOtherWay,
)
from reviews.measures import Direction, Level, Nature, points_towards, quantity
from reviews.models import Indicator, Project, Reading
from reviews.services.admission import project_for_owner, project_to_measure, some_text
from reviews.states import ProjectDeed, ProjectState


@dataclass(frozen=True)
class Promise:
    """What an indicator says. Its last six parts may wait until the project starts."""

    name: str
    level: Level
    nature: Nature
    unit: str
    direction: Direction = Direction.MORE
    definition: str = ""
    language: str = "ja"
    baseline: Decimal | None = None
    baseline_on: date | None = None
    target: Decimal | None = None
    target_on: date | None = None
    source: str = ""
    frequency: Frequency | None = None


@transaction.atomic
def add_indicator(*, actor: User, project: Project, promise: Promise) -> Indicator:
    """Promise something that can be checked.

    Raises:
        RoleIsMissing, PhaseIsNotOpen, NotTheOwner, ProjectStateForbids: see project_for_owner.
        TargetIsTheBaseline, TargetPointsTheOtherWay, TargetComesBeforeBaseline: it contradicts
            itself.
        IndicatorIsIncomplete: the project is under way, so it is added whole.
        TextIsMissing: it has no name.
    """
    held = project_for_owner(actor, project, ProjectDeed.ADD_INDICATOR)
    _require_sense(promise)
    indicator = Indicator(project=held, **_columns(promise))
    if held.state == ProjectState.UNDER_WAY and indicator.missing:
        raise IndicatorIsIncomplete(indicator.missing)
    indicator.item = lineage.place(
        "indicator",
        cycle=held.item.cycle,
        title=some_text(promise.name),
        language=promise.language,
    )
    indicator.edited_by = actor
    indicator.save()
    lineage.link(held.item, indicator.item)
    return indicator


@transaction.atomic
def edit_indicator(*, actor: User, indicator: Indicator, promise: Promise) -> Indicator:
    """Write a promise anew while its project has not begun; earlier ones stay in its history.

    Raises:
        RoleIsMissing, PhaseIsNotOpen, NotTheOwner, ProjectStateForbids: see project_for_owner.
        TargetIsTheBaseline, TargetPointsTheOtherWay, TargetComesBeforeBaseline: it contradicts
            itself.
        TextIsMissing: it has no name.
    """
    project_for_owner(actor, indicator.project, ProjectDeed.EDIT_INDICATOR)
    _require_sense(promise)
    some_text(promise.name)
    for name, value in _columns(promise).items():
        setattr(indicator, name, value)
    indicator.edited_by = actor
    indicator.save()
    lineage.retitle(indicator.item, indicator.name, indicator.language)
    return indicator


@transaction.atomic
def record_reading(
    *,
    actor: User,
    indicator: Indicator,
    value: Decimal,
    on: date,
    source: str = "",
    note: str = "",
    language: str = "ja",
) -> Reading:
    """Record what was measured; a second value for the same day corrects the first.

    Without a source it is the one that was promised.

    Raises:
        RoleIsMissing, PhaseIsNotOpen, NotTheOwner, ProjectStateForbids: see project_to_measure.
        ReadingBeforeBaseline, DateIsInTheFuture: the day lies outside.
        CorrectionNeedsANote: there is a value for the day, and no why.
    """
    project_to_measure(actor, indicator.project)
    _require_day(indicator, on)
    if not note.strip() and indicator.readings.filter(on=on).exists():
        raise CorrectionNeedsANote
    reading = Reading.objects.create(
        indicator=indicator,
        value=value,
        on=on,
        source=source.strip() or indicator.source,
        note=note.strip(),
        language=language,
        by=actor,
    )
    write_event(
        "reviews.reading_recorded",
        item=indicator.item,
        actor=actor,
        value=quantity(value, indicator.unit),
    )
    return reading


def _columns(promise: Promise) -> dict[str, object]:
    return asdict(promise) | {"frequency": promise.frequency or ""}


def _require_sense(promise: Promise) -> None:
    if promise.baseline is not None and promise.target is not None:
        if promise.baseline == promise.target:
            raise TargetIsTheBaseline
        if not points_towards(promise.direction, promise.baseline, promise.target):
            raise TargetPointsTheOtherWay
    if promise.baseline_on and promise.target_on and promise.target_on <= promise.baseline_on:
        raise TargetComesBeforeBaseline


def _require_day(indicator: Indicator, on: date) -> None:
    if indicator.baseline_on is not None and on < indicator.baseline_on:
        raise ReadingBeforeBaseline(indicator.baseline_on)
    if on > timezone.localdate():
        raise DateIsInTheFuture
