"""Chairing a session neutrally: its agenda, the point it stands at, the question taken up."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from portal.accounts.models import Organisation, User
from portal.accounts.roles import Role
from portal.accounts.selectors import roles_of
from portal.common.written import language_of
from reviews.errors import (
    AgendaIsEmpty,
    ChairIsAPartyToIt,
    NotAFacilitator,
    NotTheChair,
    PointIsElsewhere,
)
from reviews.models import AgendaPoint, ChairAct, Question, ReviewSession, Room
from reviews.selectors.room import AGENDA, SCREEN
from reviews.services.admission import require_in_sight, session_for_organiser
from reviews.services.room import show
from reviews.states import ChairDeed, SessionDeed

MOST_POINTS = 30


def make_agenda(session: ReviewSession) -> None:
    """What every session goes through: what is owed, each project, questions, what is promised."""
    with translation.override(session.language):
        reviewed = session.projects.select_related("item").order_by("item")
        points = [
            (_("前回までの約束"), None),
            *((project.item.title[:120], project) for project in reviewed),
            (_("質問と答え"), None),
            (_("決定と約束"), None),
        ]
    AgendaPoint.objects.bulk_create(
        AgendaPoint(
            session=session,
            place=place,
            title=title,
            language=project.item.language if project else session.language,
            project=project,
        )
        for place, (title, project) in enumerate(points, start=1)
    )


@transaction.atomic
def set_agenda(*, actor: User, session: ReviewSession, titles: Iterable[str]) -> ReviewSession:
    """Put other points on the agenda; a point with a project's title shows its charts.

    Raises:
        RoleIsMissing, PhaseIsNotOpen, SessionStateForbids: see session_for_organiser.
        AgendaIsEmpty: no point is left.
    """
    held = session_for_organiser(actor, session, SessionDeed.SET_AGENDA)
    wanted = [title.strip()[:120] for title in titles if title.strip()][:MOST_POINTS]
    if not wanted:
        raise AgendaIsEmpty
    reviewed = {each.item.title[:120]: each for each in held.projects.select_related("item")}
    current = Room.objects.filter(session=held).values_list("point__title", flat=True).first()
    held.agenda.all().delete()
    points = AgendaPoint.objects.bulk_create(
        AgendaPoint(
            session=held,
            place=place,
            title=title,
            language=language_of(title),
            project=reviewed.get(title),
        )
        for place, title in enumerate(wanted, start=1)
    )
    # Where the session stands, it stays, if the point is still there.
    same = next((point for point in points if point.title == current), None)
    Room.objects.filter(session=held).update(point=same)
    show(held, AGENDA, SCREEN)
    return held


@transaction.atomic
def take_chair(*, actor: User, session: ReviewSession) -> Room:
    """Chair the session from now on, being no party to it.

    Raises:
        RoleIsMissing, PhaseIsNotOpen, SessionStateForbids: see session_for_organiser.
        NotAFacilitator: an analyst makes memos, and does not chair.
        ChairIsAPartyToIt: the actor answers for a project, sits on the panel, or has asked.
    """
    held = session_for_organiser(actor, session, SessionDeed.CHAIR)
    roles = roles_of(actor, held.cycle.area)
    if Role.FACILITATOR not in roles:
        raise NotAFacilitator
    owners = held.projects.values("owner")
    own = Organisation.objects.acted_for_by(actor).filter(pk__in=owners)
    asked = held.questions.filter(author=actor)
    if Role.PANEL_MEMBER in roles or own.exists() or asked.exists():
        raise ChairIsAPartyToIt
    room, _made = Room.objects.select_for_update().get_or_create(session=held)
    room.chair = actor
    room.save(update_fields=["chair"])
    _log(held, actor, ChairDeed.TAKE_CHAIR)
    show(held, AGENDA)
    return room


@transaction.atomic
def move_on(*, actor: User, session: ReviewSession, point: AgendaPoint) -> Room:
    """Go to a point of the agenda; the room's screen shows its charts.

    Raises:
        RoleIsMissing, PhaseIsNotOpen, SessionStateForbids, NotTheChair: see _chaired.
        PointIsElsewhere: it is of another session's agenda.
    """
    held, room = _chaired(actor, session)
    if point.session_id != held.pk:
        raise PointIsElsewhere
    room.point = point
    room.save(update_fields=["point"])
    _log(held, actor, ChairDeed.MOVE_ON, point.title, point.language)
    show(held, AGENDA, SCREEN)
    return room


@transaction.atomic
def take_up_question(*, actor: User, question: Question) -> Question:
    """Put a question before the room.

    Raises:
        RoleIsMissing, PhaseIsNotOpen, SessionStateForbids, NotTheChair: see _chaired.
        QuestionIsHidden: a moderator has hidden it.
    """
    held, _room = _chaired(actor, question.session)
    require_in_sight(question)
    question.taken_up_at = timezone.now()
    question.save(update_fields=["taken_up_at"])
    _log(held, actor, ChairDeed.TAKE_UP, question.text[:200], question.language)
    show(held, f"question-{question.pk}", SCREEN)
    return question


def _chaired(actor: User, session: ReviewSession) -> tuple[ReviewSession, Room]:
    """The session and its room, held, for who chairs it.

    Raises:
        RoleIsMissing, PhaseIsNotOpen, SessionStateForbids: see session_for_organiser.
        NotTheChair: somebody else chairs it, or nobody yet.
    """
    held = session_for_organiser(actor, session, SessionDeed.CHAIR)
    room = Room.objects.select_for_update().filter(session=held, chair=actor).first()
    if room is None:
        raise NotTheChair
    return held, room


def _log(
    session: ReviewSession, actor: User, deed: ChairDeed, about: str = "", language: str = "ja"
) -> None:
    ChairAct.objects.create(session=session, deed=deed, about=about, language=language, by=actor)
