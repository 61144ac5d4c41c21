"""What anyone may read: elections, their results, priorities, options."""

from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from portal.common.csv_export import csv_response
from portal.lifecycle.lineage import neighbours_of
from portal.lifecycle.phases import Action
from portal.lifecycle.selectors import phases_reached, steps_of_item
from voting.models import Election, Option
from voting.selectors.answers import answered_priorities, priorities_of
from voting.selectors.deeds import deed_on, may_act, may_prepare_somewhere
from voting.selectors.export import HEADINGS, export_rows
from voting.selectors.options import fared_in
from voting.selectors.recounting import Recounting
from voting.selectors.results import table_of
from voting.selectors.words import reason_in_words
from voting.states import ElectionKind
from voting.views.trails import trail


def election_list(request: HttpRequest) -> HttpResponse:
    elections = Election.objects.listed()
    ours = elections.filter(cycle__source="")
    return render(
        request,
        "voting/elections.html",
        {
            "cycles": [(cycle, list(votes)) for cycle, votes in groupby(ours, lambda e: e.cycle)],
            "elsewhere": elections.exclude(cycle__source=""),
            "may_prepare": may_prepare_somewhere(request.user),
        },
    )


def election_page(request: HttpRequest, pk: int) -> HttpResponse:
    election = _election(pk)
    is_budget = election.kind == ElectionKind.BUDGET
    return render(
        request,
        "voting/election.html",
        {
            "election": election,
            "trail": trail(),
            "options": election.options.select_related("item"),
            "priorities": priorities_of(election.cycle_id) if is_budget else [],
            "deed": deed_on(request.user, election),
        },
    )


def result_page(request: HttpRequest, pk: int) -> HttpResponse:
    election = get_object_or_404(_counted(), pk=pk)
    table = table_of(election, election.result)
    return render(
        request,
        "voting/result.html",
        {
            "election": election,
            "table": table,
            "recounting": Recounting(election, [row.option for row in table.rows]),
            "trail": trail(election),
        },
    )


def result_csv(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The result as a table: every option with its votes, place and what became of it."""
    election = get_object_or_404(_counted(), pk=pk)
    headings = [_(heading) for heading in HEADINGS]
    rows = export_rows(election, table_of(election, election.result))
    return csv_response(request, f"vote-{election.pk}", headings, rows)


def priorities_page(request: HttpRequest, pk: int) -> HttpResponse:
    election = get_object_or_404(_counted().of_kind(ElectionKind.PRIORITY), pk=pk)
    return render(
        request,
        "voting/priorities.html",
        {
            "election": election,
            "trail": trail(election),
            "priorities": answered_priorities(election, election.result),
            "deed": deed_on(request.user, election),
        },
    )


def option_page(request: HttpRequest, pk: int) -> HttpResponse:
    related = ("item__cycle__area", "election__result", "proposal", "decision", "priority_answer")
    options = Option.objects.select_related(*related).prefetch_related(phases_reached(pk))
    option = get_object_or_404(options, pk=pk)
    election, fared = option.election, fared_in(option.election, option)
    election.cycle = option.item.cycle
    decides = fared and not hasattr(option, "decision") and election.kind == ElectionKind.BUDGET
    context: dict[str, Any] = {
        "option": option,
        "election": election,
        "trail": trail(election),
        "steps": steps_of_item(option.item),
        "path": neighbours_of(option.item),
        "fared": fared,
        "may_decide": decides and may_act(request.user, election.cycle, Action.RECORD_DECISION),
    }
    if fared:
        currency = election.cycle.currency
        context["why"] = reason_in_words(fared.rule, fared.reason, fared.short_by, currency)
    return render(request, "voting/option.html", context)


def _election(pk: int) -> Election:
    return get_object_or_404(Election.objects.select_related("cycle__area", "result"), pk=pk)


def _counted() -> Any:
    return Election.objects.counted().select_related("cycle__area", "result")
