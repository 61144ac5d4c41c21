"""What an administrator says of a body that votes."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.common.fields import RefusableForm, TitleField
from portal.registers.models import Area, AreaKind
from voting.eligibility import Reckoning, Rule
from voting.models import Election
from voting.names import RECKONING_NAMES
from voting.services.electorates import ElectoratePlan


def _day(label: Any, help_text: Any = "") -> forms.DateField:
    return forms.DateField(
        label=label,
        help_text=help_text,
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


class ElectorateForm(RefusableForm):
    """One electorate; what is left empty is not asked for, as of a committee or a survey."""

    name_ja = TitleField(label=_("区分の名前"), max_length=100)
    name_en = TitleField(label=_("区分の名前（英語）"), max_length=100)
    code = forms.SlugField(
        label=_("区分のコード"),
        help_text=_("名簿の列「electorate」に書く、半角の名前です（例：residents、committee）。"),
        max_length=40,
    )
    minimum_age = forms.IntegerField(
        label=_("年齢の下限"),
        help_text=_("年齢を問わないときは、空欄にします。"),
        min_value=1,
        max_value=120,
        required=False,
    )
    age_on = _day(_("年齢を数える日"))
    reckoning = forms.ChoiceField(
        label=_("年齢の数え方"),
        choices=[(r.value, name) for r, name in RECKONING_NAMES.items()],
        initial=Reckoning.STATUTORY.value,
        widget=forms.RadioSelect,
    )
    asks_for_area = forms.BooleanField(
        label=_("市に住んでいる人に限る"),
        help_text=_("委員会や、選ばれた調査の回答者など、住所を問わない区分では外します。"),
        required=False,
        initial=True,
    )
    wards = forms.ModelMultipleChoiceField(
        queryset=Area.objects.none(),
        to_field_name="code",
        label=_("区"),
        help_text=_("選ばないときは、市の全体です。"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    resident_on = _day(
        _("住所を見る日"), _("その日に住んでいた人に限ります。空欄なら、名簿を作った日の住所です。")
    )
    weight = forms.DecimalField(
        label=_("重み（%）"),
        help_text=_(
            "いくつかの区分で投票するときに書きます。合わせて100にします。すべて空欄なら、どれも同じ重みです。"
        ),
        min_value=0,
        max_value=100,
        max_digits=5,
        decimal_places=2,
        required=False,
    )
    merged_with = forms.ChoiceField(
        label=_("票が匿名の下限より少ないとき"),
        help_text=_("少なすぎる票は、ほかの区分と一緒に開かないかぎり、開きません。"),
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        election: Election,
        instead_of: ElectoratePlan | None = None,
        **kwargs: Any,
    ) -> None:
        if instead_of is not None:
            kwargs["initial"] = _said_of(instead_of)
        super().__init__(*args, **kwargs)
        area = election.cycle.area
        self.city = area.parent if area.kind == AreaKind.WARD and area.parent else area
        wards = self.fields["wards"]
        assert isinstance(wards, forms.ModelMultipleChoiceField)
        wards.queryset = Area.objects.wards().filter(parent=self.city)
        joined = self.fields["merged_with"]
        assert isinstance(joined, forms.ChoiceField)
        own = instead_of.code if instead_of else ""
        others = election.electorates.exclude(code=own)
        joined.choices = [
            ("", _("開かない")),
            *((other.code, other.name) for other in others),
        ]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if bool(said.get("minimum_age")) != bool(said.get("age_on")) and not (
            {"minimum_age", "age_on"} & set(self.errors)
        ):
            missing = "age_on" if said.get("minimum_age") else "minimum_age"
            self.add_error(missing, _("年齢の下限と、年齢を数える日は、両方書いてください。"))
        if said.get("wards") and not said.get("asks_for_area"):
            self.add_error(
                "wards", _("区を選ぶときは、「市に住んでいる人に限る」を選んでください。")
            )
        return said

    def plan(self) -> ElectoratePlan:
        said = self.cleaned_data
        here = said["asks_for_area"]
        return ElectoratePlan(
            code=said["code"],
            name_ja=said["name_ja"],
            name_en=said["name_en"],
            rule=Rule(
                minimum_age=said["minimum_age"],
                age_on=said["age_on"],
                reckoning=Reckoning(said["reckoning"]),
                municipality=self.city.code[:5] if here else "",
                wards=frozenset(ward.code for ward in said["wards"]),
                resident_on=said["resident_on"],
            ),
            merged_with=said["merged_with"],
            weight=said["weight"],
        )


def _said_of(plan: ElectoratePlan) -> dict[str, Any]:
    rule = plan.rule
    return {
        "name_ja": plan.name_ja,
        "name_en": plan.name_en,
        "code": plan.code,
        "minimum_age": rule.minimum_age,
        "age_on": rule.age_on,
        "reckoning": rule.reckoning.value,
        "asks_for_area": bool(rule.municipality),
        "wards": sorted(rule.wards),
        "resident_on": rule.resident_on,
        "weight": plan.weight,
        "merged_with": plan.merged_with,
    }
