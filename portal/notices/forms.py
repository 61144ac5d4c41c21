"""How often one hears by mail, and of what beside the things one follows."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from portal.common.fields import RefusableForm
from portal.notices.frequencies import Frequency
from portal.notices.models import GroupFollow, Subscription
from portal.notices.names import FREQUENCY_NAMES
from portal.notices.services.subscribing import Wanted
from portal.registers.models import Area, Theme

HOURS = [("", _("なし")), *((str(hour), f"{hour}:00") for hour in range(24))]


class SubscriptionForm(RefusableForm):
    frequency = forms.ChoiceField(
        label=_("メールで受け取る"),
        choices=[(each.value, name) for each, name in FREQUENCY_NAMES.items()],
        widget=forms.RadioSelect,
        help_text=_("お知らせは、このサイトの「お知らせ」にはいつも届きます。"),
    )
    quiet_from = forms.TypedChoiceField(
        label=_("メールを送らない時間の始まり"),
        choices=HOURS,
        coerce=int,
        empty_value=None,
        required=False,
    )
    quiet_until = forms.TypedChoiceField(
        label=_("メールを送らない時間の終わり"),
        choices=HOURS,
        coerce=int,
        empty_value=None,
        required=False,
    )
    areas = forms.ModelMultipleChoiceField(
        label=_("フォローする区"),
        queryset=Area.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("その区のすべての動きが届きます。"),
    )
    themes = forms.ModelMultipleChoiceField(
        label=_("フォローするテーマ"),
        queryset=Theme.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        kwargs.setdefault("initial", _present(user))
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["areas"].queryset = Area.objects.wards()
        fields["themes"].queryset = Theme.objects.all()

    def clean(self) -> dict[str, Any]:
        typed = self.cleaned_data
        if (typed.get("quiet_from") is None) != (typed.get("quiet_until") is None):
            self.add_error(
                "quiet_until", _("始まりと終わりの両方を選ぶか、両方とも「なし」にしてください。")
            )
        return typed

    def wanted(self) -> Wanted:
        typed = self.cleaned_data
        return Wanted(Frequency(typed["frequency"]), typed["quiet_from"], typed["quiet_until"])


def _present(user: User) -> dict[str, Any]:
    held = Subscription.objects.filter(user=user).first()
    follows = list(GroupFollow.objects.filter(user=user))
    return {
        "frequency": held.frequency if held else Frequency.NEVER,
        "quiet_from": held.quiet_from if held else None,
        "quiet_until": held.quiet_until if held else None,
        "areas": [each.area_id for each in follows if each.area_id],
        "themes": [each.theme_id for each in follows if each.theme_id],
    }
