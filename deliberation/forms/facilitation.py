"""What who chairs a discussion types, and what those object on whose words a summary rests."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from deliberation.errors import NothingIsSaid, RestsOnNothing
from deliberation.models import SUMMARY_LIMIT, Contribution
from portal.common.errors import RuleViolation
from portal.common.fields import RefusableForm, TextField
from portal.lifecycle.errors import ReasonIsMissing
from portal.lifecycle.models import Item

SHOWN_LETTERS = 60


class _RestingForm(RefusableForm):
    """A text, and the contributions of the thread that it rests on, by their numbers."""

    rests_on = forms.TypedMultipleChoiceField(
        label=_("もとになった意見"), coerce=int, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, offered: Iterable[Contribution], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["rests_on"]
        field.choices = [(said.sequence, _line_of(said)) for said in offered]


class SummaryForm(_RestingForm):
    text = TextField(
        label=_("まとめ"),
        max_length=SUMMARY_LIMIT,
        widget=forms.Textarea({"rows": 6}),
        help_text=_("書かれたことだけを、短く。あなたの意見は書かないでください。"),
    )
    field_order = ("text", "rests_on")
    field_of: ClassVar[dict[type[RuleViolation], str]] = {
        NothingIsSaid: "text",
        RestsOnNothing: "rests_on",
    }


class OutcomeForm(_RestingForm):
    text = TextField(
        label=_("結果"),
        max_length=SUMMARY_LIMIT,
        widget=forms.Textarea({"rows": 6}),
        help_text=_("何が決まったか、どの意見が決め手になったか、次に何をするか。"),
    )
    field_order = ("text", "rests_on")
    field_of: ClassVar[dict[type[RuleViolation], str]] = {
        ReasonIsMissing: "text",
        RestsOnNothing: "rests_on",
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["rests_on"].label = _("決め手になった意見")


class ObjectionForm(RefusableForm):
    text = TextField(
        label=_("異なるところ"),
        max_length=500,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("まとめの下に、名前とともに公開されます。"),
    )
    field_of: ClassVar[dict[type[RuleViolation], str]] = {NothingIsSaid: "text"}


class ReasonForm(RefusableForm):
    reason = TextField(
        label=_("理由"),
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("だれでも読める進行の記録に残ります。"),
    )
    field_of: ClassVar[dict[type[RuleViolation], str]] = {ReasonIsMissing: "reason"}


class MoveForm(ReasonForm):
    to = forms.ModelChoiceField(
        label=_("移す先の話し合い"), queryset=Item.objects.none(), empty_label=None
    )
    field_order = ("to", "reason")

    def __init__(self, *args: Any, others: Iterable[Item], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["to"]
        field.queryset = others


def _line_of(said: Contribution) -> str:
    text = Truncator(" ".join(said.text.split())).chars(SHOWN_LETTERS)
    return f"{said.sequence}. {said.author.name}：{text}"
