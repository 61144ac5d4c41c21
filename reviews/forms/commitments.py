"""Commitments: making, assigning, settling, renegotiating."""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from portal.common.errors import RuleViolation
from portal.common.fields import TextField, TitleField
from portal.lifecycle.errors import ReasonIsMissing
from reviews.errors import (
    DueDateHasPassed,
    DueDateIsTheSame,
    EvidenceIsMissing,
    TextIsMissing,
)
from reviews.forms.fields import DayField, DeedForm, OwnerField, ProjectField, choice
from reviews.models import ReviewSession
from reviews.selectors.parts import projects_of


class CommitmentForm(DeedForm):
    project = ProjectField()
    text = TitleField(
        label=_("約束の内容"), max_length=200, help_text=_("できたかどうかを確かめられる形で")
    )
    owner = OwnerField(required=False, help_text=_("会議の結果を公開するまでに決めます。"))
    due_on = DayField(label=_("期限"), required=False)
    field_of: ClassVar[dict[type[RuleViolation], str]] = {
        TextIsMissing: "text",
        DueDateHasPassed: "due_on",
    }

    def __init__(self, *args: Any, session: ReviewSession, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice(self, "project").offer(projects_of(session))
        choice(self, "owner").offer()


class AssignForm(DeedForm):
    owner = OwnerField()
    due_on = DayField(label=_("期限"))
    field_of: ClassVar[dict[type[RuleViolation], str]] = {DueDateHasPassed: "due_on"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice(self, "owner").offer()


class SettleForm(DeedForm):
    evidence = TextField(
        label=_("実行したことがわかる根拠"),
        max_length=2000,
        help_text=_("だれでも確かめられる資料や数字、日付を書きます。"),
    )
    field_of: ClassVar[dict[type[RuleViolation], str]] = {EvidenceIsMissing: "evidence"}


class RenegotiateForm(DeedForm):
    due_on = DayField(label=_("新しい期限"))
    reason = TextField(
        label=_("約束し直す理由"),
        max_length=2000,
        help_text=_("はじめの期限とこの理由は、ずっと公開されます。"),
    )
    field_of: ClassVar[dict[type[RuleViolation], str]] = {
        DueDateHasPassed: "due_on",
        DueDateIsTheSame: "due_on",
        ReasonIsMissing: "reason",
    }
