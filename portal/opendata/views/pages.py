"""The catalogue, the page of one table, and the showcase of what was made of the data."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.accounts.requests import SignedInRequest
from portal.common.kept_forms import keeps_typed, refill
from portal.opendata.forms import ReuseAnswerForm, ReuseForm
from portal.opendata.models import Dump, Reuse
from portal.opendata.selectors.asking import questions_of
from portal.opendata.selectors.files import LICENCE_URL, address
from portal.opendata.selectors.reading import Reader
from portal.opendata.selectors.showcase import makes_keys, may_answer_reuses
from portal.opendata.services.reuses import answer_reuse, send_reuse
from portal.opendata.tables import Table, all_tables, table_named

DUMPS_SHOWN = 10
ROWS_SHOWN = 5


def catalogue(request: HttpRequest) -> HttpResponse:
    context = {
        "tables": [_entry(table) for table in all_tables()],
        "dumps": Dump.objects.exclude(finished_at=None)[:DUMPS_SHOWN],
        "licence_url": LICENCE_URL,
        "catalogue_url": reverse("open_files:catalogue"),
        "api_url": reverse("api:openapi-json"),
        "may_make_keys": makes_keys(request.user),
    }
    return render(request, "opendata/catalogue.html", context)


def table_page(request: HttpRequest, name: str) -> HttpResponse:
    """What stands in a table, with its first rows."""
    table = table_named(name)
    if table is None:
        raise Http404
    reader = Reader(table)
    context = {
        "table": table,
        "columns": reader.columns,
        "headings": reader.headings,
        "rows": reader.part(table.rows().order_by("pk")[:ROWS_SHOWN]),
        "questions": questions_of(table),
        "files": _entry(table),
        "permanent": address(table, "csv"),
        "licence_url": LICENCE_URL,
        "trail": [trail_to_catalogue()],
    }
    return render(request, "opendata/table.html", context)


def _entry(table: Table) -> dict[str, object]:
    def file(form: str) -> str:
        return reverse("open_files:file", args=[table.name, form])

    return {
        "table": table,
        "url": reverse("opendata:table", args=[table.name]),
        "csv": file("csv"),
        "json": file("json"),
        "schema": file("schema.json"),
    }


def reuses(request: HttpRequest) -> HttpResponse:
    answers = may_answer_reuses(request.user)
    context = {
        "reuses": Reuse.objects.shown(),
        "waiting": Reuse.objects.waiting() if answers else [],
        "trail": [trail_to_catalogue()],
    }
    return render(request, "opendata/reuses.html", context)


@keeps_typed
def reuse_new(request: SignedInRequest) -> HttpResponse:
    form = refill(request, ReuseForm(request.POST or None))
    if request.method == "POST" and form.is_valid():
        send_reuse(actor=request.user, reuse=form.told())
        messages.success(request, _("受け付けました。市が確かめてから、ここに載せます。"))
        return redirect("opendata:reuses")
    trail = [trail_to_catalogue(), (_("活用事例"), reverse("opendata:reuses"))]
    return render(request, "opendata/reuse_new.html", {"form": form, "trail": trail})


@keeps_typed
def reuse_answer(request: SignedInRequest, pk: int) -> HttpResponse:
    if not may_answer_reuses(request.user):
        raise Http404
    reuse = get_object_or_404(Reuse.objects.waiting(), pk=pk)
    form = refill(request, ReuseAnswerForm(request.POST or None))
    if request.method == "POST" and form.is_valid():
        wanted = form.cleaned_data
        answered = form.attempt(
            lambda: answer_reuse(
                actor=request.user,
                reuse_id=reuse.pk,
                is_shown=wanted["shown"] == "yes",
                reason=wanted["reason"],
            )
        )
        if answered:
            messages.success(request, _("回答しました。"))
            return redirect("opendata:reuses")
    trail = [trail_to_catalogue(), (_("活用事例"), reverse("opendata:reuses"))]
    context = {"form": form, "reuse": reuse, "trail": trail}
    return render(request, "opendata/reuse_answer.html", context)


def trail_to_catalogue() -> tuple[str, str]:
    return _("オープンデータ"), reverse("opendata:catalogue")
