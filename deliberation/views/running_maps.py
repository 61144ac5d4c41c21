"""Opening and closing opinion maps, their statements, and what moderators look at."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from deliberation.forms.opinions import MapForm, RefusalForm, StatementForm
from deliberation.models import OpinionMap, Statement, StatementState
from deliberation.permissions import runs_map
from deliberation.selectors.opinions import crowds_of, cycles_to_ask_in
from deliberation.services import (
    add_statement,
    close_map,
    decide_statement,
    forget_answers,
    open_map,
)
from deliberation.views.deeds import DeedPage, actor_of, do, maps_trail
from deliberation.views.opinions import find_map
from portal.common.fields import RefusableForm
from portal.common.kept_forms import keeps_typed, refill
from portal.lifecycle.models import Cycle

GET_OR_POST = ["GET", "POST"]


@require_http_methods(GET_OR_POST)
@keeps_typed
def new_map(request: HttpRequest, slug: str) -> HttpResponse:
    cycle = get_object_or_404(Cycle.objects.select_related("area"), slug=slug)
    form = refill(request, MapForm(request.POST or None, cycle=cycle))
    page = DeedPage(
        title=_("意見の地図を開く"),
        submit=_("開く"),
        said=_("開きました。はじめの短い意見をいくつか加えてください。"),
        back=maps_trail()[-1][1],
        trail=maps_trail(),
        subject=cycle.name,
        allowed=cycle in cycles_to_ask_in(actor_of(request)),
    )
    return do(
        request,
        form,
        lambda: open_map(actor=actor_of(request), cycle=cycle, **form.cleaned_data),
        page,
        lead=lambda opened: opened.get_absolute_url() if isinstance(opened, OpinionMap) else "",
    )


@require_http_methods(GET_OR_POST)
@keeps_typed
def add(request: HttpRequest, item_id: int) -> HttpResponse:
    opinion_map = find_map(item_id)
    form = refill(request, StatementForm(request.POST or None))
    runs = runs_map(request.user, opinion_map)
    said = (
        _("加えました。")
        if runs
        else _("受け取りました。確認のあと、みんなが答えられるようになります。")
    )
    return do(
        request,
        form,
        lambda: add_statement(
            actor=actor_of(request), opinion_map=opinion_map, **form.cleaned_data
        ),
        _page(opinion_map, title=_("短い意見を加える"), submit=_("加える"), said=said),
    )


@require_GET
@keeps_typed
def queue(request: HttpRequest, item_id: int) -> HttpResponse:
    """What waits and what was refused, and accounts that answer as one; for who runs the map."""
    opinion_map = _run(request, item_id)
    statements = opinion_map.statements.exclude(state=StatementState.SHOWN)
    shown = opinion_map.statements.shown()
    context = {
        "opinion_map": opinion_map,
        "statements": statements.select_related("author").order_by("-state", "sequence"),
        "shown": shown.select_related("author"),
        "crowds": crowds_of(opinion_map),
        "trail": _trail(opinion_map),
    }
    return render(request, "deliberation/map_queue.html", context)


@require_http_methods(GET_OR_POST)
@keeps_typed
def show(request: HttpRequest, item_id: int, sequence: int) -> HttpResponse:
    opinion_map = _run(request, item_id)
    statement = _statement(opinion_map, sequence)
    page = _page(
        opinion_map,
        title=_("短い意見を載せる"),
        submit=_("載せる"),
        said=_("載せました。書いた人に知らせました。"),
        subject=statement.text,
    )
    form = RefusableForm(request.POST if request.method == "POST" else None)
    state = StatementState.SHOWN
    return do(request, form, lambda: _decide(request, statement, state), page)


@require_http_methods(GET_OR_POST)
@keeps_typed
def refuse(request: HttpRequest, item_id: int, sequence: int) -> HttpResponse:
    opinion_map = _run(request, item_id)
    statement = _statement(opinion_map, sequence)
    form = refill(request, RefusalForm(request.POST or None))
    page = _page(
        opinion_map,
        title=_("短い意見を載せない"),
        submit=_("載せない"),
        said=_("載せないことにしました。書いた人に理由を知らせました。"),
        subject=statement.text,
        danger=True,
    )
    state = StatementState.REFUSED
    return do(
        request,
        form,
        lambda: _decide(request, statement, state, form.cleaned_data["reason"]),
        page,
    )


@require_http_methods(GET_OR_POST)
@keeps_typed
def close(request: HttpRequest, item_id: int) -> HttpResponse:
    opinion_map = _run(request, item_id)
    page = _page(
        opinion_map,
        title=_("意見の地図の受付を終える"),
        submit=_("受付を終える"),
        said=_("受付を終えました。"),
        explanation=_("終えると、だれも答えたり加えたりできなくなります。結果は残ります。"),
        danger=True,
    )
    form = RefusableForm(request.POST if request.method == "POST" else None)
    return do(
        request, form, lambda: close_map(actor=actor_of(request), opinion_map=opinion_map), page
    )


@require_http_methods(GET_OR_POST)
@keeps_typed
def forget(request: HttpRequest, item_id: int) -> HttpResponse:
    opinion_map = find_map(item_id)
    page = _page(
        opinion_map,
        title=_("自分の回答を取り消す"),
        submit=_("すべて取り消す"),
        said=_("回答をすべて取り消しました。"),
        explanation=_(
            "この地図へのあなたの回答をすべて消します。公開している表からは、次の更新で消えます。"
        ),
        danger=True,
    )
    form = RefusableForm(request.POST if request.method == "POST" else None)
    return do(
        request,
        form,
        lambda: forget_answers(actor=actor_of(request), opinion_map=opinion_map),
        page,
    )


def _run(request: HttpRequest, item_id: int) -> OpinionMap:
    """The map, for who runs it; nobody else sees that there is such a page."""
    opinion_map = find_map(item_id)
    if not runs_map(request.user, opinion_map):
        raise Http404
    return opinion_map


def _statement(opinion_map: OpinionMap, sequence: int) -> Statement:
    return get_object_or_404(Statement, opinion_map=opinion_map, sequence=sequence)


def _decide(
    request: HttpRequest, statement: Statement, state: StatementState, reason: str = ""
) -> Statement:
    return decide_statement(
        actor=actor_of(request), statement=statement, state=state, reason=reason
    )


def _trail(opinion_map: OpinionMap) -> list[tuple[str, str]]:
    return maps_trail((opinion_map.item.title, opinion_map.get_absolute_url()))


def _page(
    opinion_map: OpinionMap,
    *,
    title: str,
    submit: str,
    said: str,
    subject: str = "",
    explanation: str = "",
    danger: bool = False,
) -> DeedPage:
    return DeedPage(
        title=title,
        submit=submit,
        said=said,
        back=opinion_map.get_absolute_url(),
        trail=_trail(opinion_map),
        subject=subject or opinion_map.item.title,
        explanation=explanation,
        danger=danger,
    )
