"""What who chairs a discussion leaves in it: summaries, an outcome, a public log of every act."""

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from deliberation.models.threads import Contribution, Thread
from deliberation.names import THREAD_DEED_NAMES, choices
from deliberation.states import ThreadDeed
from portal.accounts.models import User
from portal.common.append_only import append_only

SUMMARY_LIMIT = 2000


class Summary(models.Model):
    """What was said so far, in short, with the contributions that it rests on."""

    thread = models.ForeignKey(Thread, models.PROTECT, related_name="summaries")
    author = models.ForeignKey(User, models.PROTECT, related_name="+")
    text = models.TextField(_("まとめ"), max_length=SUMMARY_LIMIT)
    language = models.CharField(max_length=5, default="ja")
    rests_on = models.ManyToManyField(Contribution, related_name="summaries")
    at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.thread_id}: {self.text[:40]}"

    def get_absolute_url(self) -> str:
        thread = reverse("deliberation:thread", args=[self.thread_id])
        return f"{thread}#summary-{self.pk}"


class Objection(models.Model):
    """That somebody on whose words a summary rests finds that it does not say what they said."""

    summary = models.ForeignKey(Summary, models.PROTECT, related_name="objections")
    author = models.ForeignKey(User, models.PROTECT, related_name="+")
    text = models.TextField(_("異なるところ"), max_length=500)
    language = models.CharField(max_length=5, default="ja")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["summary", "author"], name="one_objection_per_person_and_summary"
            )
        ]

    def __str__(self) -> str:
        return f"{self.summary_id}: {self.text[:40]}"


@append_only
class Outcome(models.Model):
    """With what a discussion was closed: what was decided, and which arguments counted.

    Of one that was opened again, the outcome before stays, and the newest counts.
    """

    thread = models.ForeignKey(Thread, models.PROTECT, related_name="outcomes")
    author = models.ForeignKey(User, models.PROTECT, related_name="+")
    text = models.TextField(_("結果"), max_length=SUMMARY_LIMIT)
    language = models.CharField(max_length=5, default="ja")
    counted = models.ManyToManyField(Contribution, related_name="outcomes")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.thread_id}: {self.text[:40]}"


@append_only
class ThreadAct(models.Model):
    """One act of who chairs, for all to read; `sequence` is of what it is about, or 0."""

    thread = models.ForeignKey(Thread, models.PROTECT, related_name="acts")
    deed = models.CharField(max_length=10, choices=choices(THREAD_DEED_NAMES))
    actor = models.ForeignKey(User, models.PROTECT, related_name="+")
    sequence = models.PositiveIntegerField(default=0)
    about = models.TextField(blank=True, max_length=500)
    language = models.CharField(max_length=5, default="ja")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["thread", "-at", "-id"], name="act_in_thread")]

    def __str__(self) -> str:
        return f"{self.thread_id}: {self.deed}"

    @property
    def deed_name(self) -> str:
        return str(THREAD_DEED_NAMES[ThreadDeed(self.deed)])
