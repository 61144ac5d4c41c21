"""Reports: the list with its map, one report, reporting."""

from dataclasses import replace

from django.contrib import messages
from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.requests import SignedInRequest
from portal.accounts.selectors import roles_of
from portal.common.kept_forms import keeps_typed, refill
from portal.common.paging import part_of
from portal.lifecycle.lineage import neighbours_of
from portal.lifecycle.models import Cycle
from portal.lifecycle.phases import Action
from portal.lifecycle.selectors import cycles_open_for, phases_reached, steps_of_item, why_closed
from portal.registers.models import Area
from proposals.forms import ReportFilterForm, ReportForm
from proposals.models import Report
from proposals.selectors import (
    choices,
    counts_by_area,
    filtered_reports,
    report_map,
    standing_at_report,
)
from proposals.selectors.clusters import departments_for
from proposals.selectors.likeness import similar_reports
from proposals.selectors.statistics import response_times, times_by_channel, times_by_ward
from proposals.services import report_issue
from proposals.services.reporting import STAFF

MOST_AWAITING = 50


def report_list(request: HttpRequest) -> HttpResponse:
    offered = choices()
    form = ReportFilterForm(request.GET, choices=offered)
    wanted = form.wanted()
    rows = filtered_reports(wanted)
    # Beside each ward stands what a press on it would find.
    counts = counts_by_area(filtered_reports(replace(wanted, area=None)))
    part = part_of(rows.listed(), request.GET, by="created_at")
    return render(
        request,
        "proposals/reports.html",
        {
            "form": form,
            "part": part,
            "total": counts.get(wanted.area.pk, 0) if wanted.area else sum(counts.values()),
            "map": report_map(offered.wards, part.rows, counts=counts, chosen=wanted.area),
            "query": request.GET.urlencode(),
        },
    )


def statistics(request: HttpRequest) -> HttpResponse:
    """How quickly the reports of the list are dealt with: narrowed by the same address."""
    offered = choices()
    form = ReportFilterForm(request.GET, choices=offered)
    found = filtered_reports(form.wanted())
    return render(
        request,
        "proposals/statistics.html",
        {
            "form": form,
            "times": response_times(found),
            "by_ward": times_by_ward(found),
            "by_channel": times_by_channel(found),
            "awaiting": found.awaiting_answer().select_related("item", "area")[:MOST_AWAITING],
            "today": timezone.localdate(),
        },
    )


def report_page(request: HttpRequest, report_id: int) -> HttpResponse:
    report = get_object_or_404(
        Report.objects.listed()
        .for_reader(request.user)
        .select_related("item__cycle__area", "author", "duplicate_of__item")
        .prefetch_related(phases_reached(report_id)),
        pk=report_id,
    )
    changes = list(report.state_changes.select_related("department"))
    wards = Area.objects.wards() if report.latitude is not None else Area.objects.none()
    return render(
        request,
        "proposals/report.html",
        {
            "report": report,
            "standing": standing_at_report(request.user, report),
            "steps": steps_of_item(report.item),
            "neighbours": neighbours_of(report.item),
            "changes": changes,
            "answer": next((each for each in reversed(changes) if each.message), None),
            "map": report_map(list(wards), [report]),
        },
    )


def similar(request: HttpRequest, report_id: int) -> HttpResponse:
    """What resembles a report, and who answered that: on a page of its own, for who asks."""
    report = get_object_or_404(Report.objects.select_related("item"), pk=report_id)
    found = similar_reports(f"{report.title}\n{report.text}", but=report.pk)
    shown = {
        "report": report,
        "reports": found,
        "departments": departments_for([each.pk for each in found]),
    }
    return render(request, "proposals/similar.html", shown)


def report_photo(
    _request: HttpRequest, report_id: int, position: int, *, small: bool = False
) -> HttpResponse:
    """A photo, which never changes."""
    photos = get_object_or_404(Report, pk=report_id).photos or []
    if position >= len(photos):
        raise Http404
    with default_storage.open(photos[position]["thumbnail" if small else "file"]) as file:
        response = HttpResponse(file.read(), content_type="image/jpeg")
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


@keeps_typed
def report_new(request: SignedInRequest) -> HttpResponse:
    cycles = list(cycles_open_for(Action.REPORT_ISSUE))
    if not cycles:
        raise why_closed(Action.REPORT_ISSUE)
    wards = list(Area.objects.wards())
    form = _report_form(request, cycles, wards)
    if request.method == "POST" and form.is_valid():
        report = form.attempt(
            lambda: report_issue(
                actor=request.user,
                cycle=form.chosen_cycle(cycles),
                text=form.report_text(),
                channel=form.chosen_channel(),
                photos=form.cleaned_data["photos"],
                photo_description=form.cleaned_data["photo_description"],
            )
        )
        if report:
            messages.success(request, _("報告を受け付けました。市の回答が出ると、お知らせします。"))
            return redirect(report)
    return render(request, "proposals/report_new.html", {"form": form, "wards": _shapes(wards)})


def _report_form(request: SignedInRequest, cycles: list[Cycle], wards: list[Area]) -> ReportForm:
    form = ReportForm(
        request.POST or None,
        request.FILES or None,
        cycles=cycles,
        wards=wards,
        is_staff=bool(STAFF & roles_of(request.user)),
    )
    return refill(request, form)


def _shapes(wards: list[Area]) -> dict[str, object]:
    """For the map of the page: GeoJSON, each ward with its key in the list of the form."""
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "geometry": ward.geometry,
                "properties": {"area": ward.pk, "name": ward.name},
            }
            for ward in wards
            if ward.geometry
        ],
    }
