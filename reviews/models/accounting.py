"""What reviews account for: the report of a year, and commitments whose day went by."""

from datetime import date, datetime

from django.db import models
from django.urls import reverse
from django.utils import timezone

from portal.common.append_only import append_only
from reviews.deadlines import report_due, timeliness
from reviews.models.commitments import Commitment
from reviews.names import TIMELINESS, StateText


class AnnualReport(models.Model):
    """What reviews of a year came to, in both languages, as it was when it was made.

    `document` holds for each language the parts and charts of reviews.selectors.annual.
    """

    year = models.PositiveSmallIntegerField(primary_key=True)
    document = models.JSONField()
    pdf_ja = models.BinaryField()
    pdf_en = models.BinaryField()
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-year"]

    def __str__(self) -> str:
        return str(self.year)

    def get_absolute_url(self) -> str:
        return reverse("reviews:annual", args=[self.year])

    @property
    def due_at(self) -> datetime:
        return moment_due(self.year)

    @property
    def timeliness_text(self) -> StateText:
        return report_text(self.year, self.made_at)


def moment_due(year: int) -> datetime:
    """The end of the day on which the report of a year is due."""
    due: date = report_due(year)
    ends = datetime.combine(due, datetime.max.time())
    return timezone.make_aware(ends)


def report_text(year: int, made_at: datetime | None) -> StateText:
    now = timezone.now()
    return TIMELINESS[timeliness(due=moment_due(year), done=made_at, now=now)]


@append_only
class Escalation(models.Model):
    """That people were told of a commitment whose day went by; each step once."""

    commitment = models.ForeignKey(Commitment, models.PROTECT, related_name="escalations")
    step = models.PositiveSmallIntegerField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["commitment", "step"], name="each_step_once")
        ]

    def __str__(self) -> str:
        return f"{self.commitment_id}: {self.step}"
