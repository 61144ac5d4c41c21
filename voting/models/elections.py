"""An election is one vote on options: on priorities, or on projects under a budget."""

from typing import Self

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from portal.common.append_only import append_only
from portal.common.names import NamedInBoth
from portal.common.written import language_of
from portal.lifecycle.models import Cycle, Item
from voting.counting import VoteType
from voting.names import BALLOT_TYPE_NAMES, KIND_NAMES, STATE_NAMES
from voting.origins import language_in
from voting.states import ElectionKind, ElectionState


class ElectionQuerySet(models.QuerySet["Election"]):
    def of_kind(self, kind: ElectionKind) -> Self:
        return self.filter(kind=kind)

    def counted(self) -> Self:
        """Those whose result is public: of a vote held here once an auditor certified it."""
        certified = models.Q(held=None) | models.Q(state=ElectionState.CERTIFIED)
        return self.filter(certified, result__isnull=False)

    def listed(self) -> Self:
        """As a list shows them: with cycle and area, and how many options each has."""
        return self.select_related("cycle__area", "result").annotate(
            option_count=models.Count("options")
        )


class Election(NamedInBoth):
    """One vote on options.

    `budget` is in units of the cycle's currency; a priority election has none. `rule` is what it
    is counted by (voting.counting.rule_from_json), fixed before any ballot comes in; null where
    the file that it came from names none. `point_unit` and `unnamed_points` are those of
    voting.counting.Ballots. `meta` keeps the META section of an imported file, and
    `source_sha256` is the hash of its bytes.
    """

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="elections")
    kind = models.CharField(max_length=10, choices=[(k.value, n) for k, n in KIND_NAMES.items()])
    state = models.CharField(
        max_length=10,
        choices=[(s.value, n) for s, n in STATE_NAMES.items()],
        default=ElectionState.PREPARED,
    )
    budget = models.DecimalField(
        _("投票で配分する予算額"), max_digits=16, decimal_places=2, null=True, blank=True
    )
    ballot_type = models.CharField(
        max_length=12,
        choices=[(t.value, n) for t, n in BALLOT_TYPE_NAMES.items()],
        default=VoteType.APPROVAL,
    )
    min_picks = models.PositiveIntegerField(null=True, blank=True)
    max_picks = models.PositiveIntegerField(null=True, blank=True)
    point_unit = models.PositiveBigIntegerField(default=1)
    unnamed_points = models.BigIntegerField(default=0)
    rule = models.JSONField(null=True, blank=True)
    ballot_count = models.PositiveIntegerField(default=0)
    opens_at = models.DateTimeField(null=True, blank=True)
    closes_at = models.DateTimeField(null=True, blank=True)
    meta = models.JSONField(default=dict, blank=True)
    source_sha256 = models.CharField(max_length=64, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    objects = ElectionQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind=ElectionKind.PRIORITY, budget=None)
                | models.Q(kind=ElectionKind.BUDGET, budget__isnull=False, budget__gte=0),
                name="budget_election_has_a_budget",
            ),
            models.CheckConstraint(
                condition=models.Q(opens_at=None)
                | models.Q(closes_at=None)
                | models.Q(opens_at__lt=models.F("closes_at")),
                name="election_opens_before_it_closes",
            ),
        ]

    @property
    def name_language(self) -> str:
        """That of the file, for one loaded from elsewhere under the name that stands in it."""
        loaded = self.meta and self.name_ja == self.name_en
        return language_in(self.meta) if loaded else super().name_language

    def get_absolute_url(self) -> str:
        return reverse("voting:election", args=[self.pk])


@append_only
class Withdrawal(models.Model):
    """A vote that was set up wrongly and will not be held, and why."""

    election = models.OneToOneField(Election, models.PROTECT, related_name="withdrawal")
    reason = models.TextField(_("理由"))
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.election_id}: {self.at:%Y-%m-%d}"

    @property
    def language(self) -> str:
        return language_of(self.reason)


class OptionQuerySet(models.QuerySet["Option"]):
    def standing(self) -> Self:
        """Those of votes that were not withdrawn."""
        return self.exclude(election__state=ElectionState.WITHDRAWN)


class Option(models.Model):
    """What can be chosen in an election: a proposal, or an issue where priorities are asked for.

    `position` is its place on the ballot, from 0; `external_id` its name there and in ballot
    files, in an election of our own the place counted from 1. `columns` are the further columns
    of an imported project, `recorded` its column `selected` (1: funded; 2, 3: see the file).
    """

    item = models.OneToOneField(Item, models.PROTECT, primary_key=True, related_name="option")
    election = models.ForeignKey(Election, models.PROTECT, related_name="options")
    proposal = models.ForeignKey(
        "proposals.Proposal", models.PROTECT, null=True, blank=True, related_name="options"
    )
    cluster = models.ForeignKey(
        "proposals.Cluster", models.PROTECT, null=True, blank=True, related_name="options"
    )
    position = models.PositiveIntegerField()
    external_id = models.CharField(max_length=100)
    cost = models.DecimalField(_("費用"), max_digits=16, decimal_places=2, null=True, blank=True)
    columns = models.JSONField(default=dict, blank=True)
    recorded = models.PositiveSmallIntegerField(null=True, blank=True)

    objects = OptionQuerySet.as_manager()

    class Meta:
        ordering = ["election", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["election", "position"], name="one_option_per_position"
            ),
            models.UniqueConstraint(
                fields=["election", "external_id"], name="one_option_per_external_id"
            ),
            models.UniqueConstraint(
                fields=["election", "proposal"], name="one_option_per_proposal"
            ),
            models.CheckConstraint(
                condition=models.Q(cost=None) | models.Q(cost__gt=0), name="option_costs_something"
            ),
        ]

    def __str__(self) -> str:
        return self.item.title

    def get_absolute_url(self) -> str:
        return self.item.get_absolute_url()
