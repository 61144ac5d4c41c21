"""Files of a counted vote, as anyone may fetch them to count again."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import condition

from portal.common.csv_export import csv_response
from voting.models import Election, ResultExplanation
from voting.selectors.export import HEADINGS, export_rows
from voting.selectors.published import ballot_files_of
from voting.selectors.results import table_of


def _etag(_request: HttpRequest, pk: int) -> str | None:
    """A result never changes: who has its files need not fetch them again."""
    found = Election.objects.counted().filter(pk=pk)
    told = found.values_list("result__input_sha256", "result__counting_version").first()
    return f'"{"-".join(told)}"' if told else None


@condition(etag_func=_etag)
def ballot_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The ballots of one electorate, without names and in an order that tells nothing."""
    election = get_object_or_404(_counted(), pk=pk)
    files = {file.asked_by: file for file in ballot_files_of(election)}
    file = files.get(request.GET.get("electorate", ""))
    if file is None:
        raise Http404
    kind = "text/csv" if file.is_totals else "text/plain"
    response = HttpResponse(file.content(), content_type=f"{kind}; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{file.file_name}"'
    return response


@condition(etag_func=_etag)
def result_json(_request: HttpRequest, pk: int) -> HttpResponse:
    """The stored result, with its rule, as the command prints it."""
    return _as_json(get_object_or_404(_counted(), pk=pk).result.outcome)


@condition(etag_func=_etag)
def rule_json(_request: HttpRequest, pk: int) -> HttpResponse:
    """The rule alone, as the command takes it."""
    return _as_json(get_object_or_404(_counted(), pk=pk).result.rule)


def explanation_json(_request: HttpRequest, pk: int) -> HttpResponse:
    """Why it is so: what was missing, whose money, coverage, spread, other rules."""
    return _as_json(get_object_or_404(ResultExplanation, result__election=pk).document)


def result_csv(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The result as a table: every option with its votes, place and what became of it."""
    election = get_object_or_404(_counted().select_related("result__explanation"), pk=pk)
    headings = [_(heading) for heading in HEADINGS]
    rows = export_rows(election, table_of(election, election.result))
    return csv_response(request, f"vote-{election.pk}", headings, rows)


def _as_json(document: Any) -> HttpResponse:
    written = {"ensure_ascii": False, "indent": 1}
    return JsonResponse(document, json_dumps_params=written, content_type="application/json")


def _counted() -> QuerySet[Election]:
    return Election.objects.counted().select_related("cycle__area", "result")
