"""Fields that several forms share."""

import unicodedata
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from portal.accounts.models.organisations import validate_corporate_number
from portal.common.fields import TitleField
from portal.common.validators import validate_no_address
from portal.registers.models import Area

# Nothing is chosen for anyone: a slip must not make an administrator.
CHOOSE = ("", _("選んでください"))


class AreaField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """An area by its name in the reader's language."""

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.name)


class WardField(AreaField):
    def __init__(self, **options: Any) -> None:
        super().__init__(queryset=Area.objects.wards(), **options)


class CityAreaField(AreaField):
    def __init__(self, **options: Any) -> None:
        super().__init__(queryset=Area.objects.of_this_city(), **options)


class DisplayNameField(TitleField):
    def __init__(self, **options: Any) -> None:
        super().__init__(
            label=_("表示名"),
            help_text=_("投稿のそばに表示されます。本名でなくてかまいません。"),
            max_length=User._meta.get_field("display_name").max_length,
            validators=[validate_no_address],
            widget=forms.TextInput(attrs={"autocomplete": "nickname"}),
            **options,
        )


class CorporateNumberField(forms.CharField):
    """Thirteen digits, however they were typed: full width, with spaces or hyphens."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            label=_("法人番号"),
            help_text=_(
                "13桁の数字です。町内自治会などで番号がない場合は、空欄のままにしてください。"
            ),
            validators=[validate_corporate_number],
            widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
            **options,
        )

    def to_python(self, value: Any) -> str:
        typed = unicodedata.normalize("NFKC", super().to_python(value) or "")
        return "".join(typed.replace("-", "").split())
