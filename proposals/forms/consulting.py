"""What is written in the course of a screening: opinions, questions, points, an appeal."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import Organisation, User
from portal.common.errors import RuleViolation
from portal.common.fields import RefusableForm, TextField
from portal.common.written import language_of
from portal.lifecycle.errors import ReasonIsMissing
from proposals.errors import DepartmentIsUnfit
from proposals.forms.screening import judgement_field
from proposals.models import Proposal, Scorecard
from proposals.names import CRITERION_NAMES, OUTCOMES
from proposals.services import AppealAnswer, Opinion, Points
from proposals.states import LEAST_POINTS, MOST_POINTS, AppealOutcome, Criterion, Judgement


class AskDepartmentForm(RefusableForm):
    department = forms.ModelChoiceField(
        queryset=Organisation.objects.none(),
        label=_("意見を求める関係課"),
        empty_label=_("選んでください"),
    )
    field_of: ClassVar[dict[type[RuleViolation], str]] = {DepartmentIsUnfit: "department"}

    def __init__(self, *args: Any, proposal: Proposal, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["department"]
        assert isinstance(field, forms.ModelChoiceField)
        departments = Organisation.objects.departments().active()
        field.queryset = departments.exclude(pk=proposal.screening.department_id)


class TextForm(RefusableForm):
    """One text of a real length."""

    text = TextField(max_length=2000)
    field_of: ClassVar[dict[type[RuleViolation], str]] = {ReasonIsMissing: "text"}

    @property
    def language(self) -> str:
        return language_of(self.cleaned_data["text"])


class AskAuthorsForm(TextForm):
    text = TextField(
        label=_("提案した人への質問"),
        max_length=1000,
        help_text=_("質問と答えは公開されます。答えるために提案を書き直す必要はありません。"),
    )


class AnswerQuestionForm(TextForm):
    text = TextField(
        label=_("質問への答え"), max_length=2000, help_text=_("公開され、審査する課に届きます。")
    )


class AppealForm(TextForm):
    text = TextField(
        label=_("不服の理由"),
        max_length=2000,
        help_text=_("市の回答のどこが、なぜ違うと思うかを書いてください。公開されます。"),
    )


class OpinionForm(TextForm):
    judgement = judgement_field(_("関係する課としての判断"))
    text = TextField(
        label=_("意見（理由）"),
        max_length=2000,
        help_text=_("公開され、担当課が回答にまとめます。"),
    )

    def opinion(self) -> Opinion:
        said = self.cleaned_data
        return Opinion(Judgement(said["judgement"]), said["text"], self.language)


class InterestsForm(RefusableForm):
    has_conflict = forms.TypedChoiceField(
        label=_("この提案に利害関係がありますか"),
        choices=[("no", _("ありません")), ("yes", _("あります（点数はつけられません）"))],
        coerce=lambda said: said == "yes",
        widget=forms.RadioSelect,
        help_text=_("自分や家族、所属する団体が関わっている、費用を受け取る、など。"),
    )
    conflict = TextField(
        label=_("利害関係の内容"),
        max_length=500,
        required=False,
        help_text=_("「あります」のときに書きます。公開されるのは、申告した人数だけです。"),
    )
    field_of: ClassVar[dict[type[RuleViolation], str]] = {ReasonIsMissing: "conflict"}


class PointsForm(TextForm):
    text = TextField(label=_("点数の理由"), max_length=2000)
    field_order = list(Criterion)

    def __init__(self, *args: Any, card: Scorecard, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for criterion, name in CRITERION_NAMES.items():
            self.fields[criterion.value] = forms.TypedChoiceField(
                label=name,
                choices=[(str(n), str(n)) for n in range(LEAST_POINTS, MOST_POINTS + 1)],
                coerce=int,
                widget=forms.RadioSelect,
                initial=card.points[criterion],
            )
        self.fields["text"].initial = card.reason
        self.order_fields(self.field_order)

    def points(self) -> Points:
        said = self.cleaned_data
        of = {criterion: said[criterion.value] for criterion in Criterion}
        return Points(of, said["text"], self.language)


class DecideAppealForm(TextForm):
    department = forms.ModelChoiceField(
        queryset=Organisation.objects.none(), label=_("答える課"), empty_label=None
    )
    outcome = forms.ChoiceField(
        label=_("結論"),
        choices=[(outcome.value, text.name) for outcome, text in OUTCOMES.items()],
        widget=forms.RadioSelect,
    )
    text = TextField(label=_("回答（理由）"), max_length=4000, help_text=_("公開されます。"))

    def __init__(self, *args: Any, officer: User, proposal: Proposal, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["department"]
        assert isinstance(field, forms.ModelChoiceField)
        mine = Organisation.objects.departments().acted_for_by(officer).distinct()
        field.queryset = mine.exclude(pk=proposal.screening.department_id)

    def appeal_answer(self) -> AppealAnswer:
        said = self.cleaned_data
        return AppealAnswer(AppealOutcome(said["outcome"]), said["text"], self.language)
