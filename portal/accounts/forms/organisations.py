"""Registering, editing, joining and verifying an organisation."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.accounts.errors import NameIsTaken, ReasonIsTooShort
from portal.accounts.forms.fields import CHOOSE, CityAreaField, CorporateNumberField
from portal.accounts.models import Membership, Organisation
from portal.accounts.names import (
    COMMITTEE_SEAT_NAMES,
    MEMBER_ROLE_NAMES,
    ORGANISATION_KIND_NAMES,
)
from portal.accounts.organisations import (
    OPEN_TO_RESIDENTS,
    CommitteeSeat,
    MemberRole,
    OrganisationKind,
)
from portal.common.errors import RuleViolation
from portal.common.fields import RefusableForm, TextField, TitleField
from portal.common.validators import validate_no_address

KINDS = [(kind.value, name) for kind, name in ORGANISATION_KIND_NAMES.items()]
KINDS_OF_RESIDENTS = [(kind, name) for kind, name in KINDS if kind in OPEN_TO_RESIDENTS]
MEMBER_ROLES = [(role.value, name) for role, name in MEMBER_ROLE_NAMES.items()]
EVERYTHING = ("", _("すべて"))


class IdentityForm(RefusableForm):
    """What a ward officer verifies."""

    name = TitleField(label=_("団体名"), max_length=120, validators=[validate_no_address])
    area = CityAreaField(label=_("活動する区域"), empty_label=_("選んでください"))
    corporate_number = CorporateNumberField(required=False)

    field_of: ClassVar[dict[type[RuleViolation], str]] = {NameIsTaken: "name"}


class PageForm(RefusableForm):
    """What an organisation tells about itself."""

    name_en = TitleField(
        label=_("団体名（英語）"),
        max_length=160,
        required=False,
        validators=[validate_no_address],
    )
    about = TextField(
        label=_("活動の紹介"),
        max_length=2000,
        required=False,
        help_text=_("どんな人が、どこで、何をしている団体かを書いてください。"),
    )


class RegisterForm(PageForm, IdentityForm):
    kind = forms.ChoiceField(label=_("種別"), choices=[CHOOSE, *KINDS_OF_RESIDENTS])
    field_order = ("kind", "name", "name_en", "area", "corporate_number", "about")

    def clean_kind(self) -> OrganisationKind:
        return OrganisationKind(self.cleaned_data["kind"])


class DepartmentForm(PageForm):
    name = TitleField(label=_("課の名前"), max_length=120, validators=[validate_no_address])
    area = CityAreaField(label=_("担当する区域"), empty_label=_("選んでください"))
    representative_email = forms.EmailField(
        label=_("代表になる職員のメールアドレス"), help_text=_("このアドレスに招待を送ります。")
    )
    field_order = ("name", "name_en", "area", "about", "representative_email")

    field_of: ClassVar[dict[type[RuleViolation], str]] = {NameIsTaken: "name"}


class OrganisationFilterForm(forms.Form):
    q = TitleField(label=_("団体名"), max_length=100, required=False)
    kind = forms.ChoiceField(label=_("種別"), choices=[EVERYTHING, *KINDS], required=False)
    area = CityAreaField(label=_("区域"), required=False, empty_label=_("すべて"))


class InviteForm(RefusableForm):
    email = forms.EmailField(label=_("メールアドレス"))
    role = forms.ChoiceField(
        label=_("役割"),
        choices=MEMBER_ROLES,
        initial=MemberRole.VIEWER,
        help_text=_(
            "代表は団体のすべてを、編集は団体名での投稿と紹介文を、閲覧はメンバーの一覧を扱えます。"
        ),
    )

    def clean_role(self) -> MemberRole:
        return MemberRole(self.cleaned_data["role"])


class MemberRoleForm(RefusableForm):
    role = forms.ChoiceField(label=_("役割"), choices=MEMBER_ROLES)

    def clean_role(self) -> MemberRole:
        return MemberRole(self.cleaned_data["role"])


class _MemberField(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Membership) -> str:
        return gettext("%(name)s（%(role)s）") % {
            "name": obj.user.name,
            "role": obj.get_role_display(),
        }


class HandOverForm(RefusableForm):
    """To whom: any other member of this organisation, and nobody else."""

    to = _MemberField(
        queryset=Membership.objects.none(),
        label=_("引き継ぐ相手"),
        empty_label=_("選んでください"),
    )

    def __init__(self, data: Any, *, organisation: Organisation, giver: int) -> None:
        super().__init__(data)
        field = self.fields["to"]
        assert isinstance(field, _MemberField)
        field.queryset = (
            organisation.memberships.in_force().exclude(user=giver).select_related("user")
        )


class _OrganisationField(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Organisation) -> str:
        return obj.shown_name


class OfferSeatForm(RefusableForm):
    """Which body of the same area is asked to hold which of the five seats."""

    seat = forms.ChoiceField(
        label=_("構成団体の種別"),
        choices=[(seat.value, name) for seat, name in COMMITTEE_SEAT_NAMES.items()],
    )
    member = _OrganisationField(
        queryset=Organisation.objects.none(),
        label=_("招く団体"),
        empty_label=_("選んでください"),
        help_text=_("同じ区域に登録されている団体から選べます。"),
    )

    def __init__(self, data: Any, *, committee: Organisation) -> None:
        super().__init__(data)
        field = self.fields["member"]
        assert isinstance(field, _OrganisationField)
        field.queryset = Organisation.objects.able_to_hold_a_seat().near(committee)

    def clean_seat(self) -> CommitteeSeat:
        return CommitteeSeat(self.cleaned_data["seat"])


class VerificationForm(RefusableForm):
    accepted = forms.TypedChoiceField(
        label=_("確認の結果"),
        choices=[("yes", _("確認する")), ("no", _("確認しない"))],
        coerce=lambda answer: answer == "yes",
        widget=forms.RadioSelect,
    )
    reason = TextField(
        label=_("理由"),
        max_length=2000,
        help_text=_("何を見て判断したかを書いてください。団体の代表に送られます。"),
    )

    field_of: ClassVar[dict[type[RuleViolation], str]] = {ReasonIsTooShort: "reason"}
