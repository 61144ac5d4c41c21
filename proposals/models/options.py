"""Ways of delivering a proposal, each with what it costs, what it risks and the time it returns."""

from typing import Any

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from portal.accounts.models import User
from proposals.effects import Range, ReturnedTime, hours_of, total_of, worth_per_yen, yen_of
from proposals.models.proposals import Proposal
from proposals.names import DELIVERY_NAMES, RISK_NAMES
from proposals.states import Delivery, Risk


def _officer(instance: Any, **_: Any) -> User | None:
    officer: User | None = instance.officer
    return officer


def _text(label: Any, most: int, **more: Any) -> "models.TextField[str, str]":
    return models.TextField(label, max_length=most, **more)


class DeliveryOption(models.Model):
    """One way to do it: by the city, together, or by residents, organisations and companies."""

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="options_of_delivery")
    delivery = models.CharField(
        _("だれが行うか"),
        max_length=10,
        choices=[(delivery.value, name) for delivery, name in DELIVERY_NAMES.items()],
    )
    summary = _text(_("どのように行うか"), 500)
    # How many of a hundred who are concerned would be content.
    satisfaction_low = models.PositiveSmallIntegerField(
        _("満足度の見込み（低い場合）"), validators=[MaxValueValidator(100)]
    )
    satisfaction_high = models.PositiveSmallIntegerField(
        _("満足度の見込み（高い場合）"), validators=[MaxValueValidator(100)]
    )
    satisfaction_basis = _text(_("満足度の根拠"), 500)
    risk = models.CharField(
        _("リスク"),
        max_length=10,
        choices=[(risk.value, text.name) for risk, text in RISK_NAMES.items()],
    )
    risk_reason = _text(_("リスクの内容"), 500)
    language = models.CharField(_("書いた言語"), max_length=5, default="ja")
    officer = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    history = HistoricalRecords(get_user=_officer)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["proposal", "delivery"], name="one_option_per_way_of_delivery"
            ),
            models.CheckConstraint(
                condition=models.Q(satisfaction_low__lte=models.F("satisfaction_high"))
                & models.Q(satisfaction_high__lte=100),
                name="satisfaction_is_a_range",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.proposal_id}: {self.delivery}"

    @property
    def name(self) -> str:
        return str(DELIVERY_NAMES[Delivery(self.delivery)])

    @property
    def risk_text(self) -> Any:
        return RISK_NAMES[Risk(self.risk)]

    # Totals are worked out from the lines at each look, and kept nowhere.

    @property
    def once(self) -> Range:
        return total_of(line.range for line in self.costs.all() if not line.is_yearly)

    @property
    def yearly(self) -> Range:
        return total_of(line.range for line in self.costs.all() if line.is_yearly)

    @property
    def first_year(self) -> Range:
        """What the cycle's budget pays."""
        return total_of(line.range for line in self.costs.all())

    @property
    def returned_hours(self) -> Any:
        return hours_of(line.returned for line in self.times.all())

    @property
    def returned_yen(self) -> Any:
        return yen_of(line.returned for line in self.times.all())

    @property
    def worth(self) -> Range | None:
        """Yen returned in a year for each yen of the first year."""
        return worth_per_yen(self.returned_yen, self.first_year)


class CostLine(models.Model):
    """A price and how many, between what it may lie, and where the price is from."""

    option = models.ForeignKey(DeliveryOption, models.CASCADE, related_name="costs")
    name = models.CharField(_("費目"), max_length=100)
    unit_price = models.DecimalField(_("単価（円）"), max_digits=14, decimal_places=2)
    quantity = models.DecimalField(_("数量"), max_digits=10, decimal_places=2)
    low = models.DecimalField(_("少ない場合（円）"), max_digits=14, decimal_places=0)
    high = models.DecimalField(_("多い場合（円）"), max_digits=14, decimal_places=0)
    is_yearly = models.BooleanField(_("毎年かかる"), default=False)
    source = models.CharField(_("出典・根拠"), max_length=200)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    low__gte=0, low__lte=models.F("high"), unit_price__gte=0, quantity__gt=0
                ),
                name="cost_is_a_range",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def range(self) -> Range:
        return Range(self.low, self.unit_price * self.quantity, self.high)


class TimeLine(models.Model):
    """返す時間 of one kind of case: the assumptions, from which the hours are worked out."""

    option = models.ForeignKey(DeliveryOption, models.CASCADE, related_name="times")
    name = models.CharField(_("だれの、何の時間か"), max_length=100)
    minutes_before = models.DecimalField(_("いまかかる分"), max_digits=8, decimal_places=2)
    minutes_after = models.DecimalField(_("実施後にかかる分"), max_digits=8, decimal_places=2)
    cases = models.PositiveIntegerField(_("1年の件数"))
    yen_per_hour = models.DecimalField(_("1時間の価値（円）"), max_digits=8, decimal_places=0)
    source = models.CharField(_("出典・根拠"), max_length=200)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    minutes_before__gte=0, minutes_after__gte=0, yen_per_hour__gte=0
                ),
                name="times_are_not_negative",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def returned(self) -> ReturnedTime:
        return ReturnedTime(self.minutes_before, self.minutes_after, self.cases, self.yen_per_hour)


class OnlyWay(models.Model):
    """Why a proposal is compared with no second way of delivery."""

    proposal = models.OneToOneField(
        Proposal, models.CASCADE, primary_key=True, related_name="only_way"
    )
    reason = _text(_("一つの方法だけを示す理由"), 1000)
    language = models.CharField(_("書いた言語"), max_length=5, default="ja")
    officer = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.reason
