"""A cycle belongs to an area, has a budget, and keeps one state per phase."""

from typing import Self

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from portal.common.append_only import append_only
from portal.common.names import NamedInBoth
from portal.lifecycle.names import PHASE_TEXTS, STATE_NAMES
from portal.lifecycle.phases import Phase, PhaseState
from portal.registers.models import Area

PHASE_CHOICES = [(phase.value, text.name) for phase, text in PHASE_TEXTS.items()]
STATE_CHOICES = [(state.value, name) for state, name in STATE_NAMES.items()]


class CycleQuerySet(models.QuerySet["Cycle"]):
    def with_phases(self) -> Self:
        return self.prefetch_related("phases")

    def of_this_city(self) -> Self:
        """Without those loaded from elsewhere."""
        return self.filter(source="")


class Cycle(NamedInBoth):
    """One walk through the ten phases.

    `budget` is in units of `currency` (ISO 4217), for JPY always whole. `source` names where a
    past cycle was loaded from ("pabulib"), and `source_sha256` the file; empty for our own.
    """

    slug = models.SlugField(unique=True, max_length=80)
    area = models.ForeignKey(Area, models.PROTECT, related_name="cycles")
    budget = models.DecimalField(_("予算額"), max_digits=16, decimal_places=2)
    currency = models.CharField(_("通貨"), max_length=3, default="JPY")
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children"
    )
    source = models.CharField(max_length=20, blank=True)
    source_sha256 = models.CharField(max_length=64, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    objects = CycleQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(budget__gte=0), name="cycle_budget_not_negative"
            ),
            models.UniqueConstraint(
                fields=["source", "source_sha256"],
                condition=~models.Q(source=""),
                name="one_cycle_per_file",
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("lifecycle:cycle", args=[self.slug])


class CyclePhaseQuerySet(models.QuerySet["CyclePhase"]):
    def open(self) -> Self:
        return self.filter(state=PhaseState.OPEN)


class CyclePhase(models.Model):
    """The state of one phase of one cycle, and the window planned for it.

    Only portal.lifecycle.services changes the state, under the exclusive lock, with a
    PhaseChange beside it.
    """

    cycle = models.ForeignKey(Cycle, models.CASCADE, related_name="phases")
    phase = models.PositiveSmallIntegerField(choices=PHASE_CHOICES)
    state = models.CharField(max_length=10, choices=STATE_CHOICES, default=PhaseState.AHEAD)
    opens_at = models.DateTimeField(_("開始"), null=True, blank=True)
    closes_at = models.DateTimeField(_("終了"), null=True, blank=True)

    objects = CyclePhaseQuerySet.as_manager()

    class Meta:
        ordering = ["cycle", "phase"]
        constraints = [
            models.UniqueConstraint(fields=["cycle", "phase"], name="one_state_per_phase"),
            models.CheckConstraint(
                condition=models.Q(opens_at=None)
                | models.Q(closes_at=None)
                | models.Q(opens_at__lt=models.F("closes_at")),
                name="phase_opens_before_it_closes",
            ),
        ]
        indexes = [models.Index(fields=["state", "opens_at"], name="phase_due")]

    def __str__(self) -> str:
        return f"{self.cycle_id} / {Phase(self.phase).name}: {self.state}"


@append_only
class PhaseChange(models.Model):
    """One line of a cycle's ledger: which phase went from which state to which, when and why."""

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="phase_changes")
    phase = models.PositiveSmallIntegerField(choices=PHASE_CHOICES)
    from_state = models.CharField(max_length=10, choices=STATE_CHOICES)
    to_state = models.CharField(max_length=10, choices=STATE_CHOICES)
    at = models.DateTimeField(default=timezone.now)
    # Null: the schedule did it.
    actor = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    reason = models.TextField(_("理由"), blank=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.cycle_id} / {Phase(self.phase).name}: {self.from_state} → {self.to_state}"
