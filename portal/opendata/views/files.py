"""The tables as files, at addresses that stay. Any page of any site may read them."""

from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any

from django.core.files.storage import default_storage
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from portal.common.csv_export import CSV_TYPE
from portal.common.errors import RuleViolation
from portal.common.streaming import streamed
from portal.opendata.models import Dump
from portal.opendata.selectors.asking import asked_of
from portal.opendata.selectors.files import catalogue, csv_of, json_of, schema_of
from portal.opendata.tables import Table, table_named

JSON_TYPE = "application/json"
WRITTEN = {"ensure_ascii": False, "indent": 1}
FORMS: dict[str, tuple[Callable[[Table, QuerySet[Any]], Iterator[str]], str]] = {
    "csv": (csv_of, CSV_TYPE),
    "json": (json_of, JSON_TYPE),
}


def open_to_all(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Let scripts of other sites read the answer: there is nothing in it that is anyone's own."""

    @wraps(view)
    def answering(request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        response = view(request, **kwargs)
        response["Access-Control-Allow-Origin"] = "*"
        return response

    return require_safe(answering)


@open_to_all
def table_file(request: HttpRequest, name: str, form: str) -> HttpResponseBase:
    table = table_named(name)
    if table is None:
        raise Http404
    if form == "schema.json":
        return JsonResponse(schema_of(table), json_dumps_params=WRITTEN)
    try:
        query = asked_of(table, request.GET.dict())
    except RuleViolation as refusal:
        return HttpResponse(refusal.text, status=400, content_type="text/plain; charset=utf-8")
    pieces, content_type = FORMS[form]
    response = streamed(
        request, pieces(table, query), content_type=content_type, filename=f"{name}.{form}"
    )
    response["Cache-Control"] = "no-cache"
    return response


@open_to_all
def catalogue_file(_request: HttpRequest) -> HttpResponse:
    return JsonResponse(catalogue(), json_dumps_params=WRITTEN)


@open_to_all
def dump_file(_request: HttpRequest, day: str) -> HttpResponseBase:
    """The copy of a day, as it was made."""
    dump = get_object_or_404(Dump, day=day, finished_at__isnull=False)
    return FileResponse(
        default_storage.open(dump.file, "rb"),
        as_attachment=True,
        filename=f"open-data-{day}.zip",
        content_type="application/zip",
    )
