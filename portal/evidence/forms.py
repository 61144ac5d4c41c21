"""Finding data, adding it, asking for it, answering."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import Organisation, User
from portal.common.csv_reading import (
    MOST_BYTES,
    MOST_MEGABYTES,
    ColumnHasNoName,
    ColumnNameIsTwice,
    FileIsNoText,
    FileIsTooLarge,
    RowIsRagged,
    TableIsEmpty,
    TableIsMalformed,
    TableIsTooWide,
)
from portal.common.errors import RuleViolation
from portal.common.fields import RefusableForm, TextField, TitleField
from portal.common.written import language_of
from portal.evidence.errors import DataSetIsMissing, OrganisationIsNotVerified
from portal.evidence.licences import Licence, RequestState
from portal.evidence.models import DataSet
from portal.evidence.names import LICENCES, REQUEST_STATE_NAMES
from portal.evidence.selectors import LibraryFilter
from portal.evidence.services import Description, RequestAnswer
from portal.lifecycle.errors import ReasonIsMissing
from portal.lifecycle.models import Cycle
from portal.registers.models import Area, AreaKind, Theme

EVERYTHING = ("", _("すべて"))


class LibraryFilterForm(forms.Form):
    """The choices are those that the page has read anyway."""

    q = TitleField(label=_("ことば"), max_length=100, required=False)
    area = forms.ChoiceField(label=_("地域"), required=False)
    theme = forms.ChoiceField(label=_("テーマ"), required=False)

    def __init__(self, data: Any, *, areas: Sequence[Area], themes: Sequence[Theme]) -> None:
        super().__init__(data)
        self.areas = {area.code: area for area in areas}
        self.themes = {theme.slug: theme for theme in themes}
        for name, rows in (("area", self.areas), ("theme", self.themes)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [EVERYTHING, *((key, row.name) for key, row in rows.items())]

    def wanted(self) -> LibraryFilter:
        self.is_valid()
        chosen = self.cleaned_data
        return LibraryFilter(
            words=chosen.get("q", ""),
            area=self.areas.get(chosen.get("area", "")),
            theme=self.themes.get(chosen.get("theme", "")),
        )


class NamedField(forms.ModelChoiceField):  # type: ignore[type-arg] # not subscriptable
    """A choice by the name in the reader's language."""

    def label_from_instance(self, obj: Cycle | Area | Theme) -> str:
        return obj.name


class DataSetForm(RefusableForm):
    file = forms.FileField(
        label=_("CSVファイル"),
        help_text=_(
            "1行目を見出しにしたCSV（UTF-8かShift_JIS、5MBまで）。送ったとおりに公開されます。"
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
    )
    title = TitleField(label=_("題名"), max_length=100)
    about = TextField(
        label=_("このデータについて"),
        max_length=2000,
        help_text=_("何の数字か、どう集めたか、読むときに気をつけること"),
    )
    organisation = forms.ModelChoiceField(
        queryset=Organisation.objects.none(), label=_("登録する団体・課"), empty_label=None
    )
    cycle = NamedField(queryset=Cycle.objects.none(), label=_("サイクル"), empty_label=None)
    theme = NamedField(
        queryset=Theme.objects.all(),
        label=_("テーマ"),
        empty_label=None,
        widget=forms.RadioSelect,
    )
    area = NamedField(
        queryset=Area.objects.filter(kind__in=[AreaKind.CITY, AreaKind.WARD]),
        label=_("地域"),
        empty_label=None,
    )
    licence = forms.ChoiceField(
        label=_("ライセンス"),
        choices=[(licence.value, text.name) for licence, text in LICENCES.items()],
        widget=forms.RadioSelect,
        help_text=_("だれがどう使えるかを決めます。出典を書けば自由に使えるものをおすすめします。"),
    )
    source = TitleField(
        label=_("出典"), max_length=200, help_text=_("調査や統計の名前、発行した所")
    )
    made_on = forms.DateField(
        label=_("データの作成日"), widget=forms.DateInput(attrs={"type": "date"})
    )
    field_of: ClassVar[dict[type[RuleViolation], str]] = {
        OrganisationIsNotVerified: "organisation",
        **dict.fromkeys(
            (
                FileIsTooLarge,
                FileIsNoText,
                TableIsEmpty,
                TableIsTooWide,
                ColumnHasNoName,
                ColumnNameIsTwice,
                RowIsRagged,
                TableIsMalformed,
            ),
            "file",
        ),
    }

    def __init__(self, *args: Any, actor: User, cycles: Sequence[Cycle], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = {
            "organisation": Organisation.objects.acted_for_by(actor).distinct(),
            "cycle": Cycle.objects.filter(pk__in=[cycle.pk for cycle in cycles]),
        }
        for name, queryset in offered.items():
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = queryset

    def clean_file(self) -> UploadedFile:
        """Before it is read into memory."""
        sent: UploadedFile = self.cleaned_data["file"]
        if (sent.size or 0) > MOST_BYTES:
            raise ValidationError(str(FileIsTooLarge(MOST_MEGABYTES)))
        return sent

    def clean_made_on(self) -> Any:
        made_on = self.cleaned_data["made_on"]
        if made_on > timezone.localdate():
            raise ValidationError(gettext("作成日が、今日より後になっています。"))
        return made_on

    def description(self) -> Description:
        said = self.cleaned_data
        return Description(
            title=said["title"],
            about=said["about"],
            theme=said["theme"],
            area=said["area"],
            licence=Licence(said["licence"]),
            source=said["source"],
            made_on=said["made_on"],
            language=language_of(f"{said['title']}\n{said['about']}"),
        )


class RequestForm(RefusableForm):
    text = TitleField(
        label=_("ほしいデータ"), max_length=200, help_text=_("例：町ごとの街灯の数と場所")
    )
    why = TextField(
        label=_("使いみち"),
        max_length=1000,
        help_text=_("何を確かめたいのか、わかると市も探しやすくなります。"),
    )
    cycle = NamedField(queryset=Cycle.objects.none(), label=_("サイクル"), empty_label=None)

    def __init__(self, *args: Any, cycles: Sequence[Cycle], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.cycles = cycles
        field = self.fields["cycle"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Cycle.objects.filter(pk__in=[cycle.pk for cycle in cycles])
        if len(cycles) == 1:
            del self.fields["cycle"]

    def chosen_cycle(self) -> Cycle:
        cycle: Cycle = self.cleaned_data.get("cycle") or self.cycles[0]
        return cycle

    def language(self) -> str:
        return language_of(f"{self.cleaned_data['text']}\n{self.cleaned_data['why']}")


class RequestAnswerForm(RefusableForm):
    state = forms.ChoiceField(
        label=_("回答"),
        choices=[
            (state.value, name)
            for state, name in REQUEST_STATE_NAMES.items()
            if state != RequestState.WAITING
        ],
        widget=forms.RadioSelect,
    )
    data_set = forms.ModelChoiceField(
        queryset=DataSet.objects.order_by("-created_at"),
        label=_("提供するデータ"),
        required=False,
        empty_label=_("選んでください"),
        help_text=_("先に資料として登録してから、ここで選びます。"),
    )
    text = TextField(
        label=_("説明・理由"),
        max_length=2000,
        help_text=_("公開されます。提供できないときは、理由を書いてください。"),
    )
    field_of: ClassVar[dict[type[RuleViolation], str]] = {
        DataSetIsMissing: "data_set",
        ReasonIsMissing: "text",
    }

    def request_answer(self) -> RequestAnswer:
        said = self.cleaned_data
        return RequestAnswer(
            text=said["text"], data_set=said["data_set"], language=language_of(said["text"])
        )

    def is_provided(self) -> bool:
        return bool(self.cleaned_data["state"] == RequestState.PROVIDED)
