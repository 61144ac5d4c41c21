"""What a key is for."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import Organisation
from portal.common.fields import RefusableForm, TitleField
from portal.opendata.deeds import all_deeds


class KeyForm(RefusableForm):
    name = TitleField(
        label=_("何に使うか"), max_length=100, help_text=_("例：道路台帳システムからの測定値の登録")
    )
    organisation = forms.ModelChoiceField(
        label=_("担当課"), queryset=Organisation.objects.none(), empty_label=None
    )
    scopes = forms.MultipleChoiceField(label=_("できること"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, departments: QuerySet[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        organisation: Any = self.fields["organisation"]
        organisation.queryset = departments
        scopes: Any = self.fields["scopes"]
        scopes.choices = [(deed.name, deed.label) for deed in all_deeds()]
