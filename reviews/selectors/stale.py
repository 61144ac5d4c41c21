"""Projects of which nothing was heard for long: named in public."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Max, OuterRef, QuerySet, Subquery
from django.utils import timezone

from portal.common.dates import local_day
from reviews.deadlines import STALE_AFTER
from reviews.models import Milestone, MoneyLine, Project, ProjectStateChange, Reading
from reviews.states import ProjectState


@dataclass(frozen=True)
class Stale:
    project: Project
    heard_on: date
    days: int


def stale_projects(*, today: date | None = None) -> list[Stale]:
    """Those under way without any entry in 90 days, the longest silent first. One query."""
    now = today or timezone.localdate()
    found = []
    for project in _with_last_entries():
        entries = [
            project.created_at,
            *filter(None, (project.money_at, project.reading_at, project.change_at)),
        ]
        heard = max(local_day(at) for at in entries)
        if project.milestone_on and project.milestone_on > heard:
            heard = project.milestone_on
        if now - heard > STALE_AFTER:
            found.append(Stale(project, heard, (now - heard) // timedelta(days=1)))
    return sorted(found, key=lambda each: each.heard_on)


def _with_last_entries() -> QuerySet[Any]:
    of = {"project": OuterRef("pk")}
    return (
        Project.objects.filter(state=ProjectState.UNDER_WAY)
        .select_related("item", "owner")
        .annotate(
            money_at=_last(MoneyLine.objects.filter(**of), "project", "at"),
            reading_at=_last(
                Reading.objects.filter(indicator__project=OuterRef("pk")),
                "indicator__project",
                "at",
            ),
            change_at=_last(ProjectStateChange.objects.filter(**of), "project", "at"),
            milestone_on=_last(Milestone.objects.filter(**of), "project", "reached_on"),
        )
    )


def _last(rows: QuerySet, group: str, field: str) -> Subquery:  # type: ignore[type-arg]
    return Subquery(rows.order_by().values(group).annotate(last=Max(field)).values("last"))
