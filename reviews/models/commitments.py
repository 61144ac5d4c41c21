"""A commitment made in a session: by whom, until when, and whether it was kept."""

from datetime import date
from typing import Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import Organisation, User
from portal.lifecycle.models import Item
from reviews.deadlines import commitment_state
from reviews.models.projects import Project
from reviews.models.sessions import ReviewSession
from reviews.names import COMMITMENT_STATES, StateText
from reviews.states import CommitmentState

# Overdue is what the calendar says, not what a row says.
STORED_STATES = frozenset(CommitmentState) - {CommitmentState.OVERDUE}


class CommitmentQuerySet(models.QuerySet["Commitment"]):
    def unmet(self) -> Self:
        return self.filter(state=CommitmentState.OPEN)

    def overdue(self, today: date) -> Self:
        return self.unmet().filter(due_on__lt=today)

    def unassigned(self) -> Self:
        return self.unmet().filter(models.Q(owner=None) | models.Q(due_on=None))

    def listed(self) -> Self:
        return self.select_related("item", "owner", "project__item", "session", "replaces")


class Commitment(models.Model):
    """What somebody promised to do. Its number is that of its item on the path.

    `replaces` is the commitment whose date it renegotiated, and `reason` why; the earlier one
    stays, with its date.
    """

    item = models.OneToOneField(Item, models.PROTECT, primary_key=True, related_name="commitment")
    session = models.ForeignKey(ReviewSession, models.PROTECT, related_name="commitments")
    project = models.ForeignKey(Project, models.PROTECT, related_name="commitments")
    text = models.CharField(_("約束の内容"), max_length=200)
    language = models.CharField(_("書いた言語"), max_length=5, default="ja")
    owner = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="commitments",
        verbose_name=_("担当"),
    )
    due_on = models.DateField(_("期限"), null=True, blank=True)
    state = models.CharField(max_length=20, default=CommitmentState.OPEN)
    evidence = models.TextField(_("実行したことがわかる根拠"), max_length=2000, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    replaces = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="replaced_by"
    )
    reason = models.TextField(_("約束し直す理由"), max_length=2000, blank=True)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    objects = CommitmentQuerySet.as_manager()

    class Meta:
        ordering = ["item"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=sorted(STORED_STATES)),
                name="commitment_is_overdue_by_date_only",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=CommitmentState.DONE)
                | (~models.Q(evidence="") & models.Q(settled_at__isnull=False)),
                name="commitment_done_has_evidence",
            ),
            models.CheckConstraint(
                condition=models.Q(replaces=None) | ~models.Q(reason=""),
                name="renegotiation_says_why",
            ),
        ]
        indexes = [models.Index(fields=["state", "due_on"], name="commitment_due")]

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        return self.item.get_absolute_url()

    @property
    def current_state(self) -> CommitmentState:
        return commitment_state(CommitmentState(self.state), self.due_on, timezone.localdate())

    @property
    def state_text(self) -> StateText:
        return COMMITMENT_STATES[self.current_state]

    @property
    def was_kept(self) -> bool:
        """Done, and by its own date: one that was renegotiated first was not."""
        return (
            self.state == CommitmentState.DONE
            and self.settled_at is not None
            and self.due_on is not None
            and timezone.localtime(self.settled_at).date() <= self.due_on
        )
