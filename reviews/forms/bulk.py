"""A file with many entries: first looked at, then confirmed."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.common.csv_reading import MOST_BYTES, MOST_MEGABYTES, FileIsTooLarge
from portal.common.errors import RuleViolation
from reviews.forms.fields import DeedForm


class BulkForm(DeedForm):
    file = forms.FileField(
        label=_("CSVファイル"),
        widget=forms.ClearableFileInput({"accept": ".csv,text/csv"}),
        help_text=_("UTF-8かShift_JIS。列は、種類、番号、日付、値、出所・財源、補足です。"),
    )
    field_of: ClassVar[dict[type[RuleViolation], str]] = {}

    def clean_file(self) -> Any:
        sent = self.cleaned_data["file"]
        if sent.size > MOST_BYTES:
            raise forms.ValidationError(str(FileIsTooLarge(MOST_MEGABYTES)))
        return sent


class BulkConfirmForm(DeedForm):
    """The file as it was looked at, on its way back."""

    text = forms.CharField(widget=forms.HiddenInput, max_length=MOST_BYTES, strip=False)
