"""The record of privileged deeds, for auditors: to read and to take along, never to change."""

import json
from collections.abc import Iterator

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from portal.accounts.forms.people import AuditFilterForm
from portal.accounts.models import AuditEntry
from portal.accounts.permissions import require_role, signed_in
from portal.accounts.roles import Role
from portal.common.csv_export import csv_response
from portal.common.kept_forms import keeps_typed
from portal.common.paging import part_of

HEADING = ("id", "at", "actor", "deed", "subject", "facts")


@keeps_typed
def audit(request: HttpRequest) -> HttpResponse:
    form, entries = _asked_for(request)
    part = part_of(entries.select_related("actor"), request.GET, by="at", size=50)
    context = {"form": form, "part": part, "query": request.GET.urlencode()}
    return render(request, "accounts/audit.html", context)


@keeps_typed
def audit_csv(request: HttpRequest) -> HttpResponseBase:
    _form, entries = _asked_for(request)
    return csv_response(request, "audit", HEADING, _rows(entries.order_by("pk")))


def _asked_for(request: HttpRequest) -> tuple[AuditFilterForm, QuerySet[AuditEntry]]:
    require_role(signed_in(request), Role.AUDITOR)
    form = AuditFilterForm(request.GET)
    return form, AuditEntry.objects.filter(**form.wanted())


def _rows(entries: QuerySet[AuditEntry]) -> Iterator[tuple[object, ...]]:
    """Accounts by their number: the file leaves the portal, names stay."""
    for entry in entries.iterator(chunk_size=500):
        facts = json.dumps(entry.facts, ensure_ascii=False, sort_keys=True)
        yield entry.pk, entry.at, entry.actor_id, entry.deed, entry.subject, facts
