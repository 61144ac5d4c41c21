"""What a project promises to make and to change, and what was measured."""

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from portal.accounts.models import User
from portal.common.append_only import append_only
from portal.lifecycle.models import Item
from reviews.deadlines import Frequency
from reviews.measures import Direction, Level, Nature
from reviews.models.projects import Project, editor_of
from reviews.names import (
    DIRECTION_NAMES,
    FREQUENCY_NAMES,
    LEVEL_NAMES,
    NATURE_NAMES,
    choices,
)


class Indicator(models.Model):
    """A promise that can be checked. Its number is that of its item on the path.

    Baseline, target, source and frequency may be open while the project is planned; it cannot
    start before they are there, and from then on they stand.
    """

    edited_by: User | None = None
    PROMISE: ClassVar[tuple[str, ...]] = (
        "baseline",
        "baseline_on",
        "target",
        "target_on",
        "source",
        "frequency",
    )

    item = models.OneToOneField(Item, models.PROTECT, primary_key=True, related_name="indicator")
    project = models.ForeignKey(Project, models.PROTECT, related_name="indicators")
    name = models.CharField(_("指標の名前"), max_length=120)
    definition = models.TextField(_("何をどう数えるか"), max_length=1000, blank=True)
    language = models.CharField(_("書いた言語"), max_length=5, default="ja")
    level = models.CharField(_("種別"), max_length=10, choices=choices(LEVEL_NAMES))
    nature = models.CharField(_("主観・客観"), max_length=10, choices=choices(NATURE_NAMES))
    unit = models.CharField(_("単位"), max_length=20)
    direction = models.CharField(
        _("目指す向き"), max_length=5, choices=choices(DIRECTION_NAMES), default=Direction.MORE
    )
    baseline = models.DecimalField(
        _("基準値"), max_digits=18, decimal_places=4, null=True, blank=True
    )
    baseline_on = models.DateField(_("基準日"), null=True, blank=True)
    target = models.DecimalField(
        _("目標値"), max_digits=18, decimal_places=4, null=True, blank=True
    )
    target_on = models.DateField(_("目標日"), null=True, blank=True)
    source = models.CharField(_("データの出所"), max_length=200, blank=True)
    frequency = models.CharField(
        _("測る間隔"), max_length=12, choices=choices(FREQUENCY_NAMES), blank=True
    )
    created_at = models.DateTimeField(default=timezone.now)
    history = HistoricalRecords(get_user=editor_of)

    class Meta:
        ordering = ["item"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(baseline=None)
                | models.Q(target=None)
                | models.Q(direction=Direction.MORE, target__gt=models.F("baseline"))
                | models.Q(direction=Direction.LESS, target__lt=models.F("baseline")),
                name="target_lies_where_it_points",
            ),
            models.CheckConstraint(
                condition=models.Q(baseline_on=None)
                | models.Q(target_on=None)
                | models.Q(baseline_on__lt=models.F("target_on")),
                name="baseline_comes_before_target",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return self.item.get_absolute_url()

    @property
    def missing(self) -> list[str]:
        """The parts of the promise that are open still, by the names of their fields."""
        return [name for name in self.PROMISE if getattr(self, name) in {None, ""}]

    @property
    def level_name(self) -> str:
        return str(LEVEL_NAMES[Level(self.level)])

    @property
    def nature_name(self) -> str:
        return str(NATURE_NAMES[Nature(self.nature)])

    @property
    def frequency_name(self) -> str:
        return str(FREQUENCY_NAMES[Frequency(self.frequency)]) if self.frequency else ""


@append_only
class Reading(models.Model):
    """One measured value. A later one for the same day corrects it; both stay visible."""

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="readings")
    value = models.DecimalField(_("測定値"), max_digits=18, decimal_places=4)
    on = models.DateField(_("いつの値か"))
    source = models.CharField(_("データの出所"), max_length=200)
    note = models.CharField(_("補足"), max_length=300, blank=True)
    language = models.CharField(max_length=5, default="ja")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["on", "id"]
        indexes = [models.Index(fields=["indicator", "on"], name="reading_by_day")]

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.on}: {self.value}"
