"""The agenda of a session, and what is written together in it."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.common.errors import RuleViolation
from portal.common.fields import TextField, TitleField
from reviews.errors import AgendaIsEmpty, NoteHasChanged, TextIsMissing
from reviews.forms.fields import DeedForm, ProjectField, choice
from reviews.models import ReviewSession
from reviews.names import NOTE_KIND_NAMES, choices
from reviews.states import NoteKind


class AgendaForm(DeedForm):
    points = TextField(
        label=_("議題"),
        max_length=3000,
        help_text=_("1行に1つ。事業の名前の行では、会場の画面にその事業の図が出ます。"),
    )
    field_of: ClassVar[dict[type[RuleViolation], str]] = {AgendaIsEmpty: "points"}


class NoteForm(DeedForm):
    kind = forms.ChoiceField(
        label=_("種類"),
        choices=choices(NOTE_KIND_NAMES),
        initial=NoteKind.NOTE,
        widget=forms.RadioSelect,
    )
    project = ProjectField(required=False, empty_label=_("会議全体"))
    text = TextField(label=_("内容"), max_length=1000)
    field_of: ClassVar[dict[type[RuleViolation], str]] = {TextIsMissing: "text"}

    def __init__(self, *args: Any, session: ReviewSession, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = session.projects.select_related("item").order_by("item")
        choice(self, "project").queryset = offered


class MendForm(DeedForm):
    text = TextField(label=_("内容"), max_length=1000)
    version = forms.IntegerField(widget=forms.HiddenInput)
    field_of: ClassVar[dict[type[RuleViolation], str]] = {
        TextIsMissing: "text",
        NoteHasChanged: "text",
    }


class CarryForm(DeedForm):
    note = TitleField(
        label=_("話し合ったこと"),
        max_length=300,
        required=False,
        help_text=_("なぜ残っているか、次までに何をするか。公開されます。"),
    )
