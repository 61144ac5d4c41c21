"""The library: what there is, one data set, its file, adding one."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from portal.accounts.requests import SignedInRequest
from portal.accounts.selectors import roles_of
from portal.common.csv_reading import SHIFT_JIS
from portal.common.kept_forms import keeps_typed, refill
from portal.common.paging import part_of
from portal.evidence.forms import DataSetForm, LibraryFilterForm
from portal.evidence.models import DataSet, EvidenceRequest
from portal.evidence.selectors import filtered_data_sets
from portal.evidence.services import add_data_set
from portal.lifecycle.errors import RoleIsMissing
from portal.lifecycle.lineage import neighbours_of
from portal.lifecycle.phases import WHO_MAY, Action
from portal.lifecycle.selectors import cycles_open_for, phases_reached, steps_of_item, why_closed
from portal.registers.models import Area, AreaKind, Theme


def library(request: HttpRequest) -> HttpResponse:
    areas = list(Area.objects.filter(kind__in=[AreaKind.CITY, AreaKind.WARD]))
    form = LibraryFilterForm(request.GET, areas=areas, themes=list(Theme.objects.all()))
    rows = filtered_data_sets(form.wanted())
    return render(
        request,
        "evidence/library.html",
        {
            "form": form,
            "part": part_of(rows.listed(), request.GET, by="created_at"),
            "total": rows.count(),
            "waiting": EvidenceRequest.objects.waiting().count(),
        },
    )


def data_set_page(request: HttpRequest, data_set_id: int) -> HttpResponse:
    data_set = get_object_or_404(
        DataSet.objects.listed().prefetch_related(phases_reached(data_set_id)), pk=data_set_id
    )
    return render(
        request,
        "evidence/data_set.html",
        {
            "data_set": data_set,
            "header": data_set.preview[0],
            "rows": data_set.preview[1:],
            "steps": steps_of_item(data_set.item),
            "neighbours": neighbours_of(data_set.item),
        },
    )


def download(_request: HttpRequest, data_set_id: int) -> HttpResponse:
    """The file as it was sent, to be kept and never to be shown as a page of ours."""
    data_set = get_object_or_404(DataSet, pk=data_set_id)
    charset = "shift_jis" if data_set.encoding == SHIFT_JIS else "utf-8"
    with data_set.file.open("rb") as file:
        content = file.read()
    disposition = content_disposition_header(as_attachment=True, filename=f"{data_set.title}.csv")
    return HttpResponse(
        content,
        content_type=f"text/csv; charset={charset}",
        headers={
            "Content-Disposition": disposition or "attachment",
            "X-Content-Type-Options": "nosniff",
        },
    )


@keeps_typed
def add(request: SignedInRequest) -> HttpResponse:
    # Before a file is chosen that could not be sent.
    if not roles_of(request.user) & WHO_MAY[Action.ATTACH_EVIDENCE]:
        raise RoleIsMissing(Action.ATTACH_EVIDENCE)
    cycles = list(cycles_open_for(Action.ATTACH_EVIDENCE))
    if not cycles:
        raise why_closed(Action.ATTACH_EVIDENCE)
    posted = request.method == "POST"
    form = refill(
        request,
        DataSetForm(
            request.POST if posted else None,
            request.FILES if posted else None,
            actor=request.user,
            cycles=cycles,
        ),
    )
    if posted and form.is_valid():
        data_set = form.attempt(lambda: _add(request, form))
        if data_set:
            messages.success(request, _("資料を登録しました。だれでもダウンロードできます。"))
            return redirect(data_set)
    return render(request, "evidence/add.html", {"form": form})


def _add(request: SignedInRequest, form: DataSetForm) -> DataSet:
    return add_data_set(
        actor=request.user,
        cycle=form.cleaned_data["cycle"],
        organisation=form.cleaned_data["organisation"],
        description=form.description(),
        content=form.cleaned_data["file"].read(),
    )
