"""The city's budgets by year: categories in levels, with the source of the figures."""

from typing import Self

from django.db import models
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from portal.budget.names import SIDE_NAMES, STATE_NAMES
from portal.budget.states import BudgetState, Side
from portal.common.names import NamedInBoth


class BudgetYear(models.Model):
    """The figures of one fiscal year (April to March), in one state, with their source."""

    year = models.PositiveSmallIntegerField(_("年度（西暦）"))
    state = models.CharField(
        _("区分"), max_length=10, choices=[(s.value, n) for s, n in STATE_NAMES.items()]
    )
    source_ja = models.CharField(_("出典"), max_length=300)
    source_en = models.CharField(_("出典（英語）"), max_length=300)
    imported_at = models.DateTimeField(default=timezone.now)

    class Meta:
        # Of one year the settled accounts come first: they are what became of the budget.
        ordering = ["-year", "-state"]
        constraints = [
            models.UniqueConstraint(fields=["year", "state"], name="one_budget_per_year_and_state")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        state = STATE_NAMES[BudgetState(self.state)]
        return _("%(year)d年度%(state)s") % {"year": self.year, "state": state}

    @property
    def source(self) -> str:
        return self.source_en if get_language() == "en" else self.source_ja


class BudgetLineQuerySet(models.QuerySet["BudgetLine"]):
    def top(self, side: Side) -> Self:
        """What the whole of one side is made of."""
        return self.filter(side=side, parent__isnull=False, parent__parent=None)


class BudgetLine(NamedInBoth):
    """One category: an amount in yen that is the sum of its parts, where it has any.

    The whole of a side is the one line of it without a parent. `code` names the category over
    the years.
    """

    budget = models.ForeignKey(BudgetYear, models.CASCADE, related_name="lines")
    side = models.CharField(
        max_length=12, choices=[(side.value, name) for side, name in SIDE_NAMES.items()]
    )
    code = models.SlugField(max_length=60)
    parent = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="parts")
    position = models.PositiveIntegerField()
    amount = models.BigIntegerField()

    objects = BudgetLineQuerySet.as_manager()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["budget", "side", "code"], name="one_line_per_budget_and_code"
            ),
            models.CheckConstraint(
                condition=models.Q(amount__gte=0), name="budget_line_is_not_below_zero"
            ),
        ]


class ServiceCost(NamedInBoth):
    """What one use of a service costs the city, and what of it the user pays. In yen."""

    unit_ja = models.CharField(_("単位"), max_length=60)
    unit_en = models.CharField(_("単位（英語）"), max_length=60)
    cost = models.PositiveIntegerField(_("かかる費用"))
    paid_by_user = models.PositiveIntegerField(_("利用者の負担"))
    source_ja = models.CharField(_("出典"), max_length=300)
    source_en = models.CharField(_("出典（英語）"), max_length=300)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(cost__gt=0, paid_by_user__lte=models.F("cost")),
                name="users_pay_at_most_the_cost",
            )
        ]

    @property
    def unit(self) -> str:
        return self.unit_en if get_language() == "en" else self.unit_ja

    @property
    def source(self) -> str:
        return self.source_en if get_language() == "en" else self.source_ja

    @property
    def paid_by_city(self) -> int:
        return self.cost - self.paid_by_user

    @property
    def user_percent(self) -> int:
        """Rounded down, in percent of the cost."""
        return self.paid_by_user * 100 // self.cost
