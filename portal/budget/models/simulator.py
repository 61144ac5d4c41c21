"""Balancing the budget oneself: lines that go up and down in steps, and what people sent."""

from typing import Self

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from portal.budget.names import AGE_NAMES, CHANNEL_NAMES, SIDE_NAMES, SIMULATOR_STATE_NAMES
from portal.budget.states import Side, SimulatorState
from portal.common.names import NamedInBoth
from portal.registers.models import Area


class SimulatorQuerySet(models.QuerySet["Simulator"]):
    def public(self) -> Self:
        """A draft is seen by who sets it up alone."""
        return self.exclude(state=SimulatorState.DRAFT)


class Simulator(NamedInBoth):
    """A budget to balance. `gap` is what is missing at first, in yen; it must be found.

    Once it is open its lines stand as they are: everyone answers the same question.
    """

    about_ja = models.TextField(_("説明"), max_length=2000)
    about_en = models.TextField(_("説明（英語）"), max_length=2000)
    gap = models.BigIntegerField(_("足りない額（円）"))
    state = models.CharField(
        max_length=10,
        choices=[(state.value, name) for state, name in SIMULATOR_STATE_NAMES.items()],
        default=SimulatorState.DRAFT,
    )
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = SimulatorQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]

    def get_absolute_url(self) -> str:
        return reverse("budget:simulator", args=[self.pk])

    @property
    def about(self) -> str:
        return self.about_en if get_language() == "en" else self.about_ja

    @property
    def is_open(self) -> bool:
        return self.state == SimulatorState.OPEN


class SimulatorLine(NamedInBoth):
    """One line: `base` yen now, and `step` yen more or less a step, from `least` to `most`.

    Below `floor` no one may go: a law or a contract stands in the way, and the line says which.
    """

    simulator = models.ForeignKey(Simulator, models.CASCADE, related_name="lines")
    side = models.CharField(
        max_length=12, choices=[(side.value, name) for side, name in SIDE_NAMES.items()]
    )
    position = models.PositiveSmallIntegerField()
    base = models.BigIntegerField()
    step = models.BigIntegerField()
    least = models.SmallIntegerField()
    most = models.SmallIntegerField()
    floor = models.SmallIntegerField(null=True, blank=True)
    floor_reason_ja = models.CharField(max_length=300, blank=True)
    floor_reason_en = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["simulator", "position"], name="one_simulator_line_per_position"
            ),
            models.CheckConstraint(
                condition=models.Q(step__gt=0, least__lte=0, most__gte=0),
                name="simulator_line_goes_from_what_is",
            ),
            models.CheckConstraint(
                condition=models.Q(floor=None) | ~models.Q(floor_reason_ja=""),
                name="simulator_floor_says_why",
            ),
        ]

    @property
    def lowest(self) -> int:
        return self.least if self.floor is None else max(self.least, self.floor)

    @property
    def floor_reason(self) -> str:
        return self.floor_reason_en if get_language() == "en" else self.floor_reason_ja

    @property
    def is_revenue(self) -> bool:
        return self.side == Side.REVENUE


class SimulatorStep(models.Model):
    """What follows from one step of a line, and who says so."""

    line = models.ForeignKey(SimulatorLine, models.CASCADE, related_name="steps")
    number = models.SmallIntegerField()
    consequence_ja = models.CharField(max_length=300)
    consequence_en = models.CharField(max_length=300)
    source = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["line", "number"], name="one_text_per_simulator_step")
        ]

    def __str__(self) -> str:
        return f"{self.line_id}: {self.number}"

    @property
    def consequence(self) -> str:
        return self.consequence_en if get_language() == "en" else self.consequence_ja


class SubmissionQuerySet(models.QuerySet["Submission"]):
    def sent(self) -> Self:
        return self.filter(sent_at__isnull=False)


class Submission(models.Model):
    """How somebody would balance the budget: saved, and sent once `sent_at` is there.

    Of an account, or of a device, whose token is kept as a hash; what staff entered at an event
    has neither. `steps` holds for each line, by its number, the step that was chosen.
    """

    simulator = models.ForeignKey(Simulator, models.PROTECT, related_name="submissions")
    user = models.ForeignKey(User, models.CASCADE, null=True, blank=True, related_name="+")
    device_hash = models.CharField(max_length=64, blank=True)
    channel = models.CharField(
        max_length=10, choices=[(c.value, name) for c, name in CHANNEL_NAMES.items()]
    )
    steps = models.JSONField(default=dict)
    comment = models.TextField(_("ひとこと"), max_length=1000, blank=True)
    age = models.CharField(
        _("年代"),
        max_length=10,
        choices=[(band.value, name) for band, name in AGE_NAMES.items()],
        blank=True,
    )
    area = models.ForeignKey(Area, models.PROTECT, null=True, blank=True, related_name="+")
    saved_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True, blank=True)
    entered_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["simulator", "user"],
                condition=models.Q(user__isnull=False),
                name="one_submission_per_account",
            ),
            models.UniqueConstraint(
                fields=["simulator", "device_hash"],
                condition=~models.Q(device_hash=""),
                name="one_submission_per_device",
            ),
        ]
        indexes = [models.Index(fields=["simulator", "sent_at"], name="submission_sent")]

    def __str__(self) -> str:
        return f"{self.simulator_id}: {self.channel}"
