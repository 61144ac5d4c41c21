"""Questions of residents to a session, and their answers."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from deliberation.services.limiting import note_what_rules_notice, require_within_limits
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
from reviews.selectors.subjects import questions_found
from reviews.services.admission import require_in_sight, session_for_organiser, some_text
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
        WordIsRefused, NewAccountIsLimited: the rules of the city do not allow it.
    """
    held = session_for_organiser(actor, session, SessionDeed.ASK, Action.ASK_REVIEW)
    if not held.projects.filter(pk=project.pk).exists():
        raise ProjectIsElsewhere
    if Room.objects.filter(session=held, chair=actor).exists():
        raise ChairIsNeutral
    said = some_text(text)
    rules = require_within_limits(
        actor=actor,
        text=said,
        said_since=lambda since: actor.review_questions.filter(asked_at__gte=since).count(),
    )
    question = Question.objects.create(
        session=held,
        project=project,
        author=actor,
        text=said,
        language=language,
        from_panel=Role.PANEL_MEMBER in roles_of(actor, held.cycle.area),
    )
    note_what_rules_notice(
        rules, actor=actor, text=said, subject=lambda: questions_found([question.pk])[question.pk]
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
        QuestionIsHidden: a moderator has hidden it.
    """
    held = session_for_organiser(actor, question.session, SessionDeed.SUPPORT, Action.ASK_REVIEW)
    require_in_sight(question)
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
        QuestionIsHidden: a moderator has hidden it.
    """
    held = session_for_answer(actor, question)
    require_in_sight(question)
    question.answer, question.answer_language = some_text(answer), language
    question.answered_at, question.answered_by = timezone.now(), actor
    question.save()
    write_event("reviews.question_answered", item=question.project.item, actor=actor)
    show(held, f"question-{question.pk}", SCREEN)
    return question


def hide_question(number: int, reason: str, _actor: User) -> None:
    """Leave a line with the reason in the place of a question. Who may is asked by moderation."""
    _put(number, timezone.now(), reason)


def show_question(number: int, _actor: User) -> None:
    _put(number, None, None)


def _put(number: int, hidden_at: datetime | None, reason: str | None) -> None:
    question = Question.objects.select_related("session").get(pk=number)
    question.hidden_at, question.hidden_reason = hidden_at, reason
    question.save(update_fields=["hidden_at", "hidden_reason"])
    show(question.session, f"question-{question.pk}", SCREEN)


def session_for_answer(actor: User, question: Question) -> ReviewSession:
    """The session, held, for who may answer a question of it."""
    runs = roles_of(actor, question.session.cycle.area) & WHO_MAY[Action.HOLD_REVIEW]
    owns = not runs and acts_for(actor, question.project.owner_id)
    action = Action.UPDATE_PROJECT if owns else Action.HOLD_REVIEW
    return session_for_organiser(actor, question.session, SessionDeed.ANSWER, action)
