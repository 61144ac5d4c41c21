"""The record of a screening, which everyone reads, and what each adds to it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from portal.accounts.requests import SignedInRequest
from portal.accounts.selectors import roles_of
from portal.common.fields import RefusableForm
from portal.common.kept_forms import keeps_typed, refill
from portal.lifecycle.errors import RoleIsMissing
from portal.lifecycle.lineage import neighbours_of
from portal.lifecycle.phases import WHO_MAY, Action
from portal.lifecycle.selectors import phases_reached
from proposals.errors import NotAnAuthor
from proposals.forms.consulting import (
    AnswerQuestionForm,
    AppealForm,
    AskAuthorsForm,
    AskDepartmentForm,
    DecideAppealForm,
    InterestsForm,
    OpinionForm,
    PointsForm,
)
from proposals.models import (
    Appeal,
    CoAuthor,
    DepartmentOpinion,
    Proposal,
    Scorecard,
    Screening,
    ScreeningQuestion,
)
from proposals.selectors import (
    formal_checks,
    is_writer,
    late_screenings,
    loads_by_department,
    open_appeals,
    screening_record,
)
from proposals.services import (
    answer_question,
    appeal_screening,
    ask_authors,
    ask_department,
    decide_appeal,
    declare_interests,
    give_opinion,
    score_proposal,
)

MOST_LATE = 50


def screenings(request: HttpRequest) -> HttpResponse:
    """What departments have to answer, and what of it is late."""
    shown = {
        "loads": loads_by_department(),
        "late": late_screenings(MOST_LATE),
        "appeals": open_appeals(MOST_LATE),
        "today": timezone.localdate(),
    }
    return render(request, "proposals/screenings.html", shown)


def record(request: HttpRequest, proposal_id: int) -> HttpResponse:
    proposal = get_object_or_404(
        Proposal.objects.public()
        .select_related("item__cycle__area", "area", "theme", "screening__department")
        .prefetch_related(
            phases_reached(proposal_id),
            Prefetch("co_authors", CoAuthor.objects.select_related("organisation")),
        ),
        pk=proposal_id,
    )
    shown = {
        "proposal": proposal,
        "screening": getattr(proposal, "screening", None),
        "record": screening_record(request.user, proposal),
        "checks": formal_checks(proposal, neighbours_of(proposal.item).before),
        "today": timezone.localdate(),
    }
    return render(request, "proposals/record.html", shown)


@keeps_typed
def department_ask(request: SignedInRequest, proposal_id: int) -> HttpResponse:
    proposal = _screened(request, proposal_id, Action.SCREEN_PROPOSAL)
    form = refill(request, AskDepartmentForm(request.POST or None, proposal=proposal))
    return _deed(
        request,
        proposal,
        form,
        lambda: ask_department(
            actor=request.user,
            proposal_id=proposal_id,
            department=form.cleaned_data["department"],
        ),
        title=_("関係課に意見を求める"),
        done=_("意見を求めました。その課の職員の「やること」に載ります。"),
    )


@keeps_typed
def opinion(request: SignedInRequest, proposal_id: int, opinion_id: int) -> HttpResponse:
    proposal = _screened(request, proposal_id, Action.SCREEN_PROPOSAL)
    get_object_or_404(DepartmentOpinion, pk=opinion_id, screening=proposal_id)
    form = refill(request, OpinionForm(request.POST or None))
    return _deed(
        request,
        proposal,
        form,
        lambda: give_opinion(actor=request.user, opinion_id=opinion_id, opinion=form.opinion()),
        title=_("関係課として意見を出す"),
        done=_("意見を出しました。担当課が回答にまとめます。"),
    )


@keeps_typed
def authors_ask(request: SignedInRequest, proposal_id: int) -> HttpResponse:
    proposal = _screened(request, proposal_id, Action.SCREEN_PROPOSAL)
    form = refill(request, AskAuthorsForm(request.POST or None))
    return _deed(
        request,
        proposal,
        form,
        lambda: ask_authors(
            actor=request.user,
            proposal_id=proposal_id,
            text=form.cleaned_data["text"],
            language=form.language,
        ),
        title=_("提案した人に質問する"),
        done=_("質問を公開しました。提案した人に知らせます。"),
    )


@keeps_typed
def question(request: SignedInRequest, proposal_id: int, question_id: int) -> HttpResponse:
    proposal = _written(request, proposal_id)
    asked = get_object_or_404(ScreeningQuestion, pk=question_id, proposal=proposal_id)
    form = refill(request, AnswerQuestionForm(request.POST or None))
    return _deed(
        request,
        proposal,
        form,
        lambda: answer_question(
            actor=request.user,
            question_id=question_id,
            answer=form.cleaned_data["text"],
            language=form.language,
        ),
        title=_("審査の質問に答える"),
        done=_("答えを公開しました。"),
        said=asked.text,
        said_in=asked.language,
    )


@keeps_typed
def score(request: SignedInRequest, proposal_id: int) -> HttpResponse:
    """First whether there is an interest in the matter, then the points."""
    proposal = _screened(request, proposal_id, Action.SCORE_PROPOSAL)
    card = Scorecard.objects.filter(proposal=proposal, reviewer=request.user).first()
    if card is None or card.has_conflict:
        return _declare(request, proposal)
    form = refill(request, PointsForm(request.POST or None, card=card))
    return _deed(
        request,
        proposal,
        form,
        lambda: score_proposal(actor=request.user, proposal_id=proposal_id, points=form.points()),
        title=_("点数をつける"),
        done=_("点数を記録しました。回答が出るまで、つけ直せます。"),
    )


def _declare(request: SignedInRequest, proposal: Proposal) -> HttpResponse:
    form = refill(request, InterestsForm(request.POST or None))
    return _deed(
        request,
        proposal,
        form,
        lambda: declare_interests(
            actor=request.user,
            proposal_id=proposal.pk,
            has_conflict=form.cleaned_data["has_conflict"],
            conflict=form.cleaned_data["conflict"],
        ),
        title=_("利害関係を申告する"),
        done=_("申告を記録しました。"),
    )


@keeps_typed
def appeal(request: SignedInRequest, proposal_id: int) -> HttpResponse:
    proposal = _written(request, proposal_id)
    form = refill(request, AppealForm(request.POST or None))
    return _deed(
        request,
        proposal,
        form,
        lambda: appeal_screening(
            actor=request.user,
            proposal_id=proposal_id,
            reason=form.cleaned_data["text"],
            language=form.language,
        ),
        title=_("不採択に不服を申し出る"),
        done=_("申し出を受け付けました。審査をした課とは別の課が答えます。"),
        said=proposal.screening.answer,
        said_in=proposal.screening.language,
    )


@keeps_typed
def appeal_decide(request: SignedInRequest, proposal_id: int) -> HttpResponse:
    proposal = _screened(request, proposal_id, Action.DECIDE_APPEAL)
    raised = get_object_or_404(Appeal, pk=proposal_id)
    form = refill(
        request,
        DecideAppealForm(request.POST or None, officer=request.user, proposal=proposal),
    )
    return _deed(
        request,
        proposal,
        form,
        lambda: decide_appeal(
            actor=request.user,
            proposal_id=proposal_id,
            department=form.cleaned_data["department"],
            answer=form.appeal_answer(),
        ),
        title=_("不服の申出に答える"),
        done=_("回答を公開しました。提案した人と関係する人に届きます。"),
        said=raised.reason,
        said_in=raised.language,
    )


def _screened(request: SignedInRequest, proposal_id: int, action: Action) -> Proposal:
    """The proposal, for those who may: before anything is typed that could not be sent."""
    proposal = _screening_of(proposal_id)
    if not roles_of(request.user, proposal.item.cycle.area) & WHO_MAY[action]:
        raise RoleIsMissing(action)
    return proposal


def _written(request: SignedInRequest, proposal_id: int) -> Proposal:
    proposal = _screening_of(proposal_id)
    if not is_writer(request.user, proposal):
        raise NotAnAuthor
    return proposal


def _screening_of(proposal_id: int) -> Proposal:
    rows = Screening.objects.select_related("proposal__item__cycle__area", "department")
    screening = get_object_or_404(rows, pk=proposal_id, proposal__item__is_public=True)
    # Where the proposal looks for its screening.
    screening.proposal.screening = screening
    return screening.proposal


def _deed(
    request: SignedInRequest,
    proposal: Proposal,
    form: RefusableForm,
    deed: Callable[[], Any],
    *,
    title: str | Promise,
    done: str | Promise,
    **shown: Any,
) -> HttpResponse:
    """A form on the proposal; what was done stands in the record of its screening."""
    if request.method == "POST" and form.is_valid() and form.attempt(deed):
        messages.success(request, str(done))
        return redirect("proposals:screening", proposal.pk)
    shown |= {"title": title, "form": form, "proposal": proposal}
    return render(request, "proposals/screening_deed.html", shown)
