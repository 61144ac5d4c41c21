"""The live room of a session: its parts, each as readers are sent it, and what changed since.

A part has a key, such as `question-12`; what stands in it is asked of the database when it is
sent, so a part that changed twice is sent once, as it is now.
"""

import re
from dataclasses import dataclass
from typing import Any, Self

from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils.translation import get_language

from portal.accounts.models import User
from portal.accounts.selectors import Person
from portal.charts.pictures import Size, versioned
from reviews.models import (
    AgendaPoint,
    CarriedCommitment,
    Commitment,
    Question,
    QuestionSupport,
    ReviewSession,
    Room,
    RoomPiece,
    SessionNote,
    Snapshot,
)
from reviews.models.sessions import QuestionQuerySet
from reviews.selectors.sessions import left_open_before
from reviews.selectors.snapshots import chart_from
from reviews.states import SESSION_DEEDS, SessionDeed, SessionState

# A reader who missed more than these loads the page anew.
MOST_CHANGES = 200
AGENDA, SCREEN, LEFT_OPEN = "agenda", "screen", "left-open"
KEY = re.compile(r"(question|note|commitment)-([0-9]+)")


@dataclass(frozen=True)
class Piece:
    """A part of the room: where it belongs, at which place there, and what its template needs."""

    key: str
    region: str
    order: str
    template: str
    context: dict[str, Any]


@dataclass(frozen=True)
class RoomPage:
    """All that stands in a room, one query a list."""

    room: Room | None
    agenda: QuerySet[AgendaPoint]
    questions: QuerySet[Question]
    notes: QuerySet[SessionNote]
    commitments: QuerySet[Commitment]
    left_open: QuerySet[Commitment]
    carried: QuerySet[CarriedCommitment]
    supported: set[int]

    @classmethod
    def of(cls, session: ReviewSession, reader: Person) -> Self:
        own = QuestionSupport.objects.filter(
            question__session=session, user=reader.pk if isinstance(reader, User) else None
        )
        rooms = Room.objects.select_related("chair", "point__project")
        return cls(
            room=rooms.filter(session=session).first(),
            agenda=session.agenda.select_related("project"),
            questions=_questions().filter(session=session),
            notes=session.notes.listed(),
            commitments=session.commitments.listed(),
            left_open=left_open_before(session),
            carried=session.carried.all(),
            supported=set(own.values_list("question", flat=True)),
        )

    @property
    def last_change(self) -> int:
        return self.room.last_change if self.room else 0

    @property
    def queue(self) -> list[Question]:
        """In the order in which they are to be taken."""
        return sorted(self.questions, key=question_order)

    @property
    def carried_ids(self) -> set[int]:
        return {each.commitment_id for each in self.carried}


def piece_of(session: ReviewSession, key: str) -> Piece | None:
    """One part as it is now; None where it is no more."""
    if key == AGENDA:
        context = {"session": session, "agenda": agenda_of(session), "room": room_of(session)}
        return Piece(key, AGENDA, "", "reviews/room/_agenda.html", context)
    if key == SCREEN:
        return Piece(key, SCREEN, "", "reviews/room/_screen.html", screen_of(session))
    if key == LEFT_OPEN:
        context = left_open_of(session)
        return Piece(key, LEFT_OPEN, "", "reviews/room/_left_open.html", context)
    kind, number = KEY.fullmatch(key).groups()  # type: ignore[union-attr]
    return _ROWS[kind](session, key, int(number))


def _question(session: ReviewSession, key: str, number: int) -> Piece | None:
    question = _questions().filter(session=session, pk=number).first()
    if question is None:
        return None
    context = {"question": question, "takes_support": takes_support(session)}
    order = question_order(question)
    return Piece(key, "questions", order, "reviews/room/_question.html", context)


def _note(session: ReviewSession, key: str, number: int) -> Piece | None:
    note = session.notes.listed().filter(pk=number).first()
    if note is None:
        return None
    region = "decisions" if note.is_decision else "notes"
    return Piece(key, region, f"{number:012}", "reviews/room/_note.html", {"note": note})


def _commitment(session: ReviewSession, key: str, number: int) -> Piece | None:
    commitment = session.commitments.listed().filter(pk=number).first()
    if commitment is None:
        return None
    context = {"commitment": commitment}
    return Piece(key, "commitments", f"{number:012}", "reviews/room/_commitment.html", context)


_ROWS = {"question": _question, "note": _note, "commitment": _commitment}


def _questions() -> QuestionQuerySet:
    found = Question.objects.select_related("project__item", "author")
    return found.annotate(support_count=Count("supports"))


def question_order(question: Any) -> str:
    """What was taken up and not answered, what most want to know, what was answered or hidden."""
    turn = 2 if question.answer or question.is_hidden else 0 if question.taken_up_at else 1
    return f"{turn}-{999_999 - question.support_count:06}-{question.pk:012}"


def takes_support(session: ReviewSession) -> bool:
    return SessionState(session.state) in SESSION_DEEDS[SessionDeed.SUPPORT]


def agenda_of(session: ReviewSession) -> list[AgendaPoint]:
    return list(session.agenda.select_related("project"))


def room_of(session: ReviewSession) -> Room | None:
    return Room.objects.filter(session=session).select_related("chair", "point").first()


def left_open_of(session: ReviewSession) -> dict[str, Any]:
    carried = {each.commitment_id: each for each in session.carried.all()}
    rows = [(each, carried.get(each.pk)) for each in left_open_before(session)]
    return {"session": session, "rows": rows}


def screen_of(session: ReviewSession) -> dict[str, Any]:
    """What everybody in the room looks at: the point, its charts, the question taken up."""
    room = Room.objects.filter(session=session).select_related("point__project").first()
    point = room.point if room else None
    taken = _questions().in_sight().filter(session=session, answer="", taken_up_at__isnull=False)
    figures = _figures(session, point.project_id) if point and point.project_id else []
    question = taken.order_by("-taken_up_at").first()
    return {"session": session, "point": point, "question": question, "figures": figures}


def _figures(session: ReviewSession, project: int) -> list[dict[str, Any]]:
    """The charts of one project as they were frozen with the memo."""
    snapshot = Snapshot.objects.filter(session=session).first()
    frozen = snapshot.document[get_language() or "ja"] if snapshot else []
    charts: list[dict[str, Any]] = next(
        (each["charts"] for each in frozen if each["id"] == project), []
    )
    figures = []
    for place, facts in enumerate(charts):
        chart = chart_from(facts)
        url = reverse("reviews:frozen_chart", args=[session.pk, project, place])
        urls = {size.value: versioned(url, chart, size) for size in Size}
        figures.append({"chart": chart, "urls": urls})
    return figures


@dataclass(frozen=True)
class Changes:
    """The parts that a reader has missed, by their numbers, and the number to go on from."""

    session: ReviewSession
    pieces: list[RoomPiece]
    last_change: int
    too_many: bool = False


def changes_since(session_id: int, change: int) -> Changes | None:
    """What changed after a change, or None where there is no such session.

    What changes while we look has a higher number than we tell, so it comes with the next look.
    """
    sessions = ReviewSession.objects.without_texts().select_related("room")
    session = sessions.filter(pk=session_id).first()
    if session is None:
        return None
    last = session.room.last_change if hasattr(session, "room") else 0
    if change >= last:
        return Changes(session, [], last)
    missed = RoomPiece.objects.filter(session=session, change__gt=change, change__lte=last)
    pieces = list(missed.order_by("change")[: MOST_CHANGES + 1])
    if len(pieces) > MOST_CHANGES:
        return Changes(session, [], last, too_many=True)
    return Changes(session, pieces, last)
