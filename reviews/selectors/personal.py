"""What waits for a person, and what became of what they said."""

from datetime import date, datetime, time

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.models import Organisation, User
from portal.accounts.selectors import roles_of
from portal.lifecycle.phases import WHO_MAY, Action
from portal.notices.record import Said
from portal.notices.waiting import Waiting
from reviews.models import Commitment, Endorsement, Project, Question, ReviewSession
from reviews.selectors.indicators import measured_of
from reviews.states import PROJECT_DEEDS, ProjectDeed, SessionState

MOST_SAID = 50


def tasks_of(user: User) -> list[Waiting]:
    """For owners, commitments to keep and values to measure; for organisers, texts to publish."""
    ours = Organisation.objects.acted_for_by(user).values("pk")
    organises = bool(roles_of(user) & WHO_MAY[Action.HOLD_REVIEW])
    return [
        *_commitments_to_keep(Q(owner__in=ours)),
        *_values_to_measure(Q(owner__in=ours)),
        *(_texts_to_publish() if organises else []),
        *(_questions_to_answer() if organises else []),
    ]


def _commitments_to_keep(ours: Q) -> list[Waiting]:
    found = Commitment.objects.unmet().filter(ours, due_on__isnull=False).select_related("item")
    return [
        Waiting(
            text=_("約束を果たす：「%(text)s」") % {"text": commitment.text},
            url=commitment.get_absolute_url(),
            due=_end_of(commitment.due_on),
        )
        for commitment in found
        if commitment.due_on
    ]


def _values_to_measure(ours: Q) -> list[Waiting]:
    """Of indicators whose next value is due. Three queries, however many."""
    begun = PROJECT_DEEDS[ProjectDeed.RECORD_READING]
    projects = Project.objects.filter(ours, state__in=begun)
    return [
        Waiting(
            text=_("指標「%(name)s」の値を記録する") % {"name": found.indicator.name},
            url=found.indicator.get_absolute_url(),
            due=_end_of(found.next_due),
        )
        for found in measured_of(projects)
        if found.next_due and found.next_due <= timezone.localdate()
    ]


def _texts_to_publish() -> list[Waiting]:
    texts = {
        SessionState.SCHEDULED: _("「%(title)s」の事前資料を公開する"),
        SessionState.MEMO_OUT: _("「%(title)s」を開く"),
        SessionState.HELD: _("「%(title)s」の結果を公開する"),
    }
    return [
        Waiting(
            text=texts[SessionState(session.state)] % {"title": session.title},
            url=session.get_absolute_url(),
            due=_due_of(session),
        )
        for session in ReviewSession.objects.filter(state__in=texts)
    ]


def _questions_to_answer() -> list[Waiting]:
    waiting = Question.objects.filter(answered_at=None).exclude(
        session__state=SessionState.CANCELLED
    )
    count = waiting.count()
    text = _("答えを待っている検証会議への質問：%(count)d件") % {"count": count}
    return [Waiting(text=text, url=reverse("reviews:sessions"))] if count else []


def record_of(user: User) -> list[Said]:
    """Questions to sessions and improvements endorsed: the newest of each."""
    questions = Question.objects.filter(author=user).select_related("project__item")
    endorsed = Endorsement.objects.filter(user=user).select_related("verdict__project__item")
    return [
        *(
            Said(
                _("検証会議に質問しました"),
                question.project.item,
                question.asked_at,
                _("答えがありました") if question.answer else "",
            )
            for question in questions.order_by("-asked_at")[:MOST_SAID]
        ),
        *(
            Said(
                _("改善策に賛同しました"),
                endorsement.verdict.project.item,
                endorsement.at,
                str(endorsement.verdict.project.state_text.name),
            )
            for endorsement in endorsed.order_by("-at")[:MOST_SAID]
        ),
    ]


def _due_of(session: ReviewSession) -> datetime | None:
    if session.state == SessionState.SCHEDULED:
        return session.memo_due_at
    return session.follow_up_due_at or session.scheduled_at


def _end_of(day: date | None) -> datetime | None:
    return timezone.make_aware(datetime.combine(day, time(23, 59))) if day else None
