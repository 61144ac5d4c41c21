"""Many entries from one file: the empty file, the look at what it would do, the deed."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from portal.common.csv_export import csv_response
from portal.common.csv_reading import read_csv
from portal.common.kept_forms import keeps_typed
from reviews.forms import BulkConfirmForm, BulkForm
from reviews.names import BULK_KIND_NAMES
from reviews.selectors.bulk import rows_to_fill
from reviews.services import apply_bulk, preview_bulk
from reviews.services.bulk import COLUMNS
from reviews.views.deeds import actor_of, projects_trail


@keeps_typed
def bulk(request: HttpRequest) -> HttpResponse:
    """A file is looked at first; what was looked at is sent back to be entered."""
    if request.method != "POST":
        return _page(request, BulkForm())
    if "text" in request.POST:
        return _enter(request)
    form = BulkForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, form)
    content: bytes = form.cleaned_data["file"].read()
    lines = form.attempt(lambda: preview_bulk(actor=actor_of(request), content=content))
    if lines is None:
        return _page(request, form)
    confirm = BulkConfirmForm(initial={"text": read_csv(content).text})
    shown = [(line, str(BULK_KIND_NAMES[line.kind])) for line in lines]
    return _page(request, form, lines=shown, confirm=confirm)


@keeps_typed
def template_csv(request: HttpRequest) -> HttpResponseBase:
    """The file with a line for each indicator and milestone that the person answers for."""
    japanese = [name for name, _english in COLUMNS.values()]
    rows = rows_to_fill(actor_of(request))
    return csv_response(request, "projects-bulk", [*japanese, "名前"], rows)


def _enter(request: HttpRequest) -> HttpResponse:
    confirm = BulkConfirmForm(request.POST)
    if confirm.is_valid():
        content = confirm.cleaned_data["text"].encode()
        lines = confirm.attempt(lambda: apply_bulk(actor=actor_of(request), content=content))
        if lines is not None:
            said = _("%(count)d行を登録し、公開しました。") % {"count": len(lines)}
            messages.success(request, said)
            return redirect("reviews:projects")
    return _page(request, confirm)


def _page(request: HttpRequest, form: Any, **further: Any) -> HttpResponse:
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    shown = form if isinstance(form, BulkForm) else BulkForm()
    context = {"form": shown, "refused": form, "trail": projects_trail(), **further}
    return render(request, "reviews/bulk.html", context, status=status)
