"""What facilitators, analysts, panel and residents do in and around a session."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.common.kept_forms import keeps_typed, refill
from portal.common.written import language_of
from portal.lifecycle.models import Cycle
from portal.lifecycle.phases import Action
from portal.lifecycle.services import admit
from reviews.forms import (
    AnswerForm,
    CommitmentForm,
    FollowUpForm,
    MemoForm,
    QuestionForm,
    ReasonForm,
    SessionForm,
    VerdictForm,
)
from reviews.forms.fields import DeedForm
from reviews.models import Question, ReviewSession
from reviews.names import SESSION_DEED_NAMES
from reviews.selectors.deeds import SESSION_ACTIONS
from reviews.selectors.parts import projects_of
from reviews.services import (
    answer_question,
    ask_question,
    cancel_session,
    give_verdict,
    hold_session,
    make_commitment,
    publish_follow_up,
    publish_memo,
    schedule_session,
)
from reviews.services.admission import session_for_organiser
from reviews.services.questions import session_for_answer
from reviews.states import SessionDeed, SessionState, VerdictKind
from reviews.views.deeds import DeedPage, actor_of, do, sessions_trail
from reviews.views.sessions import find_session

LIVE_DEEDS = frozenset({SessionDeed.HOLD, SessionDeed.ASK, SessionDeed.ANSWER, SessionDeed.COMMIT})


@keeps_typed
def schedule(request: HttpRequest, slug: str) -> HttpResponse:
    cycle = get_object_or_404(Cycle.objects.select_related("area"), slug=slug)
    form = refill(request, SessionForm(request.POST or None, cycle=cycle))
    title = _("検証会議を知らせる")
    return do(
        request,
        form,
        lambda: schedule_session(
            actor=actor_of(request),
            cycle=cycle,
            language=language_of(form.cleaned_data["title"]),
            **form.cleaned_data,
        ),
        DeedPage(
            gate=lambda: admit(actor=actor_of(request), cycle=cycle, action=Action.HOLD_REVIEW),
            title=title,
            submit=title,
            said=_("会議を知らせました。事業を見守る人に届きます。"),
            back=reverse("reviews:sessions"),
            trail=sessions_trail(),
            subject=cycle.name,
        ),
    )


@keeps_typed
def memo(request: HttpRequest, pk: int) -> HttpResponse:
    session = find_session(pk)
    form = refill(request, MemoForm(request.POST or None))
    return do(
        request,
        form,
        lambda: publish_memo(
            actor=actor_of(request), session=session, memo=form.cleaned_data["memo"]
        ),
        session_deed_page(
            request, session, SessionDeed.PUBLISH_MEMO, _("事前資料を公開しました。")
        ),
    )


@keeps_typed
def hold(request: HttpRequest, pk: int) -> HttpResponse:
    session = find_session(pk)
    form = DeedForm(request.POST if request.method == "POST" else None)
    return do(
        request,
        form,
        lambda: hold_session(actor=actor_of(request), session=session),
        session_deed_page(
            request,
            session,
            SessionDeed.HOLD,
            _("会議を開きました。約束を記録できます。"),
            explanation=_("会議が始まったら押してください。始まった時刻が公開されます。"),
        ),
    )


@keeps_typed
def follow_up(request: HttpRequest, pk: int) -> HttpResponse:
    session = find_session(pk)
    form = refill(request, FollowUpForm(request.POST or None))
    return do(
        request,
        form,
        lambda: publish_follow_up(
            actor=actor_of(request), session=session, follow_up=form.cleaned_data["follow_up"]
        ),
        session_deed_page(
            request, session, SessionDeed.PUBLISH_FOLLOW_UP, _("会議の結果を公開しました。")
        ),
    )


@keeps_typed
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    session = find_session(pk)
    form = refill(request, ReasonForm(request.POST or None))
    return do(
        request,
        form,
        lambda: cancel_session(
            actor=actor_of(request), session=session, reason=form.cleaned_data["reason"]
        ),
        session_deed_page(
            request,
            session,
            SessionDeed.CANCEL,
            _("会議を中止しました。"),
            danger=True,
            explanation=_("中止した会議の数と理由は、ずっと公開されます。"),
        ),
    )


@keeps_typed
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    session = find_session(pk)
    form = refill(request, QuestionForm(request.POST or None, projects=projects_of(session)))
    return do(
        request,
        form,
        lambda: ask_question(
            actor=actor_of(request),
            session=session,
            language=language_of(form.cleaned_data["text"]),
            **form.cleaned_data,
        ),
        session_deed_page(
            request, session, SessionDeed.ASK, _("質問を送りました。答えが出たらお知らせします。")
        ),
    )


@keeps_typed
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    questions = Question.objects.select_related("session__cycle__area", "project__item__cycle")
    question = get_object_or_404(questions, pk=pk)
    initial = {"answer": question.answer}
    form = refill(request, AnswerForm(request.POST or None, initial=initial))
    return do(
        request,
        form,
        lambda: answer_question(
            actor=actor_of(request),
            question=question,
            answer=form.cleaned_data["answer"],
            language=language_of(form.cleaned_data["answer"]),
        ),
        session_deed_page(
            request,
            question.session,
            SessionDeed.ANSWER,
            _("答えを公開しました。質問した人に届きます。"),
            subject=question.text,
            language=question.language,
            gate=lambda: session_for_answer(actor_of(request), question),
        ),
    )


@keeps_typed
def commit(request: HttpRequest, pk: int) -> HttpResponse:
    session = find_session(pk)
    form = refill(request, CommitmentForm(request.POST or None, session=session))
    return do(
        request,
        form,
        lambda: make_commitment(
            actor=actor_of(request),
            session=session,
            language=language_of(form.cleaned_data["text"]),
            **form.cleaned_data,
        ),
        session_deed_page(request, session, SessionDeed.COMMIT, _("約束を記録しました。")),
    )


@keeps_typed
def verdict(request: HttpRequest, pk: int) -> HttpResponse:
    session = find_session(pk)
    form = refill(request, VerdictForm(request.POST or None, session=session))

    def give() -> object:
        said = form.cleaned_data
        return give_verdict(
            actor=actor_of(request),
            session=session,
            project=said["project"],
            kind=VerdictKind(said["kind"]),
            reason=said["reason"],
            evidence=said["evidence"],
            improvement=form.to_improve(),
            language=language_of(said["reason"]),
        )

    return do(
        request,
        form,
        give,
        session_deed_page(
            request,
            session,
            SessionDeed.GIVE_VERDICT,
            _("結論を公開しました。関係する人に届きます。"),
            explanation=_("結論は公開され、あとから変えられません。"),
        ),
    )


def session_deed_page(
    request: HttpRequest, session: ReviewSession, deed: SessionDeed, said: str, **further: Any
) -> DeedPage:
    title = str(SESSION_DEED_NAMES[deed])
    url = session.get_absolute_url()
    # Who is in the room goes back there.
    live = deed in LIVE_DEEDS and session.state == SessionState.HELD
    return DeedPage(
        **{
            "gate": lambda: session_for_organiser(
                actor_of(request), session, deed, SESSION_ACTIONS[deed]
            ),
            "title": title,
            "submit": title,
            "said": said,
            "back": reverse("reviews:room", args=[session.pk]) if live else url,
            "trail": sessions_trail((session.title, url)),
            "subject": session.title,
            "language": session.language,
            **further,
        }
    )
