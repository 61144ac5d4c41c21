"""A series of sessions: who judges, how often, and the whole schedule announced at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from portal.accounts.models import User
from portal.lifecycle.events import write_event
from portal.lifecycle.models import Cycle
from portal.lifecycle.phases import Action
from portal.lifecycle.services import admit
from reviews.errors import (
    CadenceIsUnfit,
    PanelIsOneSided,
    ProjectIsElsewhere,
    ProjectsAreMissing,
    SessionIsInThePast,
)
from reviews.models import PanelSeat, Project, ReviewSeries, ReviewSession
from reviews.services.admission import some_text
from reviews.services.chairing import make_agenda
from reviews.states import SeatSide

EVERY_DAYS = 14
SHORTEST, LONGEST = 7, 92
MOST_SESSIONS = 53


@dataclass(frozen=True)
class SeriesPlan:
    """What is announced: a name, who judges, what is looked at in turn, and when."""

    title: str
    seats: Sequence[tuple[SeatSide, str]]
    projects: Sequence[Project]
    first_at: datetime
    until: datetime
    every_days: int = EVERY_DAYS
    place: str = ""
    language: str = "ja"


@transaction.atomic
def open_series(*, actor: User, cycle: Cycle, plan: SeriesPlan) -> ReviewSeries:
    """Open a series and announce its sessions; from now on each is counted.

    Raises:
        RoleIsMissing, PhaseIsNotOpen: VERIFY opens it to analysts and facilitators.
        PanelIsOneSided: the city judges alone, or without the city.
        ProjectsAreMissing, ProjectIsElsewhere: it reviews nothing, or what is not of this cycle.
        SessionIsInThePast, CadenceIsUnfit: its dates make no schedule.
        TextIsMissing: it has no name.
    """
    admit(actor=actor, cycle=cycle, action=Action.HOLD_REVIEW)
    _require_sense(cycle, plan)
    series = ReviewSeries.objects.create(
        cycle=cycle,
        title=some_text(plan.title),
        language=plan.language,
        place=plan.place.strip(),
        every_days=plan.every_days,
        first_at=plan.first_at,
        opened_by=actor,
    )
    PanelSeat.objects.bulk_create(
        PanelSeat(series=series, side=side, holder=holder.strip(), language=plan.language)
        for side, holder in plan.seats
        if holder.strip()
    )
    _announce(series, list(plan.projects), plan.until, actor)
    write_event("reviews.series_opened", cycle=cycle, actor=actor, series=series.title)
    return series


def _require_sense(cycle: Cycle, plan: SeriesPlan) -> None:
    sides = {side for side, holder in plan.seats if holder.strip()}
    if SeatSide.CITY not in sides or not sides - {SeatSide.CITY}:
        raise PanelIsOneSided
    if not plan.projects:
        raise ProjectsAreMissing
    if any(project.item.cycle_id != cycle.pk for project in plan.projects):
        raise ProjectIsElsewhere
    if plan.first_at <= timezone.now():
        raise SessionIsInThePast
    if not SHORTEST <= plan.every_days <= LONGEST or plan.until < plan.first_at:
        raise CadenceIsUnfit(SHORTEST, LONGEST)


def _announce(series: ReviewSeries, projects: list[Project], until: datetime, actor: User) -> None:
    """The projects are looked at in turn, so many a session that all had theirs by the end."""
    dates = days_of(series.first_at, series.every, until)
    share = -(-len(projects) // len(dates))
    for number, moment in enumerate(dates, start=1):
        session = ReviewSession.objects.create(
            cycle=series.cycle,
            series=series,
            title=f"{series.title} {number}",
            language=series.language,
            place=series.place,
            scheduled_at=moment,
            scheduled_by=actor,
        )
        start = (number - 1) * share
        turn = [projects[(start + step) % len(projects)] for step in range(share)]
        session.projects.set(turn)
        make_agenda(session)


def days_of(first: datetime, every: timedelta, until: datetime) -> list[datetime]:
    """The same hour of the day, whatever the clocks do; at most a year of weeks."""
    local = timezone.localtime(first)
    found: list[datetime] = []
    while len(found) < MOST_SESSIONS:
        wanted = local.replace(tzinfo=None) + every * len(found)
        moment = timezone.make_aware(wanted)
        if moment > until and found:
            break
        found.append(moment)
    return found
