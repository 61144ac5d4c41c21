"""One way of delivery: what is said of it, the lines of its costs and of the time it returns."""

from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.common.errors import RuleViolation
from portal.common.fields import RefusableForm, TextField, TitleField
from portal.common.written import language_of
from portal.lifecycle.errors import ReasonIsMissing
from proposals.models import DeliveryOption
from proposals.names import RISK_NAMES
from proposals.services import Cost, Time, Way
from proposals.states import Delivery, Risk

# Empty rows below those that are filled; more come with the next saving.
EMPTY_COSTS, EMPTY_TIMES, MOST_LINES = 3, 1, 40


class OptionForm(RefusableForm):
    summary = TextField(
        label=_("どのように行うか"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )
    satisfaction_low = forms.IntegerField(
        label=_("満足する人の割合（低い場合、％）"), min_value=0, max_value=100
    )
    satisfaction_high = forms.IntegerField(
        label=_("満足する人の割合（高い場合、％）"), min_value=0, max_value=100
    )
    satisfaction_basis = TextField(
        label=_("満足度の根拠"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("調査や、似た事業の結果など"),
    )
    risk = forms.ChoiceField(
        label=_("リスク"),
        choices=[(risk.value, text.name) for risk, text in RISK_NAMES.items()],
        widget=forms.RadioSelect,
    )
    risk_reason = TextField(
        label=_("リスクの内容"), max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )


class CostForm(forms.Form):
    name = TitleField(label=_("費目"), max_length=100)
    unit_price = forms.DecimalField(
        label=_("単価（円）"), min_value=0, max_digits=14, decimal_places=2
    )
    quantity = forms.DecimalField(
        label=_("数量"), min_value=Decimal("0.01"), max_digits=10, decimal_places=2
    )
    low = forms.DecimalField(
        label=_("少ない場合（円）"),
        min_value=0,
        max_digits=14,
        decimal_places=0,
        required=False,
        help_text=_("空なら、単価と数量のとおり"),
    )
    high = forms.DecimalField(
        label=_("多い場合（円）"), min_value=0, max_digits=14, decimal_places=0, required=False
    )
    is_yearly = forms.BooleanField(label=_("毎年かかる"), required=False)
    source = TitleField(label=_("出典・根拠"), max_length=200)


class TimeForm(forms.Form):
    name = TitleField(label=_("だれの、何の時間か"), max_length=100)
    minutes_before = forms.DecimalField(
        label=_("いまかかる分"), min_value=0, max_digits=8, decimal_places=2
    )
    minutes_after = forms.DecimalField(
        label=_("実施後にかかる分"), min_value=0, max_digits=8, decimal_places=2
    )
    cases = forms.IntegerField(label=_("1年の件数"), min_value=0, max_value=100_000_000)
    yen_per_hour = forms.DecimalField(
        label=_("1時間の価値（円）"), min_value=0, max_digits=8, decimal_places=0
    )
    source = TitleField(label=_("出典・根拠"), max_length=200)


CostFormSet = forms.formset_factory(
    CostForm, extra=EMPTY_COSTS, max_num=MOST_LINES, absolute_max=MOST_LINES
)
TimeFormSet = forms.formset_factory(
    TimeForm, extra=EMPTY_TIMES, max_num=MOST_LINES, absolute_max=MOST_LINES
)


class WayForms:
    """The form of a way and the rows of its lines, as one."""

    def __init__(self, data: Any, option: DeliveryOption | None) -> None:
        costs = list(option.costs.values()) if option else []
        times = list(option.times.values()) if option else []
        self.form = OptionForm(data, initial=_said(option))
        self.costs = CostFormSet(data, initial=costs, prefix="costs")
        self.times = TimeFormSet(data, initial=times, prefix="times")

    def is_valid(self) -> bool:
        # All of them are asked, so that every error is shown at once.
        return all([self.form.is_valid(), self.costs.is_valid(), self.times.is_valid()])

    def way(self, delivery: Delivery) -> Way:
        said = self.form.cleaned_data
        return Way(
            **{**said, "risk": Risk(said["risk"])},
            delivery=delivery,
            costs=[Cost(**row) for row in _rows(self.costs)],
            times=[Time(**row) for row in _rows(self.times)],
            language=language_of(said["summary"] + said["risk_reason"]),
        )


def _said(option: DeliveryOption | None) -> dict[str, Any]:
    return {name: getattr(option, name) for name in OptionForm.base_fields} if option else {}


def _rows(forms: Any) -> list[dict[str, Any]]:
    """Those that were filled; a row whose name was emptied is left out."""
    return [form.cleaned_data for form in forms if form.cleaned_data.get("name")]


class OnlyWayForm(RefusableForm):
    text = TextField(
        label=_("一つの方法だけを示す理由"),
        max_length=1000,
        help_text=_("ほかの担い手では実施できない事情を書いてください。公開されます。"),
    )
    field_of: ClassVar[dict[type[RuleViolation], str]] = {ReasonIsMissing: "text"}
