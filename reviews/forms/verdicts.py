"""The panel's conclusion."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.common.errors import RuleViolation
from portal.common.fields import TextField
from portal.lifecycle.errors import ReasonIsMissing
from reviews.errors import (
    DueDateHasPassed,
    EvidenceIsMissing,
    ImprovementIsIncomplete,
    ImprovementIsMissing,
    OutcomeIsNotMeasured,
)
from reviews.forms.fields import DayField, DeedForm, ProjectField, choice
from reviews.models import Indicator, ReviewSession
from reviews.names import VERDICTS, state_choices
from reviews.selectors.parts import projects_of
from reviews.services import Improvement


class VerdictForm(DeedForm):
    project = ProjectField()
    kind = forms.ChoiceField(
        label=_("結論"), choices=state_choices(VERDICTS), widget=forms.RadioSelect
    )
    reason = TextField(
        label=_("理由"),
        max_length=2000,
        help_text=_("公開され、最初に報告した人や賛同した人にも届きます。"),
    )
    evidence = TextField(label=_("根拠とした資料・数字"), max_length=2000)
    improvement = TextField(
        label=_("改善策"),
        max_length=2000,
        required=False,
        help_text=_("結論が「改善」のときは必ず書きます。住民が賛同できます。"),
    )
    measured_by = forms.ModelChoiceField(
        queryset=Indicator.objects.none(),
        label=_("改善を確かめる指標"),
        required=False,
        empty_label=_("選んでください"),
    )
    measured_on = DayField(label=_("もう一度測る日"), required=False)
    field_of: ClassVar[dict[type[RuleViolation], str]] = {
        ReasonIsMissing: "reason",
        EvidenceIsMissing: "evidence",
        ImprovementIsMissing: "improvement",
        ImprovementIsIncomplete: "improvement",
        DueDateHasPassed: "measured_on",
        OutcomeIsNotMeasured: "kind",
    }

    def __init__(self, *args: Any, session: ReviewSession, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice(self, "project").offer(projects_of(session))
        of_session = Indicator.objects.filter(project__review_sessions=session)
        choice(self, "measured_by").queryset = of_session.order_by("project", "item")

    def to_improve(self) -> Improvement:
        said = self.cleaned_data
        return Improvement(
            text=said["improvement"],
            measured_by=said["measured_by"],
            measured_on=said["measured_on"],
        )
