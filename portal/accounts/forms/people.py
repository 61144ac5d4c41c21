"""What people tell about themselves, and the deeds around their account."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.accounts.forms.fields import CHOOSE, CityAreaField, DisplayNameField, WardField
from portal.accounts.models.people import LANGUAGE_CHOICES
from portal.accounts.names import ROLE_NAMES
from portal.accounts.roles import GRANTABLE, Role
from portal.common.fields import RefusableForm, TitleField


class ProfileForm(forms.Form):
    display_name = DisplayNameField()
    home_area = WardField(label=_("お住まいの区"), required=False, empty_label=_("答えない"))
    language = forms.ChoiceField(
        label=_("通知の言語"), choices=LANGUAGE_CHOICES, widget=forms.RadioSelect
    )


class AgreeForm(forms.Form):
    agreed = forms.BooleanField(label=_("利用規約に同意します"))


class CloseAccountForm(RefusableForm):
    understood = forms.BooleanField(
        label=_("消えるものと残るものを確かめました"),
        error_messages={"required": _("確かめてから、印をつけてください。")},
    )


class GrantRoleForm(RefusableForm):
    """An administrator names the person by the address of their account."""

    email = forms.EmailField(label=_("メールアドレス"))
    role = forms.ChoiceField(
        label=_("役割"),
        choices=[CHOOSE, *((role.value, ROLE_NAMES[role]) for role in sorted(GRANTABLE))],
    )
    area = CityAreaField(
        label=_("担当する区域"),
        required=False,
        empty_label=_("市全体"),
        help_text=_("区役所職員には必ず選んでください。"),
    )

    def clean_role(self) -> Role:
        return Role(self.cleaned_data["role"])

    def granted(self) -> dict[str, Any]:
        return {"role": self.cleaned_data["role"], "area": self.cleaned_data["area"]}


class AuditFilterForm(forms.Form):
    """Narrows the record of deeds by the name of the deed and by the thing it was done to."""

    deed = TitleField(
        label=_("操作の種類"), max_length=80, required=False, help_text=_("例：grant_role")
    )
    subject = TitleField(
        label=_("何に対して"),
        max_length=120,
        required=False,
        help_text=_("例：organisation:12、user:5"),
    )

    def wanted(self) -> dict[str, str]:
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}
