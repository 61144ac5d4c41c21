"""Suggesting another wording, and answering."""

from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.common.errors import RuleViolation
from portal.common.fields import RefusableForm, TextField
from portal.lifecycle.errors import ReasonIsMissing
from proposals.errors import NothingIsChanged, PassageIsNotThere
from proposals.names import FIELD_NAMES
from proposals.services.suggesting import Passage
from proposals.shared_text import FIELDS


class SuggestionForm(RefusableForm):
    field = forms.ChoiceField(
        label=_("直す欄"), choices=[(name, FIELD_NAMES[name]) for name in FIELDS]
    )
    before = TextField(
        label=_("いまの文"),
        max_length=4000,
        required=False,
        help_text=_("直したい部分を、そのまま写してください。空にすると、欄の終わりに足します。"),
    )
    after = TextField(
        label=_("直した文"),
        max_length=4000,
        required=False,
        help_text=_("空にすると、その部分を消す提案になります。"),
    )
    reason = TextField(
        label=_("直す理由"), max_length=500, required=False, widget=forms.Textarea({"rows": 3})
    )
    field_of: ClassVar[dict[type[RuleViolation], str]] = {
        PassageIsNotThere: "before",
        NothingIsChanged: "after",
    }

    def passage(self) -> Passage:
        return Passage(**{name: self.cleaned_data[name] for name in self.fields})


class DeclineForm(RefusableForm):
    answer = TextField(
        label=_("取り入れない理由"), max_length=500, widget=forms.Textarea({"rows": 3})
    )
    field_of: ClassVar[dict[type[RuleViolation], str]] = {ReasonIsMissing: "answer"}
