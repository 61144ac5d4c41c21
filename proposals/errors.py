"""The refusals of reports and proposals."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from portal.common.dates import day
from portal.common.errors import NotAllowed, RuleViolation
from proposals.models import CoAuthor, Proposal
from proposals.names import DEED_NAMES, PROPOSAL_STATES, REPORT_STATES
from proposals.states import MOST_PHOTOS, ProposalDeed, ProposalState, ReportState


class PointIsOutsideTheWard(RuleViolation):
    def __init__(self, ward: str) -> None:
        super().__init__(
            _("地図の地点が「%(ward)s」の外にあります。区か地点のどちらかを直してください。")
            % {"ward": ward}
        )


class PointIsOutsideTheCity(RuleViolation):
    def __init__(self) -> None:
        super().__init__(_("地図の地点が市の外にあります。地点を直すか、消してください。"))


class AreaIsMissing(RuleViolation):
    def __init__(self) -> None:
        super().__init__(_("区を選ぶか、地図で地点を選んでください。"))


class AreaIsOutsideTheCycle(RuleViolation):
    def __init__(self, area: str, cycle: str) -> None:
        super().__init__(
            _("「%(area)s」は、サイクル「%(cycle)s」の対象の区域ではありません。")
            % {"area": area, "cycle": cycle}
        )


class TooManyPhotos(RuleViolation):
    def __init__(self) -> None:
        super().__init__(_("写真は%(most)d枚までです。") % {"most": MOST_PHOTOS})


class ChannelIsForStaff(NotAllowed):
    """What came by phone, on paper or at the counter is typed in by staff."""

    def __init__(self) -> None:
        super().__init__(_("電話・書面・窓口で受けた報告を登録できるのは、市の職員だけです。"))


class ReportCannotChange(RuleViolation):
    """The table of a report's states has no way from the one to the other."""

    def __init__(self, current: ReportState, wanted: ReportState) -> None:
        super().__init__(
            _("この報告は「%(current)s」なので、「%(wanted)s」にはできません。")
            % {"current": REPORT_STATES[current].name, "wanted": REPORT_STATES[wanted].name}
        )


class OtherReportIsMissing(RuleViolation):
    def __init__(self) -> None:
        super().__init__(_("同じ内容の、先にあった報告の番号を入れてください。"))


class OtherReportIsUnfit(RuleViolation):
    """A report is no duplicate of itself, nor of one that is a duplicate already."""

    def __init__(self) -> None:
        super().__init__(_("その報告は、それ自体か、すでに重複とされた報告です。"))


class DeedIsNotOpen(RuleViolation):
    """The table of a proposal's states does not have the deed in this state."""

    def __init__(self, state: ProposalState, deed: ProposalDeed) -> None:
        super().__init__(
            _("この提案は「%(state)s」なので、「%(deed)s」ことはできません。")
            % {"state": PROPOSAL_STATES[state].name, "deed": DEED_NAMES[deed]}
        )


class NotAnAuthor(NotAllowed):
    def __init__(self) -> None:
        super().__init__(
            _("この提案を直したり提出したりできるのは、書いた人と共同提案団体だけです。")
        )


class NotTheRepresentative(NotAllowed):
    def __init__(self, organisation: str) -> None:
        super().__init__(
            _("これができるのは、「%(organisation)s」の代表だけです。")
            % {"organisation": organisation}
        )


class ReportsAreMissing(RuleViolation):
    def __init__(self) -> None:
        super().__init__(_("提案のもとになる報告を、1件以上選んでください。"))


class TextsAreMissing(RuleViolation):
    """A draft may have gaps; what is handed in may not."""

    def __init__(self, names: Iterable[str]) -> None:
        super().__init__(
            _("提出する前に、次の欄を書いてください：%(names)s") % {"names": _("、").join(names)}
        )


class EditedMeanwhile(RuleViolation):
    """Somebody else saved a newer text; `current` holds it, and nothing was overwritten."""

    def __init__(self, current: Proposal) -> None:
        self.current = current
        super().__init__(
            _("書いている間に、ほかの人が第%(revision)d版を保存しました。")
            % {"revision": current.revision}
        )


class DraftIsFull(RuleViolation):
    """So much was written and struck out that the document of the draft holds no more."""

    def __init__(self) -> None:
        super().__init__(
            _("一緒に書く記録がいっぱいです。続きは、ふつうの入力欄で書き直してください。")
        )


class UpdateIsUnfit(RuleViolation):
    """It is too big, or nothing that our page writes."""

    def __init__(self) -> None:
        super().__init__(
            _("送られた変更を読めませんでした。文を控えてから、ページを開き直してください。")
        )


class DraftIsNotShared(NotAllowed):
    def __init__(self) -> None:
        super().__init__(_("この下書きは、書く人と招かれた団体の人だけが読めます。"))


class NothingIsChanged(RuleViolation):
    def __init__(self) -> None:
        super().__init__(_("いまの文と同じです。直した文を書いてください。"))


class PassageIsNotThere(RuleViolation):
    """The field does not hold the passage that a suggestion changes, or no longer."""

    def __init__(self) -> None:
        super().__init__(
            _("この部分は、選んだ欄の文に見つかりません。書き直された後かもしれません。")
        )


class SuggestionIsDecided(RuleViolation):
    def __init__(self) -> None:
        super().__init__(_("この直しの提案には、すでに答えが出ています。"))


class TooManySuggestions(RuleViolation):
    def __init__(self, most: int) -> None:
        super().__init__(
            _(
                "答えを待っている直しの提案が%(most)d件あります。答えが出てから、また提案してください。"
            )
            % {"most": most}
        )


class RevisionIsUnknown(RuleViolation):
    def __init__(self) -> None:
        super().__init__(_("その版はありません。"))


class OrganisationIsListed(RuleViolation):
    def __init__(self, organisation: str) -> None:
        super().__init__(
            _("「%(organisation)s」は、すでに招かれています。") % {"organisation": organisation}
        )


class OrganisationIsNotVerified(RuleViolation):
    def __init__(self, organisation: str) -> None:
        super().__init__(
            _("「%(organisation)s」は、まだ区役所の確認を受けていないため、招くことができません。")
            % {"organisation": organisation}
        )


class InvitationIsNotAccepted(RuleViolation):
    def __init__(self) -> None:
        super().__init__(_("先に、共同提案者になる招きを受けてください。"))


class TextHasChanged(RuleViolation):
    """Consent was meant for an earlier text than the present one."""

    def __init__(self, revision: int) -> None:
        super().__init__(
            _(
                "読んでいた後に提案が書き直され、いまは第%(revision)d版です。もう一度読んでください。"
            )
            % {"revision": revision}
        )


class ConsentIsMissing(RuleViolation):
    """Names the organisations that have not consented to the present text."""

    def __init__(self, missing: Iterable[CoAuthor]) -> None:
        self.organisations = [each.organisation.shown_name for each in missing]
        super().__init__(
            _("提出には、共同提案団体すべての同意が必要です。まだの団体：%(names)s")
            % {"names": _("、").join(self.organisations)}
        )


class NotTheDepartment(NotAllowed):
    def __init__(self, department: str) -> None:
        super().__init__(_("「%(department)s」の職員だけができます。") % {"department": department})


class OwnProposal(NotAllowed):
    """Nobody judges what they wrote themselves."""

    def __init__(self) -> None:
        super().__init__(_("自分が書いた提案を審査することはできません。"))


class FindingsAreMissing(RuleViolation):
    def __init__(self) -> None:
        super().__init__(_("法令・費用・重なり・実現性の4つの欄をすべて書いてください。"))


class CostIsMissing(RuleViolation):
    def __init__(self) -> None:
        super().__init__(_("費用の行を1行以上書き、実施する方法を選んでください。"))


class OptionsAreMissing(RuleViolation):
    """Ways of delivery are compared before one is costed, or it is said why there is but one."""

    def __init__(self) -> None:
        super().__init__(
            _("実施の方法を2つ以上比べるか、一つの方法だけを示す理由を書いてください。")
        )


class RangeIsOutOfOrder(RuleViolation):
    def __init__(self, name: str) -> None:
        super().__init__(
            _("「%(name)s」の金額が、少ない場合と多い場合の間にありません。") % {"name": name}
            if name
            else _("満足度の見込みは、低い場合が高い場合を超えないようにしてください。")
        )


class FindingsContradictTheVerdict(RuleViolation):
    """What has an obstacle is not costed; what has none is not declined."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "4つの欄の判断と結論が合っていません。「問題あり」の欄があるものは実施できるとはできず、"
                "すべて「問題なし」のものは不採択にできません。"
            )
        )


class OpinionsAreMissing(RuleViolation):
    """Names the concerned departments that have not answered and still have time to."""

    def __init__(self, departments: Iterable[str]) -> None:
        super().__init__(
            _("関係する課の意見を待っています：%(names)s") % {"names": _("、").join(departments)}
        )


class DepartmentIsUnfit(RuleViolation):
    """The lead is not concerned besides; and nobody is asked twice before they have answered."""

    def __init__(self, department: str) -> None:
        super().__init__(
            _("「%(department)s」は審査の担当課か、すでに意見を求めた課です。")
            % {"department": department}
        )


class OpinionIsGiven(RuleViolation):
    def __init__(self) -> None:
        super().__init__(_("この意見は、すでに出されています。"))


class QuestionIsAnswered(RuleViolation):
    def __init__(self) -> None:
        super().__init__(_("この質問には、すでに答えがあります。"))


class InterestsAreNotDeclared(RuleViolation):
    def __init__(self) -> None:
        super().__init__(_("点数をつける前に、利害関係の有無を申告してください。"))


class HasAnInterest(NotAllowed):
    """Who declared a conflict of interest, or wrote the proposal, gives it no points."""

    def __init__(self) -> None:
        super().__init__(_("利害関係のある提案には、点数をつけられません。"))


class PointsAreGiven(RuleViolation):
    """The proposal was answered: what was judged by stays as it was."""

    def __init__(self) -> None:
        super().__init__(_("この提案の審査は終わったので、点数は変えられません。"))


class AppealIsLate(RuleViolation):
    def __init__(self, last_day: date) -> None:
        super().__init__(
            _("不服を申し出る期限（%(day)s）を過ぎています。") % {"day": day(last_day)}
        )


class AppealIsSpent(RuleViolation):
    def __init__(self) -> None:
        super().__init__(_("不服の申出は、一つの提案について一度だけです。"))


class SameDecider(NotAllowed):
    """An appeal is decided by another department, in the person of somebody else."""

    def __init__(self) -> None:
        super().__init__(
            _("不服の申出に答えられるのは、審査をした課と職員のほかの、別の課の職員だけです。")
        )


class SortingIsUnderWay(RuleViolation):
    def __init__(self) -> None:
        super().__init__(_("自動分析は、いま行われています。終わるまでお待ちください。"))


class ReportsDoNotFit(RuleViolation):
    """None is chosen, or one belongs elsewhere; somebody else may have sorted it meanwhile."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "選んだ報告では、この操作はできません。ほかの人が先に整理していないか、"
                "全部または0件を選んでいないかを確かめてください。"
            )
        )


class ClusterCannotChange(RuleViolation):
    def __init__(self, title: str) -> None:
        super().__init__(
            _("課題「%(title)s」は、ほかの課題にまとめられたか、取り消されています。")
            % {"title": title}
        )


class ClusterIsSettled(RuleViolation):
    """It stands on a ballot."""

    def __init__(self, title: str) -> None:
        super().__init__(
            _("課題「%(title)s」は投票の選択肢になっているので、もう変えられません。")
            % {"title": title}
        )


class NotTheLastChange(RuleViolation):
    def __init__(self) -> None:
        super().__init__(
            _("取り消せるのは、最後の変更だけです。そのあとに、ほかの変更がありました。")
        )
