"""Questions of residents to a session, and their answers."""

from django.db import transaction
from django.utils import timezone

from portal.accounts.models import User
from portal.accounts.roles import Role
from portal.accounts.selectors import roles_of
from portal.lifecycle.events import write_event
from portal.lifecycle.phases import WHO_MAY, Action
from portal.notices.services import follow
from reviews.errors import ChairIsNeutral, ProjectIsElsewhere
from reviews.models import Project, Question, QuestionSupport, ReviewSession, Room
from reviews.permissions import acts_for
from reviews.selectors.room import SCREEN
from reviews.services.admission import session_for_organiser, some_text
from reviews.services.room import show
from reviews.states import SessionDeed


@transaction.atomic
def ask_question(
    *, actor: User, session: ReviewSession, project: Project, text: str, language: str
) -> Question:
    """Ask a session about one of its projects; who asks hears what becomes of it.

    Raises:
        PhaseIsNotOpen: VERIFY opens it to every resident.
        SessionStateForbids: it is closed or cancelled.
        ChairIsNeutral: the actor chairs the session.
        ProjectIsElsewhere: the session does not look at the project.
        TextIsMissing: nothing is asked.
    """
    held = session_for_organiser(actor, session, SessionDeed.ASK, Action.ASK_REVIEW)
    if not held.projects.filter(pk=project.pk).exists():
        raise ProjectIsElsewhere
    if Room.objects.filter(session=held, chair=actor).exists():
        raise ChairIsNeutral
    question = Question.objects.create(
        session=held,
        project=project,
        author=actor,
        text=some_text(text),
        language=language,
        from_panel=Role.PANEL_MEMBER in roles_of(actor, held.cycle.area),
    )
    follow(user=actor, item=project.item)
    show(held, f"question-{question.pk}")
    return question


@transaction.atomic
def support_question(*, actor: User, question: Question, supports: bool = True) -> None:
    """Want to know it too, or no longer; twice changes nothing.

    Raises:
        PhaseIsNotOpen: VERIFY opens it to every resident.
        SessionStateForbids: the session is closed or cancelled.
    """
    held = session_for_organiser(actor, question.session, SessionDeed.SUPPORT, Action.ASK_REVIEW)
    if supports:
        QuestionSupport.objects.bulk_create(
            [QuestionSupport(question=question, user=actor)], ignore_conflicts=True
        )
    else:
        QuestionSupport.objects.filter(question=question, user=actor).delete()
    show(held, f"question-{question.pk}")


@transaction.atomic
def answer_question(*, actor: User, question: Question, answer: str, language: str) -> Question:
    """Record the answer that was given: by who answers for the project, or who runs the session.

    Raises:
        RoleIsMissing, PhaseIsNotOpen, SessionStateForbids: see session_for_organiser.
        TextIsMissing: there is no answer.
    """
    held = session_for_answer(actor, question)
    question.answer, question.answer_language = some_text(answer), language
    question.answered_at, question.answered_by = timezone.now(), actor
    question.save()
    write_event("reviews.question_answered", item=question.project.item, actor=actor)
    show(held, f"question-{question.pk}", SCREEN)
    return question


def session_for_answer(actor: User, question: Question) -> ReviewSession:
    """The session, held, for who may answer a question of it."""
    runs = roles_of(actor, question.session.cycle.area) & WHO_MAY[Action.HOLD_REVIEW]
    owns = not runs and acts_for(actor, question.project.owner_id)
    action = Action.UPDATE_PROJECT if owns else Action.HOLD_REVIEW
    return session_for_organiser(actor, question.session, SessionDeed.ANSWER, action)
