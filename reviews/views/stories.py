"""The story of a project, to be read, printed, shared, or taken as JSON; series of sessions."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.charts.pictures import picture
from portal.common.kept_forms import keeps_typed, refill
from portal.lifecycle.models import Cycle
from portal.lifecycle.phases import Action
from portal.lifecycle.services import admit
from reviews.forms import SeriesForm
from reviews.models import Project, ReviewSeries, ReviewSession
from reviews.selectors.balance import gap_chart
from reviews.selectors.indicators import measured_in
from reviews.selectors.sessions import session_statistics
from reviews.selectors.story import Story
from reviews.services import open_series
from reviews.views.deeds import DeedPage, actor_of, do, projects_trail, sessions_trail
from reviews.views.projects import find_project, picture_urls


def story_page(request: HttpRequest, pk: int) -> HttpResponse:
    project = find_project(pk)
    story = Story.of(project, request.user)
    gap_urls = None
    if story.gap:
        gap_urls = picture_urls(reverse("reviews:gap_chart", args=[pk]), story.gap)
    trail = projects_trail((project.item.title, project.get_absolute_url()))
    context = {"story": story, "project": project, "gap_urls": gap_urls, "trail": trail}
    return render(request, "reviews/story.html", context)


def story_json(request: HttpRequest, pk: int) -> JsonResponse:
    story = Story.of(find_project(pk), request.user)
    return JsonResponse(story.as_json(), json_dumps_params={"ensure_ascii": False})


def gap_picture(request: HttpRequest, pk: int) -> HttpResponse:
    def chart() -> object:
        found = gap_chart(measured_in(Project.objects.filter(pk=pk)))
        if found is None:
            raise Http404
        return found

    return picture(request, chart)  # type: ignore[arg-type]


def series_page(request: HttpRequest, pk: int) -> HttpResponse:
    found = ReviewSeries.objects.select_related("cycle").prefetch_related("seats")
    series = get_object_or_404(found, pk=pk)
    sessions = list(ReviewSession.objects.listed().filter(series=series).order_by("scheduled_at"))
    context = {
        "series": series,
        "sessions": sessions,
        "found": session_statistics(sessions),
        "trail": sessions_trail(),
    }
    return render(request, "reviews/series.html", context)


@keeps_typed
def series_open(request: HttpRequest, slug: str) -> HttpResponse:
    cycle = get_object_or_404(Cycle.objects.select_related("area"), slug=slug)
    form = refill(request, SeriesForm(request.POST or None, cycle=cycle))
    title = _("年間の検証会議を知らせる")
    return do(
        request,
        form,
        lambda: open_series(actor=actor_of(request), cycle=cycle, plan=form.plan()),
        DeedPage(
            gate=lambda: admit(actor=actor_of(request), cycle=cycle, action=Action.HOLD_REVIEW),
            title=title,
            submit=title,
            said=_("年間の予定を公開しました。"),
            back=reverse("reviews:sessions"),
            trail=sessions_trail(),
            subject=cycle.name,
            explanation=_("知らせた会議は、開いても中止しても、ずっと数えられます。"),
        ),
    )
