"""What the offices do: prepare, take in ballots, count, answer, decide."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.common.kept_forms import keeps_typed, refill
from portal.lifecycle.models import Cycle
from portal.lifecycle.phases import Action
from voting.forms import AnswersForm, BallotFileForm, DecisionForm, PlanForm, WithdrawalForm
from voting.models import Election, Option
from voting.names import KIND_NAMES
from voting.selectors.answers import answered_priorities
from voting.selectors.deeds import RUNNING, preparable, require_may_act, require_may_run
from voting.selectors.options import result_of
from voting.services import (
    answer_priorities,
    ask_for_count,
    import_ballots,
    prepare_election,
    record_decision,
)
from voting.services.withdrawing import withdraw_election
from voting.states import ElectionKind
from voting.views.answering import actor_of, form_page
from voting.views.trails import trail


@login_required
def prepare_choice(request: HttpRequest) -> HttpResponse:
    """Of which cycle and kind an election is to be prepared."""
    context = {"preparable": preparable(request.user), "trail": trail()}
    return render(request, "voting/prepare_choice.html", context)


@keeps_typed
def prepare(request: HttpRequest, slug: str, kind: ElectionKind) -> HttpResponse:
    cycle = get_object_or_404(Cycle.objects.select_related("area"), slug=slug)
    require_may_act(request.user, cycle, RUNNING[kind])
    form = refill(request, PlanForm(request.POST or None, cycle=cycle, kind=kind))

    def act() -> str:
        election = prepare_election(
            actor=actor_of(request),
            cycle=cycle,
            plan=form.plan(),
            proposals=list(form.cleaned_data["proposals"]),
            clusters=list(form.cleaned_data.get("clusters", ())),
        )
        messages.success(request, _("投票を準備しました。次は票を取り込みます。"))
        return election.get_absolute_url()

    return form_page(
        request,
        form,
        act,
        "voting/prepare.html",
        {"cycle": cycle, "kind": KIND_NAMES[kind], "trail": trail()},
    )


@keeps_typed
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks once more: what is withdrawn is not held any more."""
    election = _election(pk)
    require_may_run(request.user, election)
    form = refill(request, WithdrawalForm(request.POST or None))

    def act() -> str:
        withdraw_election(
            actor=actor_of(request), election=election, reason=form.cleaned_data["reason"]
        )
        messages.success(request, _("投票を取りやめました。"))
        return election.get_absolute_url()

    return form_page(request, form, act, "voting/withdraw.html", _of(election))


@keeps_typed
def ballots(request: HttpRequest, pk: int) -> HttpResponse:
    election = _election(pk)
    require_may_act(request.user, election.cycle, RUNNING[ElectionKind(election.kind)])
    form = BallotFileForm(request.POST or None, request.FILES or None)

    def act() -> str:
        upload = form.cleaned_data["file"]
        opened = import_ballots(actor=actor_of(request), election=election, file=upload.file)
        said = _("%(count)d票を取り込みました。次は集計します。")
        messages.success(request, said % {"count": opened.ballot_count})
        return election.get_absolute_url()

    return form_page(request, form, act, "voting/ballots.html", _of(election))


@login_required
def count(request: HttpRequest, pk: int) -> HttpResponse:
    if request.method != "POST":  # after signing in
        return redirect("voting:election", pk)
    ask_for_count(actor=actor_of(request), election=_election(pk))
    messages.success(request, _("集計を始めました。終わると、このページから結果を見られます。"))
    return redirect("voting:election", pk)


@keeps_typed
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    counted = Election.objects.counted().of_kind(ElectionKind.PRIORITY)
    election = get_object_or_404(counted.select_related("cycle__area", "result"), pk=pk)
    require_may_act(request.user, election.cycle, Action.ANSWER_PRIORITIES)
    priorities = answered_priorities(election, election.result)
    form = refill(request, AnswersForm(request.POST or None, priorities=priorities))

    def act() -> str:
        answer_priorities(actor=actor_of(request), election=election, answers=form.answers())
        messages.success(request, _("回答を公開しました。"))
        return reverse("voting:priorities", args=[pk])

    return form_page(request, form, act, "voting/answer.html", _of(election))


@keeps_typed
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    options = Option.objects.select_related("item", "election__cycle__area")
    option = get_object_or_404(options, pk=pk)
    require_may_act(request.user, option.election.cycle, Action.RECORD_DECISION)
    # Without the decimals that the database keeps: the field takes none.
    cost = f"{option.cost:.0f}" if option.cost else None
    form = refill(request, DecisionForm(request.POST or None, initial={"amount": cost}))

    def act() -> str:
        record_decision(actor=actor_of(request), option=option, **form.cleaned_data)
        messages.success(request, _("議会の決定を記録しました。"))
        return option.get_absolute_url()

    context = {**_of(option.election), "option": option, "fared": result_of(pk)}
    return form_page(request, form, act, "voting/decide.html", context)


def _of(election: Election) -> dict[str, Any]:
    return {"election": election, "trail": trail(election)}


def _election(pk: int) -> Election:
    return get_object_or_404(Election.objects.select_related("cycle__area"), pk=pk)
