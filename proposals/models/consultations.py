"""Who is asked in the course of a screening: concerned departments, the authors, reviewers."""

from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from portal.accounts.models import Organisation, User
from proposals.models.proposals import Proposal
from proposals.models.screening import Screening
from proposals.names import CRITERION_NAMES, JUDGEMENTS, StateText
from proposals.states import LEAST_POINTS, MOST_POINTS, Criterion, Judgement


class DepartmentOpinion(models.Model):
    """What a concerned department tells the lead; `at` is when it did.

    One that is asked again in a later round has a row for each: the earlier answer stays.
    """

    screening = models.ForeignKey(Screening, models.CASCADE, related_name="opinions")
    department = models.ForeignKey(
        Organisation, models.PROTECT, verbose_name=_("関係する課"), related_name="+"
    )
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    due_on = models.DateField(_("回答期限"))
    judgement = models.CharField(
        _("判断"),
        max_length=12,
        choices=[(judgement.value, text.name) for judgement, text in JUDGEMENTS.items()],
        blank=True,
    )
    text = models.TextField(_("意見"), max_length=2000, blank=True)
    language = models.CharField(_("書いた言語"), max_length=5, default="ja")
    officer = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["screening", "department"],
                condition=models.Q(at=None),
                name="one_open_opinion_per_department",
            )
        ]

    def __str__(self) -> str:
        return f"{self.screening_id}: {self.department_id}"

    @property
    def judged(self) -> StateText | None:
        return JUDGEMENTS[Judgement(self.judgement)] if self.judgement else None


class ScreeningQuestion(models.Model):
    """What a department asks the authors while it screens; question and answer are public."""

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="questions")
    department = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    text = models.TextField(_("質問"), max_length=1000)
    language = models.CharField(_("書いた言語"), max_length=5, default="ja")
    asked_at = models.DateTimeField(default=timezone.now)
    due_on = models.DateField(_("回答期限"))
    answer = models.TextField(_("答え"), max_length=2000, blank=True)
    answer_language = models.CharField(_("答えの言語"), max_length=5, default="ja")
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.text


def _reviewer(instance: "Scorecard", **_: Any) -> User:
    return instance.reviewer


def _points(criterion: Criterion) -> "models.PositiveSmallIntegerField[int | None, int | None]":
    return models.PositiveSmallIntegerField(CRITERION_NAMES[criterion], null=True, blank=True)


class Scorecard(models.Model):
    """A reviewer's word on their interests, and then their points; changes stay in the history."""

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="scorecards")
    reviewer = models.ForeignKey(User, models.PROTECT, related_name="+")
    has_conflict = models.BooleanField(_("利害関係がある"))
    conflict = models.TextField(_("利害関係の内容"), max_length=500, blank=True)
    declared_at = models.DateTimeField(default=timezone.now)
    public_benefit = _points(Criterion.PUBLIC_BENEFIT)
    feasibility = _points(Criterion.FEASIBILITY)
    effect = _points(Criterion.EFFECT)
    cooperation = _points(Criterion.COOPERATION)
    reason = models.TextField(_("理由"), max_length=2000, blank=True)
    language = models.CharField(_("書いた言語"), max_length=5, default="ja")
    scored_at = models.DateTimeField(null=True, blank=True)
    history = HistoricalRecords(get_user=_reviewer)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["proposal", "reviewer"], name="one_scorecard_per_reviewer"
            ),
            models.CheckConstraint(
                condition=models.Q(has_conflict=False) | models.Q(scored_at=None),
                name="conflicted_gives_no_points",
            ),
            *(
                models.CheckConstraint(
                    condition=models.Q(**{name: None})
                    | models.Q(**{f"{name}__range": (LEAST_POINTS, MOST_POINTS)}),
                    name=f"points_of_{name}",
                )
                for name in [criterion.value for criterion in Criterion]
            ),
        ]

    def __str__(self) -> str:
        return f"{self.proposal_id}: {self.reviewer_id}"

    @property
    def points(self) -> dict[Criterion, int | None]:
        return {criterion: getattr(self, criterion) for criterion in Criterion}
