"""Making an account."""

from typing import Any

from allauth.account.forms import SignupForm
from django import forms
from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.urls import reverse_lazy
from django.utils.text import format_lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from portal.accounts.forms.fields import DisplayNameField, WardField
from portal.accounts.models import User
from portal.accounts.services.consent import agree_to_terms
from portal.accounts.services.profile import edit_profile


class SignUpForm(SignupForm):
    """Asks for what the portal needs, and for consent to the terms as they hold today.

    An address that has an account already gets the same answer, after the same time.
    """

    display_name = DisplayNameField()
    home_area = WardField(
        label=_("お住まいの区"),
        required=False,
        empty_label=_("答えない"),
        help_text=_("お住まいの区の話題を選びやすくするために使います。公開されません。"),
    )
    agreed = forms.BooleanField(
        label=_("利用規約に同意します"),
        help_text=format_lazy(
            '<a href="{url}">{text}</a>', url=reverse_lazy("terms"), text=_("利用規約を読む")
        ),
        error_messages={"required": _("登録するには、利用規約への同意が必要です。")},
    )
    # Set by the base class once the address has been looked at.
    account_already_exists: bool
    field_order = ("email", "password1", "display_name", "home_area", "agreed")

    def try_save(self, request: HttpRequest) -> tuple[User | None, HttpResponse | None]:
        if self.account_already_exists:
            # A new account hashes the password, which takes its time: so does this one.
            make_password(self.cleaned_data["password1"])
        try:
            tried: tuple[User | None, HttpResponse | None] = super().try_save(request)
        except IntegrityError:
            # The same address, sent twice at once: the other one has the account now.
            self.account_already_exists = True
            tried = super().try_save(request)
        return tried

    @transaction.atomic
    def save(self, request: HttpRequest) -> User:
        """The account, its address and its consent: all or none."""
        user: User = super().save(request)
        return user

    def signup(self, _request: HttpRequest, user: User) -> None:
        given: dict[str, Any] = self.cleaned_data
        edit_profile(
            user=user,
            display_name=given["display_name"],
            home_area=given["home_area"],
            language=get_language() or "ja",
        )
        agree_to_terms(user=user)
