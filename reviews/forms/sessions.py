"""Announcing a session, its memo and follow-up, questions and answers."""

from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from portal.common.errors import RuleViolation
from portal.common.fields import TextField, TitleField
from portal.lifecycle.models import Cycle
from reviews.errors import ProjectsAreMissing, SessionIsInThePast, TextIsMissing
from reviews.forms.fields import DeedForm, MomentField, ProjectField, choice
from reviews.models import Project


class SessionForm(DeedForm):
    title = TitleField(label=_("会議の名前"), max_length=120)
    projects = forms.ModelMultipleChoiceField(
        queryset=Project.objects.none(),
        label=_("検証する事業"),
        widget=forms.CheckboxSelectMultiple,
    )
    scheduled_at = MomentField(
        label=_("開催日時"), help_text=_("事前資料は、この48時間前までに公開します。")
    )
    place = TitleField(label=_("場所・参加のしかた"), max_length=200, required=False)
    field_of: ClassVar[dict[type[RuleViolation], str]] = {
        TextIsMissing: "title",
        ProjectsAreMissing: "projects",
        SessionIsInThePast: "scheduled_at",
    }

    def __init__(self, *args: Any, cycle: Cycle, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        of_cycle = Project.objects.filter(item__cycle=cycle).select_related("item")
        choice(self, "projects").queryset = of_cycle.order_by("item")


class MemoForm(DeedForm):
    memo = TextField(
        widget=forms.Textarea({"rows": "20"}),
        label=_("事前資料"),
        max_length=10_000,
        help_text=_("目標と実績、遅れ、お金、会議で決めたいこと。見出しや箇条書きが使えます。"),
    )
    field_of: ClassVar[dict[type[RuleViolation], str]] = {TextIsMissing: "memo"}


class FollowUpForm(DeedForm):
    follow_up = TextField(
        widget=forms.Textarea({"rows": "20"}),
        label=_("会議の結果"),
        max_length=10_000,
        help_text=_("話し合ったこと、求められたこと、次の会議までに用意するもの。"),
    )
    field_of: ClassVar[dict[type[RuleViolation], str]] = {TextIsMissing: "follow_up"}


class QuestionForm(DeedForm):
    project = ProjectField()
    text = TextField(label=_("質問"), max_length=1000)
    field_of: ClassVar[dict[type[RuleViolation], str]] = {TextIsMissing: "text"}

    def __init__(self, *args: Any, projects: QuerySet[Project], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice(self, "project").offer(projects)


class AnswerForm(DeedForm):
    answer = TextField(label=_("答え"), max_length=2000)
    field_of: ClassVar[dict[type[RuleViolation], str]] = {TextIsMissing: "answer"}
