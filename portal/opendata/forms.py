"""What is sent for the showcase, and the answer to it."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from portal.common.errors import RuleViolation
from portal.common.fields import RefusableForm, TextField, TitleField
from portal.opendata.errors import ReasonIsMissing
from portal.opendata.services.reuses import SentReuse
from portal.opendata.tables import all_tables


class ReuseForm(RefusableForm):
    title = TitleField(label=_("名前"), max_length=100)
    url = forms.URLField(
        label=_("アドレス"),
        max_length=300,
        assume_scheme="https",
        help_text=_("https:// で始まるもの"),
    )
    about = TextField(
        label=_("どんなものか"), max_length=1000, widget=forms.Textarea(attrs={"rows": 4})
    )
    made_by = TitleField(
        label=_("作った人や団体の名前"),
        max_length=100,
        required=False,
        help_text=_("書くと公開されます。"),
    )
    tables = forms.MultipleChoiceField(
        label=_("使ったデータ"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tables: Any = self.fields["tables"]
        tables.choices = [(table.name, table.title) for table in all_tables()]

    def clean_url(self) -> str:
        url = str(self.cleaned_data["url"])
        if not url.startswith("https://"):
            raise forms.ValidationError(_("https:// で始まるアドレスにしてください。"))
        return url

    def told(self) -> SentReuse:
        typed = self.cleaned_data
        return SentReuse(
            typed["title"],
            typed["url"],
            typed["about"],
            get_language() or "ja",
            typed["made_by"],
            tuple(typed["tables"]),
        )


class ReuseAnswerForm(RefusableForm):
    shown = forms.ChoiceField(
        label=_("活用事例に載せますか"),
        choices=[("yes", _("載せる")), ("no", _("載せない"))],
        widget=forms.RadioSelect,
    )
    reason = TextField(
        label=_("載せない理由"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    field_of: ClassVar[dict[type[RuleViolation], str]] = {ReasonIsMissing: "reason"}
