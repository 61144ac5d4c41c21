"""The desk of who chairs a discussion, each of their acts, objections, and the public log."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from deliberation.forms.facilitation import (
    MoveForm,
    ObjectionForm,
    OutcomeForm,
    ReasonForm,
    SummaryForm,
)
from deliberation.models import Contribution, Summary
from deliberation.selectors.facilitation import (
    acts_in,
    desk_of,
    offered_in,
    others_to_move_to,
)
from deliberation.services import (
    close_thread,
    leave_chair,
    move_contribution,
    object_to,
    pin,
    reopen_thread,
    summarise,
    take_chair,
    withdraw_summary,
)
from deliberation.views.deeds import DeedPage, actor_of, do
from portal.accounts.roles import Role
from portal.accounts.selectors import holds
from portal.common.fields import RefusableForm
from portal.common.kept_forms import keeps_typed, refill
from portal.common.paging import part_of
from portal.lifecycle.models import Item

GET_OR_POST = ["GET", "POST"]


@require_GET
@keeps_typed
def desk(request: HttpRequest, item_id: int) -> HttpResponse:
    """What waits, who spoke and who did not; for facilitators of the area."""
    item = _facilitated(request, item_id)
    found = desk_of(item)
    context = {
        "item": item,
        "desk": found,
        "chairs": found.thread is not None and found.thread.chair_id == request.user.pk,
        "trail": _trail(item),
    }
    return render(request, "deliberation/desk.html", context)


@require_GET
def log(request: HttpRequest, item_id: int) -> HttpResponse:
    """Every act of who chaired, the newest first."""
    item = _public(item_id)
    part = part_of(acts_in(item.pk), request.GET, by="at")
    context = {"item": item, "part": part, "trail": _trail(item)[:2]}
    return render(request, "deliberation/thread_log.html", context)


@require_http_methods(GET_OR_POST)
@keeps_typed
def chair(request: HttpRequest, item_id: int) -> HttpResponse:
    item = _facilitated(request, item_id)
    page = _page(
        item,
        _("この話し合いの進行役になる"),
        _("進行役になる"),
        _("進行役になりました。"),
        explanation=_(
            "進行役の間は、この話し合いに意見を書けません。"
            "ほかの人の文を直すこともできません。することは、すべて公開の記録に残ります。"
        ),
    )
    return do(
        request, _empty(request), lambda: take_chair(actor=actor_of(request), item=item), page
    )


@require_http_methods(GET_OR_POST)
@keeps_typed
def leave(request: HttpRequest, item_id: int) -> HttpResponse:
    item = _facilitated(request, item_id)
    page = _page(item, _("進行役をやめる"), _("やめる"), _("進行役をやめました。"))
    return do(
        request, _empty(request), lambda: leave_chair(actor=actor_of(request), item=item), page
    )


@require_http_methods(GET_OR_POST)
@keeps_typed
def summary_new(request: HttpRequest, item_id: int) -> HttpResponse:
    item = _facilitated(request, item_id)
    form = refill(request, SummaryForm(request.POST or None, offered=offered_in(item)))
    page = _page(
        item,
        _("まとめを書く"),
        _("公開する"),
        _("公開しました。もとの意見を書いた人に知らせました。"),
    )
    return do(
        request,
        form,
        lambda: summarise(actor=actor_of(request), item=item, **form.cleaned_data),
        page,
        lead=lambda made: made.get_absolute_url() if isinstance(made, Summary) else "",
    )


@require_http_methods(GET_OR_POST)
@keeps_typed
def close(request: HttpRequest, item_id: int) -> HttpResponse:
    item = _facilitated(request, item_id)
    form = refill(request, OutcomeForm(request.POST or None, offered=offered_in(item)))
    page = _page(
        item,
        _("結果を書いて話し合いを閉じる"),
        _("閉じる"),
        _("閉じました。フォローしている人に知らせました。"),
        explanation=_("閉じると、だれも意見を書けなくなります。もう一度開くことができます。"),
    )
    return do(
        request,
        form,
        lambda: close_thread(
            actor=actor_of(request),
            item=item,
            text=form.cleaned_data["text"],
            counted=form.cleaned_data["rests_on"],
        ),
        page,
    )


@require_http_methods(GET_OR_POST)
@keeps_typed
def reopen(request: HttpRequest, item_id: int) -> HttpResponse:
    item = _facilitated(request, item_id)
    form = refill(request, ReasonForm(request.POST or None))
    page = _page(item, _("話し合いをもう一度開く"), _("開く"), _("開きました。"))
    return do(
        request,
        form,
        lambda: reopen_thread(actor=actor_of(request), item=item, **form.cleaned_data),
        page,
    )


@require_http_methods(GET_OR_POST)
@keeps_typed
def pinning(request: HttpRequest, item_id: int, sequence: int) -> HttpResponse:
    """Let one contribution stand out, or no longer."""
    item = _facilitated(request, item_id)
    said = _said(item, sequence)
    stands_out = said.pinned_at is not None
    page = _page(
        item,
        _("目立たせるのをやめる") if stands_out else _("この意見を目立たせる"),
        _("やめる") if stands_out else _("目立たせる"),
        _("変えました。"),
        subject=said.text,
    )
    return do(
        request,
        _empty(request),
        lambda: pin(actor=actor_of(request), contribution=said, pinned=not stands_out),
        page,
    )


@require_http_methods(GET_OR_POST)
@keeps_typed
def moving(request: HttpRequest, item_id: int, sequence: int) -> HttpResponse:
    item = _facilitated(request, item_id)
    said = _said(item, sequence)
    form = refill(request, MoveForm(request.POST or None, others=others_to_move_to(item)))
    page = _page(
        item,
        _("この意見をほかの話し合いへ移す"),
        _("移す"),
        _("移しました。書いた人に知らせました。"),
        subject=said.text,
        explanation=_("返信も一緒に移ります。もとの場所には、移した先への案内が残ります。"),
    )
    return do(
        request,
        form,
        lambda: move_contribution(actor=actor_of(request), contribution=said, **form.cleaned_data),
        page,
    )


@require_http_methods(GET_OR_POST)
@keeps_typed
def withdraw(request: HttpRequest, item_id: int, pk: int) -> HttpResponse:
    item = _facilitated(request, item_id)
    summary = _summary(item, pk)
    form = refill(request, ReasonForm(request.POST or None))
    page = _page(
        item, _("まとめを取り下げる"), _("取り下げる"), _("取り下げました。"), subject=summary.text
    )
    return do(
        request,
        form,
        lambda: withdraw_summary(actor=actor_of(request), summary=summary, **form.cleaned_data),
        page,
    )


@require_http_methods(GET_OR_POST)
@keeps_typed
def objection(request: HttpRequest, item_id: int, pk: int) -> HttpResponse:
    """Say where a summary does not say what one said; for those on whose words it rests."""
    item = _public(item_id)
    summary = _summary(item, pk)
    if not summary.rests_on.filter(author=actor_of(request)).exists():
        raise Http404
    form = refill(request, ObjectionForm(request.POST or None))
    page = DeedPage(
        title=_("まとめに異議を書く"),
        submit=_("公開する"),
        said=_("公開しました。進行役に知らせました。"),
        back=summary.get_absolute_url(),
        trail=_trail(item)[:2],
        subject=summary.text,
    )
    return do(
        request,
        form,
        lambda: object_to(actor=actor_of(request), summary=summary, **form.cleaned_data),
        page,
    )


def _empty(request: HttpRequest) -> RefusableForm:
    return RefusableForm(request.POST if request.method == "POST" else None)


def _public(item_id: int) -> Item:
    items = Item.objects.public().select_related("cycle__area")
    return get_object_or_404(items, pk=item_id)


def _facilitated(request: HttpRequest, item_id: int) -> Item:
    """The item, for facilitators of its area; nobody else sees that there is such a page."""
    item = _public(item_id)
    if not holds(actor_of(request), Role.FACILITATOR, item.cycle.area):
        raise Http404
    return item


def _said(item: Item, sequence: int) -> Contribution:
    found = Contribution.objects.with_speakers().select_related("thread__item__cycle__area")
    return get_object_or_404(found, thread=item.pk, sequence=sequence, reply_to=None)


def _summary(item: Item, pk: int) -> Summary:
    found = Summary.objects.select_related("thread__item__cycle__area")
    return get_object_or_404(found, pk=pk, thread=item.pk, withdrawn_at=None)


def _trail(item: Item) -> list[tuple[str, str]]:
    return [
        (_("話し合い"), reverse("deliberation:threads")),
        (item.title, reverse("deliberation:thread", args=[item.pk])),
        (_("進行"), reverse("deliberation:desk", args=[item.pk])),
    ]


def _page(
    item: Item, title: str, submit: str, said: str, *, subject: str = "", explanation: str = ""
) -> DeedPage:
    trail = _trail(item)
    return DeedPage(
        title=title,
        submit=submit,
        said=said,
        back=trail[-1][1],
        trail=trail,
        subject=subject or item.title,
        explanation=explanation,
    )
