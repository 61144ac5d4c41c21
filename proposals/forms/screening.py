"""A department takes a proposal up, asks others, and says what it found."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import Organisation, User
from portal.common.errors import RuleViolation
from portal.common.fields import RefusableForm, TextField
from portal.common.written import language_of
from portal.lifecycle.errors import ReasonIsMissing
from proposals.errors import (
    CostIsMissing,
    DepartmentIsUnfit,
    FindingsContradictTheVerdict,
    NotTheDepartment,
    OptionsAreMissing,
)
from proposals.models import DeliveryOption, Proposal
from proposals.models.screening import REASON_OF
from proposals.names import JUDGEMENTS, VERDICT_NAMES
from proposals.services import Findings
from proposals.states import Heading, Judgement, ScreeningVerdict


class DepartmentForm(RefusableForm):
    department = forms.ModelChoiceField(
        queryset=Organisation.objects.none(), label=_("審査する担当課"), empty_label=None
    )
    concerned = forms.ModelMultipleChoiceField(
        queryset=Organisation.objects.none(),
        label=_("意見を求める関係課"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("回答は、担当課が一つにまとめます。後からでも意見を求められます。"),
    )
    field_of: ClassVar[dict[type[RuleViolation], str]] = {
        NotTheDepartment: "department",
        DepartmentIsUnfit: "concerned",
    }

    def __init__(self, *args: Any, officer: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field, others = self.fields["department"], self.fields["concerned"]
        assert isinstance(field, forms.ModelChoiceField)
        assert isinstance(others, forms.ModelMultipleChoiceField)
        field.queryset = Organisation.objects.departments().acted_for_by(officer).distinct()
        others.queryset = Organisation.objects.departments().active()


def judgement_field(label: Any) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=[(judgement.value, text.name) for judgement, text in JUDGEMENTS.items()],
        widget=forms.RadioSelect,
    )


class OptionField(forms.ModelChoiceField):  # type: ignore[type-arg] # not subscriptable
    def label_from_instance(self, obj: DeliveryOption) -> str:
        return obj.name


class FindingsForm(RefusableForm):
    """For each heading the judgement and its reason; then the verdict, and the one answer."""

    law_judgement = judgement_field(_("法令の判断"))
    cost_judgement = judgement_field(_("費用の判断"))
    duplication_judgement = judgement_field(_("ほかの事業との重なりの判断"))
    feasibility_judgement = judgement_field(_("実現性の判断"))
    law = TextField(
        label=_("法令"), max_length=2000, help_text=_("法律・条例・計画に照らして問題はないか")
    )
    cost_finding = TextField(
        label=_("費用"), max_length=2000, help_text=_("何にいくらかかるか、毎年かかる費用はあるか")
    )
    duplication = TextField(
        label=_("ほかの事業との重なり"),
        max_length=2000,
        help_text=_("すでに行っている事業はないか"),
    )
    feasibility = TextField(
        label=_("実現できるか"), max_length=2000, help_text=_("場所・人・時期・技術の面から")
    )
    verdict = forms.ChoiceField(
        label=_("結論"),
        choices=[(verdict.value, name) for verdict, name in VERDICT_NAMES.items()],
        widget=forms.RadioSelect,
    )
    option = OptionField(
        queryset=DeliveryOption.objects.none(),
        label=_("投票にかける実施の方法"),
        required=False,
        empty_label=_("選んでください"),
        help_text=_("「実施できる」ときに選びます。費用は、その方法の行から計算します。"),
    )
    answer = TextField(
        label=_("提案した人への回答（理由）"),
        max_length=4000,
        help_text=_("公開され、提案した人と、もとの報告に賛同した人に届きます。"),
    )
    field_of: ClassVar[dict[type[RuleViolation], str]] = {
        ReasonIsMissing: "answer",
        CostIsMissing: "option",
        OptionsAreMissing: "option",
        FindingsContradictTheVerdict: "verdict",
    }
    field_order = [
        name for heading in Heading for name in (f"{heading}_judgement", REASON_OF[heading])
    ]

    def __init__(self, *args: Any, proposal: Proposal, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["option"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = proposal.options_of_delivery.all()

    def findings(self) -> Findings:
        said = dict(self.cleaned_data)
        option = said.pop("option")
        judged = {heading: Judgement(said.pop(f"{heading}_judgement")) for heading in Heading}
        return Findings(
            **{**said, "verdict": ScreeningVerdict(said["verdict"])},
            judgements=judged,
            option=option.pk if option else None,
            language=language_of(said["answer"]),
        )
