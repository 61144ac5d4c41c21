"""What a session concluded about a project, and who endorses the improvement."""

from typing import Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from portal.accounts.selectors import Person
from portal.common.append_only import append_only
from reviews.models.indicators import Indicator
from reviews.models.projects import Project
from reviews.models.sessions import ReviewSession
from reviews.names import VERDICTS, StateText, state_choices
from reviews.states import VerdictKind


class VerdictQuerySet(models.QuerySet["Verdict"]):
    def with_endorsements(self, person: Person) -> Self:
        """With how many endorse it, and whether this person does."""
        given = Endorsement.objects.filter(verdict=models.OuterRef("pk"))
        own = given.filter(user=person.pk) if isinstance(person, User) else given.none()
        return self.annotate(
            endorsement_count=models.Count("endorsements", distinct=True),
            is_endorsed=models.Exists(own),
        )


@append_only
class Verdict(models.Model):
    """The panel's conclusion about one project in one session.

    An improvement names what changes, the indicator that will show it, and the day on which it
    is measured again.
    """

    session = models.ForeignKey(ReviewSession, models.PROTECT, related_name="verdicts")
    project = models.ForeignKey(Project, models.PROTECT, related_name="verdicts")
    kind = models.CharField(_("結論"), max_length=10, choices=state_choices(VERDICTS))
    reason = models.TextField(_("理由"), max_length=2000)
    evidence = models.TextField(_("根拠とした資料・数字"), max_length=2000)
    improvement = models.TextField(_("改善策"), max_length=2000, blank=True)
    measured_by = models.ForeignKey(
        Indicator,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="verdicts",
        verbose_name=_("改善を確かめる指標"),
    )
    measured_on = models.DateField(_("もう一度測る日"), null=True, blank=True)
    language = models.CharField(_("書いた言語"), max_length=5, default="ja")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    objects = VerdictQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "project"], name="one_verdict_per_session_and_project"
            ),
            models.CheckConstraint(
                condition=models.Q(improvement="", measured_by=None, measured_on=None)
                | (
                    ~models.Q(improvement="")
                    & models.Q(measured_by__isnull=False, measured_on__isnull=False)
                ),
                name="improvement_is_measured_again",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project_id}: {self.kind}"

    @property
    def kind_text(self) -> StateText:
        return VERDICTS[VerdictKind(self.kind)]


class Endorsement(models.Model):
    """That a resident stands behind the improvement of a verdict."""

    verdict = models.ForeignKey(Verdict, models.CASCADE, related_name="endorsements")
    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["verdict", "user"], name="one_endorsement_per_person")
        ]

    def __str__(self) -> str:
        return f"{self.user_id} → {self.verdict_id}"
