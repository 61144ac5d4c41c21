"""A review session: a memo before, questions, commitments, a follow-up after."""

from datetime import datetime
from typing import Self

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from portal.lifecycle.models import Cycle
from reviews.deadlines import Timeliness, follow_up_due, memo_due, timeliness
from reviews.models.projects import Project
from reviews.models.series import ReviewSeries
from reviews.names import SESSION_STATES, TIMELINESS, StateText, state_choices
from reviews.states import SessionState


class ReviewSessionQuerySet(models.QuerySet["ReviewSession"]):
    def to_come(self) -> Self:
        return self.filter(state__in=[SessionState.SCHEDULED, SessionState.MEMO_OUT])

    def without_texts(self) -> Self:
        """For counting them all: the memos and follow-ups stay where they are."""
        return self.defer("memo", "follow_up")

    def listed(self) -> Self:
        """With all that one line of a list shows."""
        return self.select_related("cycle").annotate(
            project_count=models.Count("projects", distinct=True)
        )


class ReviewSession(models.Model):
    """A meeting that asks what became of projects (Baltimore's CitiStat).

    None is ever removed: one that is cancelled, or whose day went by, stays counted in public.
    """

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="review_sessions")
    series = models.ForeignKey(ReviewSeries, models.PROTECT, null=True, related_name="sessions")
    projects = models.ManyToManyField(
        Project, related_name="review_sessions", verbose_name=_("検証する事業")
    )
    title = models.CharField(_("会議の名前"), max_length=120)
    language = models.CharField(_("書いた言語"), max_length=5, default="ja")
    place = models.CharField(_("場所・参加のしかた"), max_length=200, blank=True)
    scheduled_at = models.DateTimeField(_("開催日時"))
    state = models.CharField(
        _("状態"),
        max_length=20,
        choices=state_choices(SESSION_STATES),
        default=SessionState.SCHEDULED,
    )
    memo = models.TextField(_("事前資料"), max_length=10_000, blank=True)
    memo_out_at = models.DateTimeField(null=True, blank=True)
    held_at = models.DateTimeField(null=True, blank=True)
    follow_up = models.TextField(_("会議の結果"), max_length=10_000, blank=True)
    follow_up_out_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancelled_reason = models.TextField(_("中止の理由"), max_length=2000, blank=True)
    scheduled_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)

    objects = ReviewSessionQuerySet.as_manager()

    class Meta:
        ordering = ["-scheduled_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state=SessionState.CANCELLED) | ~models.Q(cancelled_reason=""),
                name="cancelled_session_says_why",
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("reviews:session", args=[self.pk])

    @property
    def state_text(self) -> StateText:
        return SESSION_STATES[SessionState(self.state)]

    @property
    def memo_due_at(self) -> datetime:
        return memo_due(self.scheduled_at)

    @property
    def follow_up_due_at(self) -> datetime | None:
        return follow_up_due(self.held_at) if self.held_at else None

    def memo_timeliness(self, now: datetime) -> Timeliness:
        return timeliness(due=self.memo_due_at, done=self.memo_out_at, now=now)

    def follow_up_timeliness(self, now: datetime) -> Timeliness:
        """Of a session that was held."""
        assert self.follow_up_due_at is not None
        return timeliness(due=self.follow_up_due_at, done=self.follow_up_out_at, now=now)

    @property
    def memo_text(self) -> StateText | None:
        """How the memo stands; of a session that was cancelled without one, nothing."""
        if self.memo_out_at is None and self.state == SessionState.CANCELLED:
            return None
        return TIMELINESS[self.memo_timeliness(timezone.now())]

    @property
    def follow_up_text(self) -> StateText | None:
        """How the follow-up stands, once the session was held."""
        return TIMELINESS[self.follow_up_timeliness(timezone.now())] if self.held_at else None

    @property
    def is_missed(self) -> bool:
        """Whether its day went by without its being held or cancelled."""
        waits = self.state in {SessionState.SCHEDULED, SessionState.MEMO_OUT}
        return waits and timezone.localdate(self.scheduled_at) < timezone.localdate()


class QuestionQuerySet(models.QuerySet["Question"]):
    def in_sight(self) -> Self:
        """Without those that a moderator hid."""
        return self.filter(hidden_at=None)


class Question(models.Model):
    """A question of a resident about one project, and what was answered.

    What a moderator hid stays here, out of sight, with the reason.
    """

    session = models.ForeignKey(ReviewSession, models.PROTECT, related_name="questions")
    project = models.ForeignKey(Project, models.PROTECT, related_name="questions")
    author = models.ForeignKey(User, models.PROTECT, related_name="review_questions")
    text = models.TextField(_("質問"), max_length=1000)
    language = models.CharField(_("書いた言語"), max_length=5, default="ja")
    asked_at = models.DateTimeField(default=timezone.now)
    # Null: asked before anyone noted it.
    from_panel = models.BooleanField(null=True)
    taken_up_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(_("答え"), max_length=2000, blank=True)
    answer_language = models.CharField(max_length=5, default="ja")
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    hidden_at = models.DateTimeField(null=True, blank=True)
    hidden_reason = models.TextField(  # noqa: DJ001
        _("非表示にした理由"), null=True, blank=True
    )

    objects = QuestionQuerySet.as_manager()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.session_id}: {self.text[:40]}"

    @property
    def is_hidden(self) -> bool:
        return self.hidden_at is not None
