"""Questions of residents to a session, and their answers."""

from django.db import transaction
from django.utils import timezone

from portal.accounts.models import User
from portal.lifecycle.events import write_event
from portal.lifecycle.phases import Action
from portal.notices.services import follow
from reviews.errors import ProjectIsElsewhere
from reviews.models import Project, Question, ReviewSession
from reviews.services.admission import session_for_organiser, some_text
from reviews.states import SessionDeed


@transaction.atomic
def ask_question(
    *, actor: User, session: ReviewSession, project: Project, text: str, language: str
) -> Question:
    """Ask a session about one of its projects; who asks hears what becomes of it.

    Raises:
        PhaseIsNotOpen: VERIFY opens it to every resident.
        SessionStateForbids: it was held or cancelled.
        ProjectIsElsewhere: the session does not look at the project.
        TextIsMissing: nothing is asked.
    """
    held = session_for_organiser(actor, session, SessionDeed.ASK, Action.ASK_REVIEW)
    if not held.projects.filter(pk=project.pk).exists():
        raise ProjectIsElsewhere
    question = Question.objects.create(
        session=held, project=project, author=actor, text=some_text(text), language=language
    )
    follow(user=actor, item=project.item)
    return question


@transaction.atomic
def answer_question(*, actor: User, question: Question, answer: str, language: str) -> Question:
    """Record the answer that was given, in the session or in writing.

    Raises:
        RoleIsMissing, PhaseIsNotOpen, SessionStateForbids: see session_for_organiser.
        TextIsMissing: there is no answer.
    """
    session_for_organiser(actor, question.session, SessionDeed.ANSWER)
    question.answer, question.answer_language = some_text(answer), language
    question.answered_at, question.answered_by = timezone.now(), actor
    question.save()
    write_event("reviews.question_answered", item=question.project.item, actor=actor)
    return question
