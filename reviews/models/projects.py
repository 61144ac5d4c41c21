"""A project: what came of an option that the assembly approved."""

from datetime import date
from decimal import Decimal
from typing import Any, Self

from django.db import models
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from portal.accounts.models import Organisation, User
from portal.common.append_only import append_only
from portal.lifecycle.models import Item
from portal.registers.models import Area
from reviews.deadlines import days_late
from reviews.names import (
    MONEY_KIND_NAMES,
    MONEY_SOURCE_NAMES,
    PROJECT_STATES,
    StateText,
    choices,
    state_choices,
)
from reviews.states import MoneyKind, MoneySource, ProjectState

STATE_CHOICES = state_choices(PROJECT_STATES)


class ProjectQuerySet(models.QuerySet["Project"]):
    def listed(self) -> Self:
        """With all that one line of a list shows."""
        return (
            self.select_related("item__cycle", "owner", "area").with_money().with_next_milestone()
        )

    def with_money(self) -> Self:
        """With the sums `planned`, `committed` and `spent`, each of its own subquery."""
        return self.annotate(**{kind.value: _total(kind) for kind in MoneyKind})

    def with_next_milestone(self) -> Self:
        """With the planned day of the first milestone not reached yet, or None."""
        ahead = Milestone.objects.filter(project=models.OuterRef("pk"), reached_on=None)
        return self.annotate(
            next_milestone_on=models.Subquery(ahead.order_by("planned_on").values("planned_on")[:1])
        )


def _total(kind: MoneyKind) -> Coalesce:
    # Joins to two tables of many rows would multiply each other.
    lines = MoneyLine.objects.filter(project=models.OuterRef("pk"), kind=kind).order_by()
    summed = lines.values("project").annotate(total=models.Sum("amount")).values("total")
    amount: models.DecimalField[Decimal, Decimal] = models.DecimalField(
        max_digits=18, decimal_places=2
    )
    return Coalesce(models.Subquery(summed), models.Value(0), output_field=amount)


def editor_of(instance: Any, **_: Any) -> User | None:
    """Who makes the change that the next save writes into the history."""
    editor: User | None = instance.edited_by
    return editor


class Project(models.Model):
    """What is done with the money. Its number is that of its item on the path.

    The owner answers for it in public; null until a department has taken it on. `area` is where
    it is done: a ward, or the whole city.
    """

    edited_by: User | None = None

    item = models.OneToOneField(Item, models.PROTECT, primary_key=True, related_name="project")
    option = models.OneToOneField("voting.Option", models.PROTECT, related_name="project")
    owner = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="projects",
        verbose_name=_("担当"),
    )
    area = models.ForeignKey(Area, models.PROTECT, related_name="projects", verbose_name=_("場所"))
    summary = models.TextField(_("事業の概要"), max_length=2000, blank=True)
    language = models.CharField(_("書いた言語"), max_length=5, default="ja")
    state = models.CharField(
        _("状態"), max_length=20, choices=STATE_CHOICES, default=ProjectState.PLANNED
    )
    starts_on = models.DateField(_("開始予定日"), null=True, blank=True)
    ends_on = models.DateField(_("完了予定日"), null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    updated_at = models.DateTimeField(auto_now=True)
    history = HistoricalRecords(get_user=editor_of)

    objects = ProjectQuerySet.as_manager()

    class Meta:
        ordering = ["-item"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(starts_on=None)
                | models.Q(ends_on=None)
                | models.Q(starts_on__lte=models.F("ends_on")),
                name="project_starts_before_it_ends",
            )
        ]
        indexes = [models.Index(fields=["state", "-item"], name="project_by_state")]

    def __str__(self) -> str:
        return self.item.title

    def get_absolute_url(self) -> str:
        return self.item.get_absolute_url()

    @property
    def state_text(self) -> StateText:
        return PROJECT_STATES[ProjectState(self.state)]


@append_only
class ProjectStateChange(models.Model):
    """One line of a project's log: from which state to which, when and why."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="state_changes")
    from_state = models.CharField(max_length=20, choices=STATE_CHOICES)
    to_state = models.CharField(max_length=20, choices=STATE_CHOICES)
    reason = models.TextField(_("理由"), max_length=2000, blank=True)
    language = models.CharField(max_length=5, default="ja")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.project_id}: {self.from_state} → {self.to_state}"

    @property
    def state_text(self) -> StateText:
        return PROJECT_STATES[ProjectState(self.to_state)]


class Milestone(models.Model):
    """A step that can be seen from outside, with its planned and its actual day."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="milestones")
    title = models.CharField(_("節目"), max_length=120)
    language = models.CharField(max_length=5, default="ja")
    planned_on = models.DateField(_("予定日"))
    reached_on = models.DateField(_("達成日"), null=True, blank=True)
    note = models.CharField(_("ひとこと"), max_length=300, blank=True)

    class Meta:
        ordering = ["planned_on", "id"]

    def __str__(self) -> str:
        return self.title

    def days_late(self, today: date) -> int:
        """By how many days it came, or has not come by now, after its planned day."""
        return days_late(self.planned_on, self.reached_on or today)


@append_only
class MoneyLine(models.Model):
    """An amount planned, committed or spent, in the cycle's currency.

    An amount below zero takes back (part of) an earlier line and says why in its note.
    """

    project = models.ForeignKey(Project, models.PROTECT, related_name="money_lines")
    kind = models.CharField(_("区分"), max_length=10, choices=choices(MONEY_KIND_NAMES))
    source = models.CharField(_("財源"), max_length=10, choices=choices(MONEY_SOURCE_NAMES))
    amount = models.DecimalField(_("金額"), max_digits=16, decimal_places=2)
    on = models.DateField(_("日付"))
    note = models.CharField(_("内容"), max_length=300, blank=True)
    language = models.CharField(max_length=5, default="ja")
    # Null: the plan that came with the assembly's decision.
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(amount=0), name="money_line_moves_something"
            ),
            models.CheckConstraint(
                condition=models.Q(amount__gt=0) | ~models.Q(note=""),
                name="money_taken_back_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project_id} {self.kind} {self.amount}"

    @property
    def kind_name(self) -> str:
        return str(MONEY_KIND_NAMES[MoneyKind(self.kind)])

    @property
    def source_name(self) -> str:
        return str(MONEY_SOURCE_NAMES[MoneySource(self.source)])
