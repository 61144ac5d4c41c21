"""Commitments kept or moved, improvements endorsed, open things carried into the next cycle."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.common.kept_forms import keeps_typed, refill
from portal.common.paging import part_of
from portal.lifecycle.models import Cycle
from portal.lifecycle.phases import Action
from portal.lifecycle.selectors import is_open
from portal.lifecycle.services import admit
from reviews.forms import AssignForm, NextCycleForm, RenegotiateForm, SettleForm
from reviews.forms.fields import DeedForm
from reviews.models import Commitment, Verdict
from reviews.names import COMMITMENT_DEED_NAMES
from reviews.services import (
    assign_commitment,
    carry_over,
    endorse_improvement,
    open_next_cycle,
    renegotiate_commitment,
    settle_commitment,
)
from reviews.services.admission import commitment_for_organiser, commitment_for_owner
from reviews.states import CommitmentDeed
from reviews.views.deeds import DeedPage, actor_of, do, projects_trail, sessions_trail
from reviews.views.sessions import find_commitment


@keeps_typed
def assign(request: HttpRequest, pk: int) -> HttpResponse:
    commitment = find_commitment(pk)
    initial = {"owner": commitment.owner_id, "due_on": commitment.due_on}
    form = refill(request, AssignForm(request.POST or None, initial=initial))
    return do(
        request,
        form,
        lambda: assign_commitment(
            actor=actor_of(request), commitment=commitment, **form.cleaned_data
        ),
        _page(
            commitment,
            CommitmentDeed.ASSIGN,
            _("担当と期限を決めました。"),
            gate=lambda: commitment_for_organiser(
                actor_of(request), commitment, CommitmentDeed.ASSIGN
            ),
            back=commitment.session.get_absolute_url(),
        ),
    )


@keeps_typed
def settle(request: HttpRequest, pk: int) -> HttpResponse:
    commitment = find_commitment(pk)
    form = refill(request, SettleForm(request.POST or None))
    return do(
        request,
        form,
        lambda: settle_commitment(
            actor=actor_of(request), commitment=commitment, **form.cleaned_data
        ),
        _page(
            commitment,
            CommitmentDeed.SETTLE,
            _("約束の実行を公開しました。"),
            gate=lambda: commitment_for_owner(actor_of(request), commitment),
        ),
    )


@keeps_typed
def renegotiate(request: HttpRequest, pk: int) -> HttpResponse:
    commitment = find_commitment(pk)
    form = refill(request, RenegotiateForm(request.POST or None))
    return do(
        request,
        form,
        lambda: renegotiate_commitment(
            actor=actor_of(request), commitment=commitment, **form.cleaned_data
        ),
        _page(
            commitment,
            CommitmentDeed.RENEGOTIATE,
            _("新しい期限を公開しました。"),
            gate=lambda: commitment_for_organiser(
                actor_of(request), commitment, CommitmentDeed.RENEGOTIATE
            ),
        ),
    )


def improvements(request: HttpRequest) -> HttpResponse:
    found = Verdict.objects.exclude(improvement="").select_related(
        "session", "project__item__cycle", "measured_by__item"
    )
    part = part_of(
        found.prefetch_related("project__item__cycle__phases").with_endorsements(request.user),
        request.GET,
        by="at",
    )
    open_here = [
        verdict.pk
        for verdict in part.rows
        if is_open(verdict.project.item.cycle, Action.ENDORSE_IMPROVEMENT)
    ]
    return render(
        request,
        "reviews/improvements.html",
        {"part": part, "open_here": open_here, "trail": projects_trail()},
    )


@keeps_typed
def endorse(request: HttpRequest, pk: int) -> HttpResponse:
    verdicts = Verdict.objects.select_related("project__item__cycle__area")
    verdict = get_object_or_404(verdicts, pk=pk)
    # Else somebody has come here from signing in: the button is on the project's page.
    if request.method == "POST":
        endorse_improvement(actor=actor_of(request), verdict=verdict)
        messages.success(request, _("改善策に賛同しました。この先どうなるかをお知らせします。"))
    return redirect(verdict.project)


@keeps_typed
def carry(request: HttpRequest, slug: str) -> HttpResponse:
    """Into the next cycle where there is one; else it is opened first."""
    cycle = get_object_or_404(Cycle.objects.select_related("area"), slug=slug)
    child = cycle.children.order_by("-id").first()
    return _carry_into(request, cycle, child) if child else _open_next(request, cycle)


def _carry_into(request: HttpRequest, cycle: Cycle, child: Cycle) -> HttpResponse:
    form = DeedForm(request.POST if request.method == "POST" else None)
    explanation = _(
        "果たされていない約束、実現しなかった事業、改善や本格実施の結論が出た事業を、"
        "「%(cycle)s」へ引き継ぎます。すでに引き継いだものは、重ねて引き継ぎません。"
    ) % {"cycle": child.name}
    return do(
        request,
        form,
        lambda: _tell(request, carry_over(actor=actor_of(request), cycle=cycle, child=child)),
        _of_cycle(
            request, cycle, _("次のサイクルへ引き継ぐ"), child.get_absolute_url(), explanation
        ),
    )


def _open_next(request: HttpRequest, cycle: Cycle) -> HttpResponse:
    form = refill(request, NextCycleForm(request.POST or None))
    explanation = _(
        "果たされていない約束、実現しなかった事業、改善や本格実施の結論が出た事業を、"
        "新しいサイクルへ引き継ぎます。"
    )
    return do(
        request,
        form,
        lambda: open_next_cycle(actor=actor_of(request), cycle=cycle, **form.cleaned_data),
        _of_cycle(
            request, cycle, _("次のサイクルを始めて引き継ぐ"), cycle.get_absolute_url(), explanation
        ),
    )


def _tell(request: HttpRequest, carried: list[Any]) -> None:
    said = ngettext("%(count)d件を引き継ぎました。", "%(count)d件を引き継ぎました。", len(carried))
    messages.info(request, said % {"count": len(carried)})


def _of_cycle(
    request: HttpRequest, cycle: Cycle, title: str, back: str, explanation: str
) -> DeedPage:
    return DeedPage(
        gate=lambda: admit(actor=actor_of(request), cycle=cycle, action=Action.CARRY_OVER),
        title=title,
        submit=title,
        said=_("引き継ぎを終えました。関係する人に届きます。"),
        back=back,
        trail=projects_trail((cycle.name, cycle.get_absolute_url())),
        subject=cycle.name,
        explanation=explanation,
    )


def _page(
    commitment: Commitment,
    deed: CommitmentDeed,
    said: str,
    *,
    gate: Callable[[], object],
    back: str = "",
) -> DeedPage:
    title = str(COMMITMENT_DEED_NAMES[deed])
    session = commitment.session
    return DeedPage(
        gate=gate,
        title=title,
        submit=title,
        said=said,
        back=back or commitment.get_absolute_url(),
        trail=sessions_trail((session.title, session.get_absolute_url())),
        subject=commitment.text,
        language=commitment.language,
    )
