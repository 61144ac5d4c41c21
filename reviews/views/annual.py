"""The report of a year: page, PDF, JSON, charts; and having it made anew."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portal.accounts.roles import Role
from portal.accounts.selectors import roles_of
from portal.charts.pictures import picture
from portal.common.kept_forms import keeps_typed
from portal.documents.setting import pdf_response
from reviews.deadlines import report_due
from reviews.models import AnnualReport, ReviewSession
from reviews.models.accounting import report_text
from reviews.selectors.annual import charts_of
from reviews.selectors.balance import balance_warning, catalogue
from reviews.services import queue_report
from reviews.views.deeds import actor_of, projects_trail, sessions_trail
from reviews.views.projects import picture_urls


def annual_list(request: HttpRequest) -> HttpResponse:
    """Every year with sessions, this one too: its report, by when, whether it came in time."""
    made = {
        report.year: report for report in AnnualReport.objects.defer("document", "pdf_ja", "pdf_en")
    }
    announced = {at.year for at in ReviewSession.objects.datetimes("scheduled_at", "year")}
    this_year = timezone.localdate().year
    rows = [
        {
            "year": year,
            "is_over": year < this_year,
            "report": made.get(year),
            "due_on": report_due(year),
            "state": report_text(year, made[year].made_at if year in made else None),
        }
        for year in sorted(
            {year for year in announced if year <= this_year} | made.keys(), reverse=True
        )
    ]
    may = Role.ANALYST in roles_of(request.user)
    context = {"rows": rows, "may": may, "trail": sessions_trail()}
    return render(request, "reviews/annual_list.html", context)


def annual_page(request: HttpRequest, year: int) -> HttpResponse:
    report = get_object_or_404(AnnualReport.objects.defer("pdf_ja", "pdf_en"), pk=year)
    annual = report.document[get_language() or "ja"]
    figures = [
        {
            "chart": chart,
            "urls": picture_urls(reverse("reviews:annual_chart", args=[year, n]), chart),
        }
        for n, chart in enumerate(charts_of(annual))
    ]
    trail = sessions_trail((_("年次報告"), reverse("reviews:annual_list")))
    context = {"report": report, "annual": annual, "figures": figures, "trail": trail}
    return render(request, "reviews/annual.html", context)


def annual_pdf(_request: HttpRequest, year: int) -> HttpResponse:
    report = get_object_or_404(AnnualReport.objects.defer("document"), pk=year)
    kept = report.pdf_en if get_language() == "en" else report.pdf_ja
    return pdf_response(bytes(kept), name=f"reviews-{year}")


def annual_json(_request: HttpRequest, year: int) -> JsonResponse:
    report = get_object_or_404(AnnualReport.objects.defer("pdf_ja", "pdf_en"), pk=year)
    told = {"year": year, "made_at": report.made_at, "report": report.document}
    return JsonResponse(told, json_dumps_params={"ensure_ascii": False})


def annual_chart(request: HttpRequest, year: int, place: int) -> HttpResponse:
    def chart() -> Any:
        report = get_object_or_404(AnnualReport.objects.defer("pdf_ja", "pdf_en"), pk=year)
        charts = charts_of(report.document[get_language() or "ja"])
        if place >= len(charts):
            raise Http404
        return charts[place]

    return picture(request, chart)


@keeps_typed
def annual_make(request: HttpRequest, year: int) -> HttpResponse:
    if not date.min.year < year < date.max.year:
        raise Http404
    if request.method == "POST":
        queue_report(actor=actor_of(request), year=year)
        messages.success(request, _("年次報告を作っています。できあがると、ここに並びます。"))
    return redirect("reviews:annual_list")


def catalogue_page(request: HttpRequest) -> HttpResponse:
    """The indicators that a city may choose from, with the warning that they deserve."""
    lines = catalogue()
    warning = balance_warning(line.nature for line in lines)
    context = {"lines": lines, "warning": warning, "trail": projects_trail()}
    return render(request, "reviews/catalogue.html", context)
