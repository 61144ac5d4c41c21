"""The plan of a project, its milestones, its money, its end."""

from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import Organisation, User
from portal.common.errors import RuleViolation
from portal.common.fields import TextField, TitleField
from portal.lifecycle.errors import ReasonIsMissing
from reviews.errors import (
    AmountIsNotWhole,
    AmountIsZero,
    CorrectionNeedsANote,
    DateIsInTheFuture,
    DatesAreReversed,
    TextIsMissing,
    TotalBelowZero,
)
from reviews.forms.fields import DayField, DeedForm, choice
from reviews.names import MONEY_KIND_NAMES, MONEY_SOURCE_NAMES, choices
from reviews.states import MoneyKind, MoneySource


class TakeOnForm(DeedForm):
    department = forms.ModelChoiceField(
        queryset=Organisation.objects.none(), label=_("担当課"), empty_label=None
    )

    def __init__(self, *args: Any, officer: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ours = Organisation.objects.departments().acted_for_by(officer).distinct()
        choice(self, "department").queryset = ours


class PlanForm(DeedForm):
    summary = TextField(
        label=_("事業の概要"),
        max_length=2000,
        help_text=_("何を、どこで、だれと行うかを、住民にわかる言葉で書きます。"),
    )
    starts_on = DayField(label=_("開始予定日"), required=False)
    ends_on = DayField(label=_("完了予定日"), required=False)
    field_of: ClassVar[dict[type[RuleViolation], str]] = {
        TextIsMissing: "summary",
        DatesAreReversed: "ends_on",
    }


class ReasonForm(DeedForm):
    reason = TextField(
        label=_("理由"),
        max_length=2000,
        help_text=_("公開され、最初に報告した人や賛同した人にも届きます。"),
    )
    field_of: ClassVar[dict[type[RuleViolation], str]] = {ReasonIsMissing: "reason"}


class MilestoneForm(DeedForm):
    title = TitleField(
        label=_("節目"), max_length=120, help_text=_("外から見て、できたとわかること")
    )
    planned_on = DayField(label=_("予定日"))
    field_of: ClassVar[dict[type[RuleViolation], str]] = {TextIsMissing: "title"}


class ReachForm(DeedForm):
    reached_on = DayField(label=_("達成日"), initial=timezone.localdate)
    note = TitleField(label=_("ひとこと"), max_length=300, required=False)
    field_of: ClassVar[dict[type[RuleViolation], str]] = {DateIsInTheFuture: "reached_on"}


class MoneyForm(DeedForm):
    kind = forms.ChoiceField(label=_("区分"), widget=forms.RadioSelect)
    source = forms.ChoiceField(label=_("財源"), choices=choices(MONEY_SOURCE_NAMES))
    amount = forms.DecimalField(
        label=_("金額"),
        max_digits=16,
        decimal_places=2,
        help_text=_("取り消すときは、マイナスの金額を入れます。"),
    )
    on = DayField(label=_("日付"), initial=timezone.localdate)
    note = TitleField(
        label=_("内容"),
        max_length=300,
        required=False,
        help_text=_("何の契約や支払いか。取り消すときは理由を必ず書きます。"),
    )
    field_of: ClassVar[dict[type[RuleViolation], str]] = {
        AmountIsZero: "amount",
        AmountIsNotWhole: "amount",
        TotalBelowZero: "amount",
        DateIsInTheFuture: "on",
        CorrectionNeedsANote: "note",
    }

    def __init__(self, *args: Any, kinds: list[MoneyKind], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice(self, "kind").choices = choices({k: MONEY_KIND_NAMES[k] for k in kinds})

    def entry(self) -> dict[str, Any]:
        said = self.cleaned_data
        amount: Decimal = said["amount"]
        return {
            "kind": MoneyKind(said["kind"]),
            "source": MoneySource(said["source"]),
            "amount": amount,
            "on": said["on"],
            "note": said["note"],
        }
