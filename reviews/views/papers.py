"""What a session looked at and came to, as published: pages, PDF and JSON."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language

from portal.charts.pictures import picture
from portal.documents.setting import pdf_response
from reviews.documents import follow_up_pdf, memo_pdf
from reviews.models import ReviewSession
from reviews.selectors.snapshots import FrozenProject, chart_from
from reviews.views.deeds import sessions_trail
from reviews.views.projects import picture_urls


def snapshot_page(request: HttpRequest, pk: int) -> HttpResponse:
    session = with_snapshot(pk)
    projects = [
        (project, [_figure(session, project, place) for place in range(len(project["charts"]))])
        for project in _projects(session)
    ]
    context = {
        "session": session,
        "projects": projects,
        "trail": sessions_trail((session.title, session.get_absolute_url())),
    }
    return render(request, "reviews/snapshot.html", context)


def snapshot_json(_request: HttpRequest, pk: int) -> JsonResponse:
    session = with_snapshot(pk)
    return JsonResponse(
        {
            "session": session.pk,
            "taken_at": session.snapshot.taken_at,
            "projects": session.snapshot.document,
        },
        json_dumps_params={"ensure_ascii": False},
    )


def chart(request: HttpRequest, pk: int, project: int, place: int) -> HttpResponse:
    found = next((p for p in _projects(with_snapshot(pk)) if p["id"] == project), None)
    if found is None or place >= len(found["charts"]):
        raise Http404
    return picture(request, lambda: chart_from(found["charts"][place]))


def memo(_request: HttpRequest, pk: int) -> HttpResponse:
    session = with_snapshot(pk)
    return pdf_response(memo_pdf(session), name=f"memo-{pk}")


def follow_up(_request: HttpRequest, pk: int) -> HttpResponse:
    sessions = ReviewSession.objects.select_related("cycle")
    session = get_object_or_404(sessions, pk=pk, follow_up_out_at__isnull=False)
    return pdf_response(follow_up_pdf(session), name=f"follow-up-{pk}")


def with_snapshot(pk: int) -> ReviewSession:
    sessions = ReviewSession.objects.filter(snapshot__isnull=False)
    return get_object_or_404(sessions.select_related("snapshot", "cycle"), pk=pk)


def _projects(session: ReviewSession) -> list[FrozenProject]:
    projects: list[FrozenProject] = session.snapshot.document[get_language() or "ja"]
    return projects


def _figure(session: ReviewSession, project: FrozenProject, place: int) -> dict[str, Any]:
    found = chart_from(project["charts"][place])
    url = reverse("reviews:frozen_chart", args=[session.pk, project["id"], place])
    return {"chart": found, "urls": picture_urls(url, found)}
