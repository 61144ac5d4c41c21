"""Review sessions: the list with its numbers, and the page of one."""

from collections.abc import Iterable

from django.db.models import OuterRef, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from portal.common.paging import part_of
from portal.lifecycle.lineage import neighbours_of
from portal.lifecycle.phases import Action
from portal.lifecycle.selectors import is_open, phases_reached, steps_of_item
from reviews.forms import QuestionForm
from reviews.models import Commitment, Escalation, ReviewSeries, ReviewSession
from reviews.selectors.deeds import commitment_deeds, cycle_offers, session_deeds
from reviews.selectors.parts import SessionParts
from reviews.selectors.sessions import commitment_statistics, session_statistics
from reviews.states import SESSION_DEEDS, SessionDeed
from reviews.views.deeds import projects_trail, sessions_trail

MOST_SERIES = 10


def session_list(request: HttpRequest) -> HttpResponse:
    part = part_of(ReviewSession.objects.listed(), request.GET, by="scheduled_at")
    announced = list(ReviewSession.objects.without_texts().select_related("series"))
    return render(
        request,
        "reviews/sessions.html",
        {
            "part": part,
            "sessions": session_statistics(announced),
            "commitments": commitment_statistics(Commitment.objects.all()),
            "series": _series(announced),
            "offers": cycle_offers(request.user),
            "trail": projects_trail(),
        },
    )


def _series(sessions: Iterable[ReviewSession]) -> list[ReviewSeries]:
    """Those that announced the sessions, the newest first."""
    found = {session.series for session in sessions if session.series}
    return sorted(found, key=lambda series: series.first_at, reverse=True)[:MOST_SERIES]


def session_page(request: HttpRequest, pk: int) -> HttpResponse:
    session = find_session(pk)
    parts = SessionParts.of(session, request.user)
    asks = session.state in SESSION_DEEDS[SessionDeed.ASK]
    return render(
        request,
        "reviews/session.html",
        {
            "session": session,
            "projects": parts.projects,
            "measured": parts.measured,
            "questions": parts.questions,
            "commitments": parts.commitments,
            "left_open": parts.left_open,
            "verdicts": parts.verdicts,
            "deeds": session_deeds(request.user, session),
            "question_form": QuestionForm(projects=parts.projects)
            if asks and is_open(session.cycle, Action.ASK_REVIEW)
            else None,
            "trail": sessions_trail(),
        },
    )


def commitment_page(request: HttpRequest, pk: int) -> HttpResponse:
    commitment = find_commitment(pk)
    session = commitment.session
    return render(
        request,
        "reviews/commitment.html",
        {
            "commitment": commitment,
            "renewed": Commitment.objects.listed().filter(replaces=commitment).first(),
            "steps": steps_of_item(commitment.item),
            "path": neighbours_of(commitment.item),
            "deeds": commitment_deeds(request.user, commitment),
            "trail": sessions_trail((session.title, session.get_absolute_url())),
        },
    )


def find_session(pk: int) -> ReviewSession:
    sessions = ReviewSession.objects.select_related("cycle__area")
    return get_object_or_404(sessions.prefetch_related("cycle__phases"), pk=pk)


def find_commitment(pk: int) -> Commitment:
    told = Escalation.objects.filter(commitment=OuterRef("pk")).order_by("-at").values("at")
    listed = Commitment.objects.listed().select_related("item__cycle__area")
    commitments = listed.annotate(told_at=Subquery(told[:1]))
    return get_object_or_404(commitments.prefetch_related(phases_reached(pk)), pk=pk)
