"""What the offices fill in: the plan of an election, ballots, answers, decisions."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from portal.accounts.roles import Role
from portal.common.fields import TextField, TitleField
from portal.lifecycle.models import Cycle
from proposals.models import Cluster, Proposal
from voting.counting import VoteType
from voting.models import Election
from voting.names import BALLOT_TYPE_NAMES, RULE_NAMES, RULE_TEXTS, RULES
from voting.selectors.answers import AnsweredPriority
from voting.selectors.groups import THEME, WARD
from voting.selectors.listable import listable_clusters, listable_proposals
from voting.selectors.parties import quotas_by, with_role
from voting.services import ElectionPlan
from voting.services.holding import HoldingPlan
from voting.states import ElectionKind

# Scoring every option is for short lists on paper elsewhere; it is read, not offered.
OFFERED = (VoteType.APPROVAL, VoteType.CHOOSE_1, VoteType.ORDINAL, VoteType.CUMULATIVE)


def _moment(label: Any) -> forms.DateTimeField:
    return forms.DateTimeField(
        label=label,
        required=False,
        help_text=_("日本時間です。このポータルで投票を行うときに要ります。"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )


class PlanForm(forms.Form):
    """Which proposals or issues are voted on, and how."""

    name_ja = TitleField(label=_("投票の名前"), max_length=100)
    name_en = TitleField(label=_("投票の名前（英語）"), max_length=100)
    clusters = forms.ModelMultipleChoiceField(
        queryset=Cluster.objects.none(),
        label=_("選択肢にする課題"),
        help_text=_("進行役が報告をまとめて確定した課題です。費用はつきません。"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    proposals = forms.ModelMultipleChoiceField(
        queryset=Proposal.objects.none(),
        label=_("選択肢にする提案"),
        help_text=_("投票用紙には、この順に番号がつきます。"),
        widget=forms.CheckboxSelectMultiple,
    )
    ballot_type = forms.ChoiceField(
        label=_("投票のしかた"),
        choices=[(kind.value, BALLOT_TYPE_NAMES[kind]) for kind in OFFERED],
        widget=forms.RadioSelect,
        initial=VoteType.APPROVAL.value,
    )
    min_picks = forms.IntegerField(label=_("選ぶ件数の下限"), min_value=1, required=False)
    max_picks = forms.IntegerField(label=_("選ぶ件数の上限"), min_value=1, required=False)
    budget = forms.DecimalField(
        label=_("投票で配分する予算額（円）"),
        max_digits=16,
        decimal_places=0,
        min_value=1,
    )
    opens_at = _moment(_("投票の開始"))
    closes_at = _moment(_("投票の終了"))
    rule = forms.ChoiceField(
        label=_("集計の規則"),
        help_text=_("票を取り込むと変えられません。結果のページには、この規則が書かれます。"),
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, cycle: Cycle, kind: ElectionKind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        chosen = self.fields["proposals"]
        assert isinstance(chosen, forms.ModelMultipleChoiceField)
        chosen.queryset = listable_proposals(cycle, kind)
        self.rules = {rule.name: rule for rule in RULES[kind]}
        rule = self.fields["rule"]
        assert isinstance(rule, forms.ChoiceField)
        rule.choices = [
            (name, format_lazy(_("{name}：{text}"), name=RULE_NAMES[name], text=RULE_TEXTS[name]))
            for name in self.rules
        ]
        rule.initial = next(iter(self.rules))
        if kind == ElectionKind.BUDGET:
            self.fields["budget"].initial = int(cycle.budget)
            del self.fields["clusters"]
        else:
            del self.fields["budget"]
            self._offer_clusters(cycle)

    def _offer_clusters(self, cycle: Cycle) -> None:
        """Where there are issues, a vote may be on them alone."""
        offered = listable_clusters(cycle)
        if not offered.exists():
            del self.fields["clusters"]
            return
        chosen = self.fields["clusters"]
        assert isinstance(chosen, forms.ModelMultipleChoiceField)
        chosen.queryset = offered
        self.fields["proposals"].required = False

    def plan(self) -> ElectionPlan:
        said = self.cleaned_data
        return ElectionPlan(
            kind=self.kind,
            name_ja=said["name_ja"],
            name_en=said["name_en"],
            ballot_type=VoteType(said["ballot_type"]),
            min_picks=said["min_picks"],
            max_picks=said["max_picks"],
            budget=said.get("budget"),
            rule=self.rules[said["rule"]],
            opens_at=said["opens_at"],
            closes_at=said["closes_at"],
        )


class BallotFileForm(forms.Form):
    """A file of anonymous ballots."""

    file = forms.FileField(
        label=_("票のファイル（.pb）"),
        help_text=_("Pabulib形式の、名前のない票のファイルです。"),
        allow_empty_file=True,
    )


class AnswersForm(forms.Form):
    """One answer per priority; an empty one waits."""

    def __init__(self, *args: Any, priorities: list[AnsweredPriority], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for priority in priorities:
            self.fields[str(priority.option.pk)] = TextField(
                label=_("%(rank)d位「%(title)s」")
                % {"rank": priority.rank, "title": priority.option.item.title},
                max_length=2000,
                required=False,
                initial=priority.answer.text if priority.answer else "",
                widget=forms.Textarea(attrs={"rows": 3}),
            )

    def answers(self) -> dict[int, str]:
        return {int(number): text for number, text in self.cleaned_data.items()}


class DecisionForm(forms.Form):
    """What the assembly decided."""

    approved = forms.TypedChoiceField(
        label=_("議会の決定"),
        choices=[("yes", _("可決")), ("no", _("否決"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    amount = forms.DecimalField(
        label=_("予算額（円）"),
        help_text=_("否決のときは、書いてあっても使いません。"),
        max_digits=16,
        decimal_places=0,
        min_value=1,
        required=False,
    )
    decided_on = forms.DateField(
        label=_("議決日"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    reason = TextField(
        label=_("理由"),
        help_text=_("投票の結果と違うとき、または金額が違うときは、必ず書きます。"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["decided_on"].initial = timezone.localdate

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if said.get("approved") is False:
            said["amount"] = None
            self.errors.pop("amount", None)
        elif said.get("approved") and "amount" not in self.errors and not said.get("amount"):
            self.add_error("amount", _("可決のときは、予算額を書いてください。"))
        return said


class WithdrawalForm(forms.Form):
    """Why a vote that was set up will not be held."""

    reason = TextField(
        label=_("理由"),
        help_text=_("投票のページに載ります。選択肢を出した人たちにも知らせが届きます。"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class HoldingForm(forms.Form):
    """Who holds the keys of a vote, who lists its voters, and how its ballots are limited."""

    trustees = forms.ModelMultipleChoiceField(
        queryset=User.objects.none(),
        label=_("鍵の管理者"),
        help_text=_("「鍵の管理者」の役割を持つ人です。互いに独立した人を選んでください。"),
        widget=forms.CheckboxSelectMultiple,
    )
    threshold = forms.IntegerField(
        label=_("開くのに必要な人数"),
        help_text=_("この人数がそろわなければ、だれも票を読めません。"),
        min_value=1,
        max_value=100,
        initial=2,
    )
    mixes = forms.IntegerField(
        label=_("票を混ぜる回数"),
        help_text=_("1人が1回ずつ混ぜます。1人でも正直なら、だれの票か分からなくなります。"),
        min_value=1,
        max_value=100,
        initial=2,
    )
    registrar = forms.ModelChoiceField(
        queryset=User.objects.none(),
        label=_("名簿管理者"),
        help_text=_("投票する人のコードを作り、署名した名簿を渡す人です。"),
    )
    anonymity_minimum = forms.IntegerField(
        label=_("匿名の下限（票）"),
        help_text=_("これより少ない票は開きません。"),
        min_value=1,
        initial=10,
    )
    points = forms.IntegerField(label=_("1人の持ち点"), min_value=1, initial=10)
    limit = forms.IntegerField(
        label=_("1つの選択肢に配れる点、またはつけられる順位の数"), min_value=1, initial=3
    )
    most_per_theme = forms.IntegerField(
        label=_("同じテーマから選べる件数の上限"),
        help_text=_("空欄なら、テーマごとの上限はありません。"),
        min_value=1,
        required=False,
    )
    most_per_ward = forms.IntegerField(
        label=_("同じ区から選べる件数の上限"),
        help_text=_(
            "空欄なら、区ごとの上限はありません。市全体のための選択肢は、どの区にも数えません。"
        ),
        min_value=1,
        required=False,
    )
    is_mock = forms.BooleanField(
        label=_("模擬投票にする"),
        help_text=_("練習です。開票まで行い、結果は集計に使いません。"),
        required=False,
    )

    def __init__(self, *args: Any, election: Election, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.election = election
        for name, role in (("trustees", Role.TRUSTEE), ("registrar", Role.REGISTRAR)):
            chosen = self.fields[name]
            assert isinstance(chosen, forms.ModelChoiceField)
            chosen.queryset = with_role(role)
        if election.ballot_type != VoteType.CUMULATIVE:
            del self.fields["points"]
            if election.ballot_type != VoteType.ORDINAL:
                del self.fields["limit"]

    def plan(self) -> HoldingPlan:
        said = self.cleaned_data
        most = {THEME: said["most_per_theme"], WARD: said["most_per_ward"]}
        return HoldingPlan(
            trustees=list(said["trustees"]),
            threshold=said["threshold"],
            mixes=said["mixes"],
            registrar=said["registrar"],
            anonymity_minimum=said["anonymity_minimum"],
            limit=said.get("limit") or 0,
            points=said.get("points"),
            quotas=quotas_by(self.election, {c: n for c, n in most.items() if n}),
            is_mock=said["is_mock"],
        )


class CredentialsForm(forms.Form):
    """The registrar's public key, and the list that it signed."""

    key = forms.RegexField(
        r"^[0-9a-f]{64}$",
        label=_("名簿管理者の公開鍵"),
        help_text=_("名簿の道具が表示した、64文字の値です。"),
        error_messages={"invalid": _("0から9とaからfの64文字で書いてください。")},
    )
    file = forms.FileField(
        label=_("署名した名簿（credentials.json）"),
        help_text=_("人の名前も、投票のコードも入っていない、公開してよいファイルです。"),
    )


class FileForm(forms.Form):
    """A file that a trustee or the registrar hands in."""

    file = forms.FileField(label=_("ファイル"))


class TrackerForm(forms.Form):
    """The tracker on a receipt."""

    tracker = forms.RegexField(
        r"^\s*[0-9a-fA-F]{64}\s*$",
        label=_("追跡番号"),
        help_text=_("控えに書かれた64文字の番号です。"),
        error_messages={"invalid": _("追跡番号は、0から9とaからfの64文字です。")},
    )
