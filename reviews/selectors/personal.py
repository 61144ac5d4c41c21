"""What waits for a person, and what became of what they said."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.models import Organisation, User
from portal.accounts.roles import Role
from portal.lifecycle.phases import WHO_MAY, Action
from portal.notices.record import Said
from portal.notices.waiting import Waiting
from reviews.models import Commitment, Endorsement, Project, Question, ReviewSession
from reviews.selectors.indicators import measured_in
from reviews.states import PROJECT_DEEDS, ProjectDeed, SessionState


def tasks_of(user: User, roles: frozenset[Role]) -> list[Waiting]:
    """For owners, commitments to keep and values to measure; for organisers, texts to publish."""
    ours = Organisation.objects.acted_for_by(user)
    tasks = [*_commitments_to_keep(ours), *_values_to_measure(ours)]
    if roles & WHO_MAY[Action.HOLD_REVIEW]:
        tasks += [*_texts_to_publish(), *_questions_to_answer()]
    return tasks


def _commitments_to_keep(ours: QuerySet[Organisation]) -> list[Waiting]:
    promised = Commitment.objects.unmet().filter(owner__in=ours.values("pk"))
    found = promised.filter(due_on__isnull=False).select_related("item")
    return [
        Waiting(
            text=_("約束を果たす：「%(text)s」") % {"text": commitment.text},
            url=commitment.get_absolute_url(),
            due=_end_of(commitment.due_on),
        )
        for commitment in found
    ]


def _values_to_measure(ours: QuerySet[Organisation]) -> list[Waiting]:
    """Of indicators whose next value is due."""
    begun = PROJECT_DEEDS[ProjectDeed.RECORD_READING]
    projects = Project.objects.filter(owner__in=ours.values("pk"), state__in=begun)
    return [
        Waiting(
            text=_("指標「%(name)s」の値を記録する") % {"name": found.indicator.name},
            url=found.indicator.get_absolute_url(),
            due=_end_of(found.next_due),
        )
        for found in measured_in(projects)
        if found.next_due and found.next_due <= timezone.localdate()
    ]


def _texts_to_publish() -> list[Waiting]:
    texts = {
        SessionState.SCHEDULED: _("「%(title)s」の事前資料を公開する"),
        SessionState.MEMO_OUT: _("「%(title)s」を開く"),
        SessionState.HELD: _("「%(title)s」の結果を公開する"),
    }
    sessions = ReviewSession.objects.filter(state__in=texts)
    return [
        Waiting(
            text=texts[SessionState(session.state)] % {"title": session.title},
            url=session.get_absolute_url(),
            due=_due_of(session),
        )
        for session in sessions
    ]


def _questions_to_answer() -> list[Waiting]:
    unanswered = Question.objects.in_sight().filter(answered_at=None)
    count = unanswered.exclude(session__state=SessionState.CANCELLED).count()
    text = _("答えを待っている検証会議への質問：%(count)d件")
    return [Waiting(text % {"count": count}, reverse("reviews:sessions"))] if count else []


def record_of(user: User, most: int) -> list[Said]:
    """Questions to sessions and improvements endorsed: the newest of each."""
    asked = Question.objects.filter(author=user).select_related("project__item")
    endorsed = Endorsement.objects.filter(user=user).select_related("verdict__project__item")
    return [
        *_questions_said(asked.order_by("-asked_at")[:most]),
        *_endorsements_said(endorsed.order_by("-at")[:most]),
    ]


def _questions_said(questions: Iterable[Question]) -> Iterator[Said]:
    for question in questions:
        outcome = _outcome(question)
        item = question.project.item
        yield Said(_("検証会議に質問しました"), item, question.asked_at, outcome)


def _outcome(question: Question) -> str:
    if question.is_hidden:
        reason = {"reason": question.hidden_reason}
        return _("投稿管理者が非表示にしました。理由：%(reason)s") % reason
    return _("答えがありました") if question.answer else ""


def _endorsements_said(endorsements: Iterable[Endorsement]) -> Iterator[Said]:
    for endorsement in endorsements:
        project = endorsement.verdict.project
        outcome = str(project.state_text.name)
        yield Said(_("改善策に賛同しました"), project.item, endorsement.at, outcome)


def _due_of(session: ReviewSession) -> datetime | None:
    if session.state == SessionState.SCHEDULED:
        return session.memo_due_at
    return session.follow_up_due_at or session.scheduled_at


def _end_of(day: date | None) -> datetime | None:
    return timezone.make_aware(datetime.combine(day, time(23, 59))) if day else None
