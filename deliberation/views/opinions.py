"""Opinion maps: the list, the page where one answers, what was found, the matrix as a file."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from deliberation.models import OpinionGroups, OpinionMap, Statement
from deliberation.names import ANSWER_NAMES
from deliberation.opinions import ANSWERS, Answer
from deliberation.parts import groups_as_text
from deliberation.permissions import runs_map
from deliberation.selectors.opinions import cycles_to_ask_in, found_in, own_group, progress_of
from deliberation.selectors.pictures import chart_of_map, urls_of_map
from deliberation.services import answer_statement
from portal.accounts.requests import SignedInRequest
from portal.charts.pictures import picture
from portal.common.csv_export import csv_response
from portal.common.errors import RuleViolation
from portal.common.kept_forms import keeps_typed
from portal.common.paging import part_of
from portal.lifecycle.lineage import neighbours_of
from portal.lifecycle.phases import Action
from portal.lifecycle.selectors import is_open

NUMBERS: dict[str, int | str] = {
    Answer.AGREE: 1,
    Answer.DISAGREE: -1,
    Answer.PASS: 0,
    Answer.NONE: "",
}


@require_GET
def map_list(request: HttpRequest) -> HttpResponse:
    part = part_of(OpinionMap.objects.listed(), request.GET, by="opened_at")
    context = {"part": part, "cycles": cycles_to_ask_in(request.user)}
    return render(request, "deliberation/maps.html", context)


@require_GET
def map_page(request: HttpRequest, item_id: int) -> HttpResponse:
    """The question, the next statement, what was found; `?again=` asks one statement anew."""
    opinion_map = find_map(item_id)
    statements = list(opinion_map.statements.shown().select_related("argument"))
    progress = progress_of(opinion_map, statements, request.user)
    again = request.GET.get("again", "")
    asked = next((each for each in statements if str(each.sequence) == again), progress.next)
    groups = opinion_map.groups
    item = opinion_map.item
    context = {
        "opinion_map": opinion_map,
        "statements": [(each, _own_answer(progress.own, each)) for each in statements],
        "progress": progress,
        "asked": asked,
        "answers": [(answer, ANSWER_NAMES[answer]) for answer in ANSWERS],
        "open": opinion_map.is_open and is_open(item.cycle, Action.COMMENT),
        "goes_on": "next" in request.GET,
        "found": found_in(groups, opinion_map.statements.all()),
        "picture": urls_of_map(groups),
        "own_group": own_group(groups, progress),
        "runs": runs_map(request.user, opinion_map),
        "path": neighbours_of(item),
    }
    return render(request, "deliberation/map.html", context)


@require_POST
@keeps_typed(page=lambda item_id: OpinionMap(pk=item_id).get_absolute_url())
def answer(request: SignedInRequest, item_id: int) -> HttpResponse:
    """One answer by one button; then the next statement."""
    statement = get_object_or_404(
        Statement.objects.select_related("opinion_map__item__cycle__area"),
        opinion_map=item_id,
        sequence=_number(request.POST.get("statement", "")),
    )
    given = request.POST.get("answer", "")
    if given not in ANSWERS:
        raise Http404
    try:
        answer_statement(actor=request.user, statement=statement, answer=Answer(given))
    except RuleViolation as violation:
        messages.error(request, str(violation))
        return redirect(statement.opinion_map)
    return HttpResponseRedirect(f"{statement.opinion_map.get_absolute_url()}?next#statement")


@require_GET
def map_picture(request: HttpRequest, item_id: int) -> HttpResponse:
    groups = get_object_or_404(OpinionGroups, pk=item_id, found__isnull=False)
    return picture(request, lambda: chart_of_map(groups))


@require_GET
def matrix_csv(request: HttpRequest, item_id: int) -> HttpResponseBase:
    """The published matrix: a row a person, without name, order or time."""
    groups = get_object_or_404(OpinionGroups, pk=item_id, found__isnull=False)
    return csv_response(
        request,
        f"opinions-{item_id}-{groups.number}",
        [f"statement_{sequence}" for sequence in groups.columns],
        ([NUMBERS[letter] for letter in row] for row in groups.rows.splitlines()),
    )


@require_GET
def statements_csv(request: HttpRequest, item_id: int) -> HttpResponseBase:
    opinion_map = find_map(item_id)
    shown = opinion_map.statements.shown()
    rows = ((each.sequence, each.text, each.language, each.created_at) for each in shown)
    headings = [_("番号"), _("短い意見"), _("言語"), _("加えた日時")]
    return csv_response(request, f"statements-{item_id}", headings, rows)


@require_GET
@never_cache
def groups_since(request: HttpRequest, item_id: int) -> HttpResponse:
    """What was found anew after `?after=`, as the socket would have told it."""
    after = _number(request.GET.get("after", ""))
    groups = get_object_or_404(
        OpinionGroups.objects.select_related("opinion_map__item"), pk=item_id
    )
    text = groups_as_text(groups, language=get_language() or "ja")
    told = [] if groups.number <= after else [text]
    body = f'{{"number": {groups.number}, "messages": [{",".join(told)}]}}'
    return HttpResponse(body, content_type="application/json")


def find_map(item_id: int) -> OpinionMap:
    maps = OpinionMap.objects.select_related("item__cycle__area", "groups", "opened_by")
    return get_object_or_404(maps.prefetch_related("item__cycle__phases"), pk=item_id)


def _own_answer(own: Any, statement: Statement) -> Any:
    return ANSWER_NAMES[own.to(statement.sequence)] if own else ""


def _number(text: str) -> int:
    """Raises Http404 for what is no number of ours."""
    if not (text.isascii() and text.isdigit() and len(text) <= 9):
        raise Http404
    return int(text)
