"""What anyone may read: elections, their results, priorities, options."""

from itertools import groupby
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from portal.charts.facts import Chart
from portal.charts.pictures import Size, picture, versioned
from portal.lifecycle.lineage import neighbours_of
from portal.lifecycle.phases import Action
from portal.lifecycle.selectors import phases_reached, steps_of_item
from voting.explained import Explained
from voting.models import Election, Option
from voting.selectors.answers import answered_priorities, priorities_of
from voting.selectors.comparison import comparison_with, rules_beside
from voting.selectors.counts import CountShown, count_of
from voting.selectors.deeds import deed_on, may_act, may_hold, may_prepare_somewhere, may_withdraw
from voting.selectors.figures import figures_of
from voting.selectors.options import fared_in
from voting.selectors.published import ballot_files_of
from voting.selectors.recounting import Recounting
from voting.selectors.results import table_of
from voting.selectors.ways import ways_of
from voting.selectors.why import explanation_of, fate_of
from voting.states import ElectionKind, ElectionState
from voting.views.trails import trail


def election_list(request: HttpRequest) -> HttpResponse:
    """Where one may vote now stands first; the others stand with their cycles."""
    elections = Election.objects.listed()
    ours = list(elections.filter(cycle__source=""))
    others = [vote for vote in ours if vote.state != ElectionState.OPEN]
    return render(
        request,
        "voting/elections.html",
        {
            "open_now": [vote for vote in ours if vote.state == ElectionState.OPEN],
            "cycles": [(cycle, list(votes)) for cycle, votes in groupby(others, lambda e: e.cycle)],
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
            "count": _count_of(election),
            "may_hold": may_hold(request.user, election),
            "may_withdraw": may_withdraw(request.user, election),
            "ways": ways_of(request.user, election),
        },
    )


@never_cache
def count_state(request: HttpRequest, pk: int) -> HttpResponse:
    """How far the count is, as a part of the election's page, to be shown in place of the last."""
    election = _election(pk)
    count = count_of(election)
    if count is None:
        raise Http404
    deed = None if hasattr(election, "result") else deed_on(request.user, election)
    context = {"election": election, "count": count, "deed": deed}
    return render(request, "voting/_count_state.html", context)


def _count_of(election: Election) -> CountShown | None:
    """What is told of a count: nothing before it is asked for, nor once its result is there."""
    waits = election.state == ElectionState.OPENED and not hasattr(election, "result")
    return count_of(election) if waits else None


def result_page(request: HttpRequest, pk: int) -> HttpResponse:
    election = get_object_or_404(counted(), pk=pk)
    table, explained = table_of(election, election.result), explanation_of(election.result)
    key, currency = request.GET.get("rule", ""), election.cycle.currency
    comparison = comparison_with(key, explained, table.rows, currency)
    files = ballot_files_of(election)
    context = {
        "election": election,
        "table": table,
        "trail": trail(election),
        "files": files,
        "figures": [
            (figure, picture_urls(reverse("voting:chart", args=[pk, figure.key]), figure.chart))
            for figure in figures_of(election, table.rows)
        ],
        "comparison": comparison,
        "rule_tabs": rule_tabs(explained, key if comparison else ""),
        "result": election.result,
        "recounting": Recounting(election, [row.option for row in table.rows], files),
    }
    return render(request, "voting/result.html", context)


def rule_tabs(explained: Explained | None, key: str) -> list[dict[str, Any]]:
    """A link for each rule by which the same ballots were counted, that of the result first."""
    others = rules_beside(explained)
    own = {"label": _("この結果"), "url": "?#rules", "is_current": not key}
    return [own] * bool(others) + [
        {"label": o.label, "url": f"?rule={o.key}#rules", "is_current": o.key == key}
        for o in others
    ]


def chart(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    def found() -> Chart:
        election = get_object_or_404(counted(), pk=pk)
        rows = table_of(election, election.result).rows
        charts = {figure.key: figure.chart for figure in figures_of(election, rows)}
        if key not in charts:
            raise Http404
        return charts[key]

    return picture(request, found)


def picture_urls(url: str, shown: Chart) -> dict[str, str]:
    return {size.value: versioned(url, shown, size) for size in Size}


def priorities_page(request: HttpRequest, pk: int) -> HttpResponse:
    election = get_object_or_404(counted().of_kind(ElectionKind.PRIORITY), pk=pk)
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
    related = (
        "item__cycle__area",
        "election__result__explanation",
        "proposal",
        "cluster",
        "decision",
        "priority_answer",
    )
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
        context["fate"] = fate_of(election, option)
    return render(request, "voting/option.html", context)


def _election(pk: int) -> Election:
    elections = Election.objects.select_related("cycle__area", "result", "held")
    return get_object_or_404(elections.defer("held__definition", "held__result"), pk=pk)


def counted() -> Any:
    return Election.objects.counted().select_related("cycle__area", "result__explanation", "held")
