"""A report of an issue, the states it went through, and who says "me too"."""

from typing import Self

from django.db import models
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import Organisation, User
from portal.accounts.selectors import Person
from portal.common.append_only import append_only
from portal.lifecycle.models import Item
from portal.registers.models import Area, Theme
from proposals.models.places import Placed
from proposals.names import CHANNEL_NAMES, REPORT_STATES, StateText
from proposals.states import Channel, ReportState

STATE_CHOICES = [(state.value, text.name) for state, text in REPORT_STATES.items()]


class ReportQuerySet(models.QuerySet["Report"]):
    def listed(self) -> Self:
        """With all that one line of a list shows."""
        return self.select_related("item__cycle", "area", "theme").with_support_count()

    def with_support_count(self) -> Self:
        supports = ReportSupport.objects.filter(report=models.OuterRef("pk")).order_by()
        counted = supports.values("report").annotate(count=models.Count("pk")).values("count")
        return self.annotate(support_count=Coalesce(models.Subquery(counted), 0))

    def for_reader(self, person: Person) -> Self:
        """With whether the person supports it."""
        given = ReportSupport.objects.filter(report=models.OuterRef("pk"), user=person.pk)
        return self.annotate(is_supported=models.Exists(given))

    def awaiting_answer(self) -> Self:
        """Those that the city owes an answer by a day, the earliest first."""
        answers = ReportStateChange.objects.filter(report=models.OuterRef("pk")).exclude(message="")
        owed = self.filter(~models.Exists(answers), answer_due_on__isnull=False)
        return owed.order_by("answer_due_on", "pk")


class Report(Placed):
    """Something wrong in the neighbourhood. Its number is that of its item on the path."""

    # Of a row that was loaded `for_reader`.
    is_supported: bool

    item = models.OneToOneField(Item, models.PROTECT, primary_key=True, related_name="report")
    author = models.ForeignKey(User, models.PROTECT, related_name="reports")
    title = models.CharField(_("題名"), max_length=100)
    text = models.TextField(_("内容"), max_length=2000)
    language = models.CharField(_("書いた言語"), max_length=5, default="ja")
    theme = models.ForeignKey(Theme, models.PROTECT, db_index=False, verbose_name=_("テーマ"))
    area = models.ForeignKey(
        Area, models.PROTECT, db_index=False, verbose_name=_("区"), related_name="reports"
    )
    place = models.CharField(_("場所の説明"), max_length=200, blank=True)
    channel = models.CharField(
        _("受付方法"),
        max_length=10,
        choices=[(channel.value, name) for channel, name in CHANNEL_NAMES.items()],
        default=Channel.WEB,
    )
    state = models.CharField(
        _("状態"), max_length=20, choices=STATE_CHOICES, default=ReportState.RECEIVED
    )
    # Up to three, as portal.common.photos.KeptPhoto; they come with the report and stay.
    photos = models.JSONField(null=True, blank=True)
    duplicate_of = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="duplicates"
    )
    # Since as many said "me too" as oblige the city to answer; everyone sees the day.
    answer_due_on = models.DateField(_("市の回答期限"), null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    updated_at = models.DateTimeField(default=timezone.now)

    objects = ReportQuerySet.as_manager()

    class Meta(Placed.Meta):
        constraints = [
            *Placed.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(state=ReportState.DUPLICATE, duplicate_of__isnull=False)
                | (~models.Q(state=ReportState.DUPLICATE) & models.Q(duplicate_of=None)),
                name="duplicate_names_the_other",
            ),
        ]
        indexes = [
            # One for each way in which the list is narrowed: its newest part is read in order.
            models.Index(fields=["-created_at", "-item"], name="report_newest"),
            models.Index(fields=["state", "-created_at", "-item"], name="report_of_state"),
            models.Index(fields=["theme", "-created_at", "-item"], name="report_of_theme"),
            models.Index(fields=["area", "-created_at", "-item"], name="report_of_area"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return self.item.get_absolute_url()

    @property
    def state_text(self) -> StateText:
        return REPORT_STATES[ReportState(self.state)]


@append_only
class ReportStateChange(models.Model):
    """One answer of the city: from which state to which, and what it said."""

    report = models.ForeignKey(Report, models.PROTECT, related_name="state_changes")
    from_state = models.CharField(max_length=20, choices=STATE_CHOICES)
    to_state = models.CharField(max_length=20, choices=STATE_CHOICES)
    message = models.TextField(_("回答"), max_length=2000, blank=True)
    language = models.CharField(_("書いた言語"), max_length=5, default="ja")
    officer = models.ForeignKey(User, models.PROTECT, related_name="+")
    # Null: a ward officer, who acts for no department.
    department = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.report_id}: {self.from_state} → {self.to_state}"

    @property
    def state_text(self) -> StateText:
        return REPORT_STATES[ReportState(self.to_state)]


class ReportSupport(models.Model):
    """Me too."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="supports")
    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["report", "user"], name="one_support_per_report")
        ]

    def __str__(self) -> str:
        return f"{self.user_id} → {self.report_id}"
