"""What is promised, and what was measured."""

from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.common.errors import RuleViolation
from portal.common.fields import TextField, TitleField
from portal.common.written import language_of
from reviews.deadlines import Frequency
from reviews.errors import (
    CorrectionNeedsANote,
    DateIsInTheFuture,
    ReadingBeforeBaseline,
    TargetComesBeforeBaseline,
    TargetIsTheBaseline,
    TargetPointsTheOtherWay,
    TextIsMissing,
)
from reviews.forms.fields import DayField, DeedForm
from reviews.measures import Direction, Level, Nature, in_digits
from reviews.models import Indicator
from reviews.names import (
    DIRECTION_NAMES,
    FREQUENCY_NAMES,
    LEVEL_NAMES,
    NATURE_NAMES,
    choices,
)
from reviews.services import Promise


class IndicatorForm(DeedForm):
    name = TitleField(label=_("指標の名前"), max_length=120)
    level = forms.ChoiceField(
        label=_("種別"),
        choices=choices(LEVEL_NAMES),
        widget=forms.RadioSelect,
        help_text=_("活動の量は「何をどれだけしたか」、成果は「それで何が変わったか」です。"),
    )
    nature = forms.ChoiceField(
        label=_("主観・客観"), choices=choices(NATURE_NAMES), widget=forms.RadioSelect
    )
    definition = TextField(label=_("何をどう数えるか"), max_length=1000, required=False)
    unit = TitleField(label=_("単位"), max_length=20, help_text=_("回／月、％、人など"))
    direction = forms.ChoiceField(
        label=_("目指す向き"), choices=choices(DIRECTION_NAMES), widget=forms.RadioSelect
    )
    baseline = forms.DecimalField(
        label=_("基準値"), max_digits=18, decimal_places=4, required=False
    )
    baseline_on = DayField(label=_("基準日"), required=False)
    target = forms.DecimalField(label=_("目標値"), max_digits=18, decimal_places=4, required=False)
    target_on = DayField(label=_("目標日"), required=False)
    source = TitleField(
        label=_("データの出所"), max_length=200, required=False, help_text=_("だれが何で測るか")
    )
    frequency = forms.ChoiceField(
        label=_("測る間隔"),
        choices=[("", _("選んでください")), *choices(FREQUENCY_NAMES)],
        required=False,
    )
    field_of: ClassVar[dict[type[RuleViolation], str]] = {
        TextIsMissing: "name",
        TargetIsTheBaseline: "target",
        TargetPointsTheOtherWay: "target",
        TargetComesBeforeBaseline: "target_on",
    }

    @classmethod
    def values_of(cls, indicator: Indicator) -> dict[str, Any]:
        values = {name: getattr(indicator, name) for name in cls.base_fields}
        for name in ("baseline", "target"):
            if values[name] is not None:
                # Without the zeros behind the point that the database keeps.
                values[name] = in_digits(values[name]).replace(",", "")
        return values

    def promise(self) -> Promise:
        said = self.cleaned_data
        return Promise(
            **{
                **said,
                "level": Level(said["level"]),
                "nature": Nature(said["nature"]),
                "direction": Direction(said["direction"]),
                "frequency": Frequency(said["frequency"]) if said["frequency"] else None,
                "language": language_of(said["name"] + said["definition"]),
            }
        )


class ReadingForm(DeedForm):
    value = forms.DecimalField(label=_("測定値"), max_digits=18, decimal_places=4)
    on = DayField(label=_("いつの値か"), initial=timezone.localdate)
    source = TitleField(
        label=_("データの出所"),
        max_length=200,
        required=False,
        help_text=_("空のときは、指標で約束した出所になります。"),
    )
    note = TitleField(
        label=_("補足"),
        max_length=300,
        required=False,
        help_text=_("前に記録した値を直すときは、理由を必ず書きます。"),
    )
    field_of: ClassVar[dict[type[RuleViolation], str]] = {
        ReadingBeforeBaseline: "on",
        DateIsInTheFuture: "on",
        CorrectionNeedsANote: "note",
    }
