"""Reporting an issue, and answering it."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.common.errors import RuleViolation
from portal.common.fields import PhotosField, RefusableForm, TextField, TitleField
from portal.common.written import language_of
from portal.lifecycle.errors import ReasonIsMissing
from portal.lifecycle.models import Cycle
from portal.registers.models import Area, Theme
from proposals.errors import OtherReportIsMissing, OtherReportIsUnfit
from proposals.forms.places import CycleForm, PlaceForm
from proposals.models import Report
from proposals.names import CHANNEL_NAMES, REPORT_STATES
from proposals.services import ReportAnswer, ReportText
from proposals.states import MOST_PHOTOS, REPORT_TRANSITIONS, Channel, ReportState


class ReportForm(PlaceForm, CycleForm):
    title = TitleField(
        label=_("題名"), max_length=80, help_text=_("何に困っているかを、ひとことで")
    )
    text = TextField(
        label=_("くわしい内容"),
        max_length=2000,
        help_text=_(
            "いつ、どこで、何が起きていて、だれが困っているか。名前や電話番号は書かないでください。"
        ),
    )
    theme = forms.ModelChoiceField(
        queryset=Theme.objects.all(),
        label=_("テーマ"),
        empty_label=None,
        widget=forms.RadioSelect,
    )
    channel = forms.ChoiceField(
        label=_("受付方法"),
        choices=[(channel.value, name) for channel, name in CHANNEL_NAMES.items()],
        initial=Channel.WEB.value,
        help_text=_("電話・書面・窓口で受けたものを代わりに登録するときに選びます。"),
    )
    photos = PhotosField(
        label=_("写真"),
        most=MOST_PHOTOS,
        required=False,
        help_text=_(
            "3枚まで。人の顔や車のナンバーが写らないようにしてください。"
            "撮影した場所などの情報は取り除いて公開します。"
        ),
    )
    photo_description = TitleField(
        label=_("写真の説明"),
        max_length=200,
        required=False,
        help_text=_("写真を見られない人のために、何が写っているかを書いてください。"),
    )
    field_order = ["cycle", "title", "text", "theme", "area", "place", "latitude", "longitude"]

    def __init__(
        self,
        *args: Any,
        cycles: Sequence[Cycle],
        wards: Sequence[Area],
        is_staff: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._offer_cycles(cycles)
        self._offer_areas(wards, cycles)
        self.fields["area"].help_text = _("地図で地点を選ぶと、区は自動で決まります。")
        if not is_staff:
            del self.fields["channel"]

    def chosen_channel(self) -> Channel:
        return Channel(self.cleaned_data.get("channel", Channel.WEB))

    def report_text(self) -> ReportText:
        said = self.cleaned_data
        return ReportText(
            title=said["title"],
            text=said["text"],
            theme=said["theme"],
            area=said["area"],
            place=said["place"],
            latitude=said["latitude"],
            longitude=said["longitude"],
            language=language_of(f"{said['title']}\n{said['text']}"),
        )


class AnswerForm(RefusableForm):
    state = forms.ChoiceField(label=_("次の状態"), widget=forms.RadioSelect)
    message = TextField(
        label=_("報告した人への回答"),
        max_length=2000,
        required=False,
        help_text=_(
            "公開されます。対応済み・引き継ぎ・対応できない・重複・再開のときは必ず書いてください。"
        ),
    )
    other = forms.ModelChoiceField(
        queryset=Report.objects.all(),
        label=_("同じ内容の報告の番号"),
        widget=forms.NumberInput,
        required=False,
        help_text=_("「重複」を選んだときだけ入れます。"),
        error_messages={"invalid_choice": _("その番号の報告はありません。")},
    )

    field_of: ClassVar[dict[type[RuleViolation], str]] = {
        ReasonIsMissing: "message",
        OtherReportIsMissing: "other",
        OtherReportIsUnfit: "other",
    }

    def __init__(self, *args: Any, current: ReportState, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ways = REPORT_TRANSITIONS[current]
        field = self.fields["state"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            (state.value, text.name) for state, text in REPORT_STATES.items() if state in ways
        ]

    def report_answer(self) -> ReportAnswer:
        said = self.cleaned_data
        return ReportAnswer(
            state=ReportState(said["state"]),
            message=said["message"],
            duplicate_of=said["other"],
            language=language_of(said["message"]),
        )
