"""The live room of a session, the screen in the room, and what changed, for scripts."""

import re
from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from portal.common.kept_forms import keeps_typed
from reviews.broadcast import messages_of
from reviews.forms import NoteForm, QuestionForm
from reviews.models import AgendaPoint, Question, ReviewSession
from reviews.selectors.parts import projects_of
from reviews.selectors.room import (
    RoomPage,
    changes_since,
    question_order,
    room_of,
    screen_of,
    takes_support,
)
from reviews.selectors.room_deeds import answerable, room_deeds
from reviews.services import move_on, support_question, take_up_question
from reviews.views.deeds import actor_of, sessions_trail, wants_json
from reviews.views.sessions import find_session

NUMBER = re.compile(r"[0-9]{1,15}")


@require_GET
def room_page(request: HttpRequest, pk: int) -> HttpResponse:
    session = find_session(pk)
    page = RoomPage.of(session, request.user)
    may = room_deeds(request.user, session, page.room)
    owned = answerable(request.user, session)
    for question in page.questions:
        row: Any = question
        row.order, row.mine = question_order(question), question.pk in page.supported
        row.answers = "answer" in may or question.project.owner_id in owned
    carried = {each.commitment_id: each for each in page.carried}
    context = {
        "session": session,
        "page": page,
        "left_open": [(each, carried.get(each.pk)) for each in page.left_open],
        "may": sorted(may),
        "chairs": "chair" in may,
        "carries": "carry" in may,
        "writes": "write" in may,
        "takes_support": takes_support(session),
        "question_form": QuestionForm(projects=projects_of(session)) if "ask" in may else None,
        "note_form": NoteForm(session=session) if "write" in may else None,
        "trail": sessions_trail((session.title, session.get_absolute_url())),
    }
    return render(request, "reviews/room.html", context)


@require_GET
def screen_page(request: HttpRequest, pk: int) -> HttpResponse:
    session = find_session(pk)
    # Asked for first: what changes in between is sent again.
    room = room_of(session)
    last_change = room.last_change if room else 0
    context = {"session": session, "last_change": last_change, "view": screen_of(session)}
    return render(request, "reviews/screen.html", context)


@require_GET
@never_cache
def changes(request: HttpRequest, pk: int) -> HttpResponse:
    """What changed in a room after `?after=`, as the socket would have told it."""
    after = request.GET.get("after", "")
    if not NUMBER.fullmatch(after):
        return JsonResponse({"error": "after is a number"}, status=HTTPStatus.BAD_REQUEST)
    found = changes_since(pk, int(after))
    if found is None:
        raise Http404
    return JsonResponse({"number": found.last_change, "messages": messages_of(found)})


@keeps_typed
def support(request: HttpRequest, pk: int) -> HttpResponse:
    question = _question(pk)
    if request.method == "POST":
        wants = request.POST.get("supports") != "no"
        support_question(actor=actor_of(request), question=question, supports=wants)
    return _back(request, question.session, f"#question-{pk}")


@require_POST
@keeps_typed
def take_up(request: HttpRequest, pk: int) -> HttpResponse:
    question = _question(pk)
    take_up_question(actor=actor_of(request), question=question)
    return _back(request, question.session, f"#question-{pk}")


@require_POST
@keeps_typed
def move(request: HttpRequest, pk: int) -> HttpResponse:
    session = find_session(pk)
    number = request.POST.get("point", "")
    wanted = int(number) if NUMBER.fullmatch(number) else 0
    point = get_object_or_404(AgendaPoint, pk=wanted, session=session)
    move_on(actor=actor_of(request), session=session, point=point)
    return _back(request, session, "#room-agenda")


def _question(pk: int) -> Question:
    questions = Question.objects.select_related("session__cycle__area", "project__item__cycle")
    return get_object_or_404(questions, pk=pk)


def _back(request: HttpRequest, session: ReviewSession, place: str) -> HttpResponse:
    if wants_json(request):
        return JsonResponse({"type": "done"}, status=HTTPStatus.CREATED)
    return redirect(reverse("reviews:room", args=[session.pk]) + place)
