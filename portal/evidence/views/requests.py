"""What residents asked for: the list, one request, asking, answering."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.accounts.requests import SignedInRequest
from portal.common.kept_forms import keeps_typed, refill
from portal.common.paging import part_of
from portal.evidence.errors import NotADepartmentOfficer, RequestIsAnswered
from portal.evidence.forms import RequestAnswerForm, RequestForm
from portal.evidence.licences import RequestState
from portal.evidence.models import EvidenceRequest
from portal.evidence.selectors import may_answer
from portal.evidence.services import decline_request, provide_data, request_evidence
from portal.lifecycle.lineage import neighbours_of
from portal.lifecycle.phases import Action
from portal.lifecycle.selectors import cycles_open_for, phases_reached, steps_of_item, why_closed


def request_list(request: HttpRequest) -> HttpResponse:
    rows = EvidenceRequest.objects.listed()
    only_waiting = request.GET.get("state") == RequestState.WAITING
    if only_waiting:
        rows = rows.waiting()
    part = part_of(rows, request.GET, by="created_at")
    return render(request, "evidence/requests.html", {"part": part, "only_waiting": only_waiting})


def request_page(request: HttpRequest, request_id: int) -> HttpResponse:
    asked = get_object_or_404(
        EvidenceRequest.objects.listed()
        .select_related("item__cycle__area", "by")
        .prefetch_related(phases_reached(request_id)),
        pk=request_id,
    )
    waits = asked.state == RequestState.WAITING
    return render(
        request,
        "evidence/request.html",
        {
            "asked": asked,
            "may_answer": waits
            and isinstance(request.user, User)
            and may_answer(request.user, asked),
            "steps": steps_of_item(asked.item),
            "neighbours": neighbours_of(asked.item),
        },
    )


@keeps_typed
def request_new(request: SignedInRequest) -> HttpResponse:
    cycles = list(cycles_open_for(Action.REQUEST_EVIDENCE))
    if not cycles:
        raise why_closed(Action.REQUEST_EVIDENCE)
    form = refill(request, RequestForm(request.POST or None, cycles=cycles))
    if request.method == "POST" and form.is_valid():
        asked = form.attempt(
            lambda: request_evidence(
                actor=request.user,
                cycle=form.chosen_cycle(),
                text=form.cleaned_data["text"],
                why=form.cleaned_data["why"],
                language=form.language(),
            )
        )
        if asked:
            messages.success(request, _("要望を受け付けました。回答があると、お知らせします。"))
            return redirect(asked)
    return render(request, "evidence/request_new.html", {"form": form})


@keeps_typed
def request_answer(request: SignedInRequest, request_id: int) -> HttpResponse:
    asked = get_object_or_404(
        EvidenceRequest.objects.select_related("item__cycle__area"), pk=request_id
    )
    # Before anything is typed that could not be sent.
    if not may_answer(request.user, asked):
        raise NotADepartmentOfficer
    if asked.state != RequestState.WAITING:
        raise RequestIsAnswered
    form = refill(request, RequestAnswerForm(request.POST or None))
    if request.method == "POST" and form.is_valid():
        deed = provide_data if form.is_provided() else decline_request
        answered = form.attempt(
            lambda: deed(actor=request.user, request_id=asked.pk, answer=form.request_answer())
        )
        if answered:
            messages.success(request, _("回答を公開しました。要望した人に届きます。"))
            return redirect(answered)
    return render(request, "evidence/request_answer.html", {"form": form, "asked": asked})
