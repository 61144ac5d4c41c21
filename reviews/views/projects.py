"""Projects: the list, and the page of one."""

from typing import Any

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.selectors import roles_of
from portal.charts.pictures import Size, picture, versioned
from portal.common.paging import part_of
from portal.lifecycle.phases import WHO_MAY, Action
from portal.lifecycle.selectors import is_open, phases_reached, steps_of_item
from reviews.measures import Level
from reviews.models import Project
from reviews.names import PROJECT_STATES
from reviews.selectors.balance import balance_warning
from reviews.selectors.deeds import project_deeds
from reviews.selectors.indicators import Measured, indicator_chart
from reviews.selectors.money import money_chart, money_of
from reviews.selectors.parts import ProjectParts
from reviews.selectors.projects import listed_lines
from reviews.selectors.stale import stale_projects
from reviews.states import ProjectState
from reviews.views.deeds import projects_trail


def project_list(request: HttpRequest) -> HttpResponse:
    wanted = request.GET.get("state", "")
    rows = Project.objects.listed()
    if wanted in set(ProjectState):
        rows = rows.filter(state=wanted)
    part = part_of(rows, request.GET, by="created_at")
    return render(
        request,
        "reviews/projects.html",
        {
            "part": part,
            "lines": listed_lines(part.rows),
            "tabs": _tabs(wanted),
            "officer": bool(WHO_MAY[Action.UPDATE_PROJECT] & roles_of(request.user)),
        },
    )


def silent_list(request: HttpRequest) -> HttpResponse:
    """Those of which nothing was heard for long, by name."""
    context = {"silent": stale_projects(), "trail": projects_trail()}
    return render(request, "reviews/silent.html", context)


def project_page(request: HttpRequest, pk: int) -> HttpResponse:
    project = find_project(pk)
    parts = ProjectParts.of(project, request.user)
    context: dict[str, Any] = {
        "project": project,
        "steps": steps_of_item(project.item),
        "path": parts.path,
        "money": parts.money,
        "money_urls": picture_urls(
            reverse("reviews:money_chart", args=[pk]), money_chart(project, parts.money)
        ),
        "measured": parts.measured,
        "balance": balance_warning(found.indicator.nature for found in parts.measured),
        "shown": _first_chart(parts.measured),
        "milestones": [(m, m.days_late(timezone.localdate())) for m in parts.milestones],
        "commitments": parts.commitments,
        "verdicts": parts.verdicts,
        "changes": parts.changes,
        "sessions": parts.sessions,
        "deeds": project_deeds(request.user, project),
        "endorsable": is_open(project.item.cycle, Action.ENDORSE_IMPROVEMENT),
        "trail": projects_trail(),
    }
    return render(request, "reviews/project.html", context)


def money_picture(request: HttpRequest, pk: int) -> HttpResponse:
    def chart() -> Any:
        project = find_project(pk)
        return money_chart(project, money_of(project, project.money_lines.all()))

    return picture(request, chart)


def find_project(pk: int) -> Project:
    """With all that the page of one shows in its head, and the cycle's phases."""
    projects = Project.objects.select_related("item__cycle__area", "owner", "area")
    return get_object_or_404(projects.prefetch_related(phases_reached(pk)), pk=pk)


def picture_urls(url: str, chart: Any) -> dict[str, str]:
    return {size.value: versioned(url, chart, size) for size in Size}


def _first_chart(measured: list[Measured]) -> dict[str, Any] | None:
    """The outcome that has been measured, else any that has a picture."""
    drawn = [(found, chart) for found in measured if (chart := indicator_chart(found))]
    if not drawn:
        return None
    found, chart = max(
        drawn, key=lambda pair: (bool(pair[0].lines), pair[0].indicator.level == Level.OUTCOME)
    )
    url = reverse("reviews:indicator_chart", args=[found.indicator.pk])
    return {"found": found, "chart": chart, "urls": picture_urls(url, chart)}


def _tabs(wanted: str) -> list[dict[str, Any]]:
    counted = Project.objects.order_by().values("state").annotate(count=Count("pk"))
    counts: dict[str, int] = dict(counted.values_list("state", "count"))
    url = reverse("reviews:projects")
    everything = {
        "label": _("すべて"),
        "url": url,
        "is_current": wanted not in counts,
        "count": sum(counts.values()),
    }
    return [everything] + [
        {
            "label": str(text.name),
            "url": f"{url}?state={state}",
            "is_current": wanted == state,
            "count": counts.get(state, 0),
        }
        for state, text in PROJECT_STATES.items()
    ]
