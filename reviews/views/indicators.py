"""The page of an indicator: its promise, its readings as table, picture and file."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.charts.facts import Chart
from portal.charts.pictures import picture
from portal.common.csv_export import csv_response
from portal.lifecycle.lineage import neighbours_of
from portal.lifecycle.selectors import phases_reached, steps_of_item
from reviews.models import Indicator
from reviews.selectors.deeds import project_deeds
from reviews.selectors.indicators import indicator_chart, lines_of, measured
from reviews.views.deeds import projects_trail
from reviews.views.projects import picture_urls


def indicator_page(request: HttpRequest, pk: int) -> HttpResponse:
    indicator = _find(pk)
    found = measured(indicator, indicator.readings.all())
    chart = indicator_chart(found)
    project = indicator.project
    return render(
        request,
        "reviews/indicator.html",
        {
            "indicator": indicator,
            "found": found,
            "chart": chart,
            "urls": picture_urls(reverse("reviews:indicator_chart", args=[pk]), chart)
            if chart
            else {},
            "steps": steps_of_item(indicator.item),
            "path": neighbours_of(indicator.item),
            "deeds": project_deeds(request.user, project),
            "trail": projects_trail((project.item.title, project.get_absolute_url())),
        },
    )


def indicator_picture(request: HttpRequest, pk: int) -> HttpResponse:
    def find_chart() -> Chart:
        indicator = _find(pk)
        chart = indicator_chart(measured(indicator, indicator.readings.all()))
        if chart is None:
            raise Http404
        return chart

    return picture(request, find_chart)


def readings_csv(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Every reading ever recorded; those that were corrected say so."""
    indicator = _find(pk)
    heading = [
        _("指標ID"),
        _("指標名"),
        _("単位"),
        _("測定日"),
        _("測定値"),
        _("出所"),
        _("補足"),
        _("訂正された値"),
        _("記録日時"),
    ]
    rows = (
        (
            indicator.pk,
            indicator.name,
            indicator.unit,
            line.reading.on,
            f"{line.reading.value.normalize():f}",
            line.reading.source,
            line.reading.note,
            int(line.is_corrected),
            line.reading.at,
        )
        for line in lines_of(indicator, indicator.readings.all())
    )
    return csv_response(request, f"indicator-{pk}", heading, rows)


def _find(pk: int) -> Indicator:
    indicators = Indicator.objects.select_related(
        "item__cycle__area", "project__item__cycle__area", "project__owner"
    )
    found: Indicator = get_object_or_404(indicators.prefetch_related(phases_reached(pk)), pk=pk)
    # One cycle, loaded once with its phases.
    found.project.item.cycle = found.item.cycle
    return found
