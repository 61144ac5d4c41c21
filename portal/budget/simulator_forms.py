"""What is sent from the simulator, and the file that sets one up."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.budget.models import SimulatorLine
from portal.budget.names import AGE_NAMES
from portal.budget.services.simulating import About, Answer
from portal.budget.simulator_errors import SimulatorHasNoLine
from portal.common.csv_reading import MOST_BYTES, MOST_MEGABYTES, FileIsTooLarge
from portal.common.errors import RuleViolation
from portal.common.fields import RefusableForm, TextField, TitleField
from portal.registers.models import Area

MOST_GAP = 10**15


class AnswerForm(RefusableForm):
    """The steps are number fields of their own, one a line: `steps` reads them."""

    comment = TextField(
        label=_("ひとこと"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("公開されません。名前や連絡先は書かないでください。"),
    )
    age = forms.ChoiceField(
        label=_("年代"),
        required=False,
        choices=[("", _("答えない")), *((band.value, name) for band, name in AGE_NAMES.items())],
        help_text=_("答えなくてもかまいません。5人未満の数は公開しません。"),
    )
    area = forms.ModelChoiceField(
        label=_("お住まいの区"),
        queryset=Area.objects.none(),
        required=False,
        empty_label=_("答えない"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        area: Any = self.fields["area"]
        area.queryset = Area.objects.wards()

    def answer(self, steps: dict[str, object]) -> Answer:
        typed = self.cleaned_data
        return Answer(steps, typed["comment"], typed["age"], typed["area"])


def steps_in(data: Any, lines: list[SimulatorLine]) -> dict[str, object]:
    """What was typed for each line; a field of no line is a step that nobody may take.

    `less` and `more` are buttons that move one line by one, where no script does.
    """
    found: dict[str, object] = {}
    for name, text in data.items():
        if name.startswith("line-"):
            found[name.removeprefix("line-")] = _whole(text)
    for name, change in (("less", -1), ("more", 1)):
        line = next((each for each in lines if str(each.pk) == data.get(name)), None)
        if line:
            now = found.get(str(line.pk), 0)
            moved = (now if isinstance(now, int) else 0) + change
            found[str(line.pk)] = max(line.lowest, min(line.most, moved))
    return found


def _whole(text: str) -> object:
    digits = text.strip().removeprefix("-").removeprefix("+")
    if digits.isascii() and digits.isdigit() and len(digits) < 4:
        return int(text.strip())
    return 0 if not text.strip() else text


class SimulatorForm(RefusableForm):
    name_ja = TitleField(label=_("名称"), max_length=200)
    name_en = TitleField(label=_("名称（英語）"), max_length=200)
    about_ja = TextField(label=_("説明"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))
    about_en = TextField(
        label=_("説明（英語）"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )
    gap = forms.IntegerField(
        label=_("足りない額（円）"),
        min_value=0,
        max_value=MOST_GAP,
        help_text=_("歳出の削減か歳入の増加で、この額を埋めてもらいます。"),
    )
    file = forms.FileField(
        label=_("CSVファイル"),
        help_text=_(
            "列：code, side, name_ja, name_en, base_yen, step_yen, least, most, floor, "
            "floor_reason_ja, floor_reason_en, step, consequence_ja, consequence_en, source。"
            "1つの段階を1行に書きます。"
        ),
    )

    field_of: ClassVar[dict[type[RuleViolation], str]] = {SimulatorHasNoLine: "file"}

    def clean_file(self) -> Any:
        sent = self.cleaned_data["file"]
        if sent.size > MOST_BYTES:
            raise forms.ValidationError(str(FileIsTooLarge(MOST_MEGABYTES)))
        return sent

    def about(self) -> About:
        typed = self.cleaned_data
        return About(
            *(typed[name] for name in ("name_ja", "name_en", "about_ja", "about_en", "gap"))
        )
