"""What one types to see where one's tax goes, and the file of a year's figures."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.budget.names import STATE_NAMES
from portal.budget.services import Heading
from portal.budget.states import BudgetState
from portal.budget.tax import MOST_DEPENDANTS, MOST_INCOME, Household
from portal.common.csv_reading import MOST_BYTES, MOST_MEGABYTES, FileIsTooLarge
from portal.common.errors import RuleViolation
from portal.common.fields import RefusableForm, TitleField

MAN = 10_000
EXAMPLE = Household(income=400 * MAN)


class HouseholdForm(forms.Form):
    """Nothing of it is stored: see portal.budget.views."""

    income = forms.IntegerField(
        label=_("給与収入（年額、万円）"),
        min_value=0,
        max_value=MOST_INCOME // MAN,
        initial=EXAMPLE.income // MAN,
        help_text=_("源泉徴収票の「支払金額」です。400万円なら400と入力してください。"),
    )
    spouse = forms.BooleanField(label=_("配偶者を扶養している"), required=False)
    dependants = forms.IntegerField(
        label=_("扶養している16歳以上の家族の人数（配偶者を除く）"),
        min_value=0,
        max_value=MOST_DEPENDANTS,
        initial=EXAMPLE.dependants,
    )

    def household(self) -> Household:
        typed = self.cleaned_data
        return Household(typed["income"] * MAN, typed["spouse"], typed["dependants"])


class BudgetFileForm(RefusableForm):
    year = forms.IntegerField(label=_("年度（西暦）"), min_value=1950, max_value=2100)
    state = forms.ChoiceField(
        label=_("区分"), choices=[(state.value, name) for state, name in STATE_NAMES.items()]
    )
    source_ja = TitleField(label=_("出典"), max_length=300)
    source_en = TitleField(label=_("出典（英語）"), max_length=300)
    file = forms.FileField(
        label=_("CSVファイル"),
        help_text=_(
            "列：side, code, parent_code, name_ja, name_en, amount_yen。"
            "内訳の合計が上の分類と合わないファイルは登録できません。"
        ),
    )

    field_of: ClassVar[dict[type[RuleViolation], str]] = {}

    def clean_file(self) -> Any:
        sent = self.cleaned_data["file"]
        if sent.size > MOST_BYTES:
            raise forms.ValidationError(str(FileIsTooLarge(MOST_MEGABYTES)))
        return sent

    def heading(self) -> Heading:
        typed = self.cleaned_data
        return Heading(
            typed["year"], BudgetState(typed["state"]), typed["source_ja"], typed["source_en"]
        )
