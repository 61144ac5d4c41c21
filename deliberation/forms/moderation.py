"""What is typed when something is reported, decided or appealed, and the rules of the city."""

from typing import ClassVar

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from deliberation.models import REASON_LIMIT
from deliberation.names import GROUND_NAMES, choices
from deliberation.states import GROUNDS, Ground
from portal.common.errors import RuleViolation
from portal.common.fields import RefusableForm, TextField, TitleField
from portal.lifecycle.errors import ReasonIsMissing


def _grounds() -> list[tuple[str, Promise]]:
    return choices({ground: GROUND_NAMES[ground] for ground in GROUNDS})


class FlagForm(RefusableForm):
    ground = forms.TypedChoiceField(
        label=_("知らせる理由"), choices=_grounds(), coerce=Ground, widget=forms.RadioSelect
    )
    note = TitleField(
        label=_("説明"),
        max_length=REASON_LIMIT,
        required=False,
        help_text=_("どこが問題かを、短く書いてください。投稿管理者だけが読みます。"),
    )


class DecisionForm(RefusableForm):
    reason = TextField(
        label=_("理由"),
        max_length=REASON_LIMIT,
        widget=forms.Textarea({"rows": 3}),
        help_text=_(
            "書いた本人に伝わり、だれでも読める記録に残ります。個人の情報は書かないでください。"
        ),
    )
    field_of: ClassVar[dict[type[RuleViolation], str]] = {ReasonIsMissing: "reason"}


class HidingForm(DecisionForm):
    ground = forms.TypedChoiceField(
        label=_("非表示にする理由の種類"),
        choices=_grounds(),
        coerce=Ground,
        widget=forms.RadioSelect,
    )
    field_order = ("ground", "reason")


class AppealForm(RefusableForm):
    text = TextField(
        label=_("異議の理由"),
        max_length=1000,
        widget=forms.Textarea({"rows": 5}),
        help_text=_("投稿管理者だけが読みます。非表示にした人とは別の人が判断します。"),
    )
    field_of: ClassVar[dict[type[RuleViolation], str]] = {ReasonIsMissing: "text"}


class RulesForm(RefusableForm):
    new_account_days = forms.IntegerField(
        label=_("新しいアカウントとみなす日数"),
        min_value=0,
        max_value=90,
        help_text=_("0にすると、新しいアカウントの制限をしません。"),
    )
    new_account_posts = forms.IntegerField(
        label=_("新しいアカウントが24時間に書ける件数"), min_value=1, max_value=1000
    )
    watches_links = forms.BooleanField(
        label=_("新しいアカウントがリンクを書いたら、投稿管理者が確認する"), required=False
    )
    refused_words = TextField(
        label=_("受け付けない言葉"),
        max_length=5000,
        required=False,
        widget=forms.Textarea({"rows": 5}),
        help_text=_("1行に1つ。この言葉を含む投稿は送信できません。"),
    )
    watched_words = TextField(
        label=_("確認する言葉"),
        max_length=5000,
        required=False,
        widget=forms.Textarea({"rows": 5}),
        help_text=_("1行に1つ。投稿は表示されたまま、投稿管理者が確認します。"),
    )
    reason = TextField(
        label=_("変える理由"),
        max_length=REASON_LIMIT,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("だれでも読めます。言葉そのものは、投稿管理者だけが読めます。"),
    )
    field_of: ClassVar[dict[type[RuleViolation], str]] = {ReasonIsMissing: "reason"}
