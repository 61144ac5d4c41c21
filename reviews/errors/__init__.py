"""The refusals of reviews."""

from collections.abc import Iterable
from datetime import date, datetime

from django.utils.translation import gettext as _

from portal.common.dates import day, moment_of
from portal.common.errors import NotAllowed, RuleViolation
from portal.lifecycle.names import Text
from reviews.errors.rooms import (
    AgendaIsEmpty as AgendaIsEmpty,
)
from reviews.errors.rooms import (
    BulkIsTooLong as BulkIsTooLong,
)
from reviews.errors.rooms import (
    BulkLinesAreWrong as BulkLinesAreWrong,
)
from reviews.errors.rooms import (
    CadenceIsUnfit as CadenceIsUnfit,
)
from reviews.errors.rooms import (
    ChairDoesNotMendOthers as ChairDoesNotMendOthers,
)
from reviews.errors.rooms import (
    ChairIsAPartyToIt as ChairIsAPartyToIt,
)
from reviews.errors.rooms import (
    ChairIsNeutral as ChairIsNeutral,
)
from reviews.errors.rooms import (
    ColumnsAreMissing as ColumnsAreMissing,
)
from reviews.errors.rooms import (
    CommitmentsAreNotCarried as CommitmentsAreNotCarried,
)
from reviews.errors.rooms import (
    DecisionsAreNotYours as DecisionsAreNotYours,
)
from reviews.errors.rooms import (
    NotAFacilitator as NotAFacilitator,
)
from reviews.errors.rooms import (
    NotAnAnalyst as NotAnAnalyst,
)
from reviews.errors.rooms import (
    NoteHasChanged as NoteHasChanged,
)
from reviews.errors.rooms import (
    NotTheChair as NotTheChair,
)
from reviews.errors.rooms import (
    PanelIsOneSided as PanelIsOneSided,
)
from reviews.errors.rooms import (
    PointIsElsewhere as PointIsElsewhere,
)
from reviews.errors.rooms import (
    QuestionIsHidden as QuestionIsHidden,
)
from reviews.errors.rooms import (
    YearIsNotOver as YearIsNotOver,
)
from reviews.measures import Level
from reviews.names import (
    COMMITMENT_DEED_NAMES,
    COMMITMENT_STATES,
    LEVEL_NAMES,
    PROJECT_DEED_NAMES,
    PROJECT_STATES,
    PROMISE_NAMES,
    SESSION_DEED_NAMES,
    SESSION_STATES,
    VERDICTS,
)
from reviews.states import (
    CommitmentDeed,
    CommitmentState,
    ProjectDeed,
    ProjectState,
    SessionDeed,
    SessionState,
    VerdictKind,
)


def _listed(names: Iterable[object]) -> str:
    return _("、").join(str(name) for name in names)


class NotTheOwner(NotAllowed):
    """Only who acts for the organisation that answers for it may do this."""

    def __init__(self) -> None:
        super().__init__(_("これができるのは、担当する課や団体の人だけです。"))


class _StateForbids(RuleViolation):
    def __init__(self, deed: Text, state: Text) -> None:
        super().__init__(
            _("いまは「%(state)s」なので、「%(deed)s」ことはできません。")
            % {"state": state, "deed": deed}
        )


class ProjectStateForbids(_StateForbids):
    def __init__(self, deed: ProjectDeed, state: ProjectState) -> None:
        super().__init__(PROJECT_DEED_NAMES[deed], PROJECT_STATES[state].name)


class SessionStateForbids(_StateForbids):
    def __init__(self, deed: SessionDeed, state: SessionState) -> None:
        super().__init__(SESSION_DEED_NAMES[deed], SESSION_STATES[state].name)


class CommitmentStateForbids(_StateForbids):
    def __init__(self, deed: CommitmentDeed, state: CommitmentState) -> None:
        super().__init__(COMMITMENT_DEED_NAMES[deed], COMMITMENT_STATES[state].name)


# --- projects and money --------------------------------------------------------------------


class OwnerIsMissing(RuleViolation):
    """Nobody answers for the project yet."""

    def __init__(self) -> None:
        super().__init__(_("担当する課や団体が決まってから始めてください。"))


class ProjectHasAnOwner(RuleViolation):
    """It was taken on already; passing it on takes the consent of both."""

    def __init__(self, owner: str) -> None:
        super().__init__(_("この事業は、すでに「%(owner)s」が担当しています。") % {"owner": owner})


class OnlyADepartmentTakesOn(RuleViolation):
    """What the assembly funded is answered for by a department, unless it is passed on."""

    def __init__(self) -> None:
        super().__init__(_("担当のいない事業を引き受けられるのは、市の担当課だけです。"))


class IndicatorsAreMissing(RuleViolation):
    """A project starts with a complete indicator of each level (C06)."""

    def __init__(self, missing: list[Level], incomplete: dict[str, list[str]]) -> None:
        self.missing = missing
        self.incomplete = incomplete
        gaps = [
            _("「%(level)s」の指標がありません。") % {"level": LEVEL_NAMES[level]}
            for level in missing
        ] + [
            _("指標「%(name)s」に、%(parts)sがありません。")
            % {"name": name, "parts": _listed(PROMISE_NAMES[part] for part in parts)}
            for name, parts in incomplete.items()
        ]
        rule = _(
            "事業を始めるには、活動の量と成果の指標が1つずつ以上必要です。"
            "どの指標にも、基準値・目標値・出所・測る間隔を入れてください。"
        )
        super().__init__(" ".join([rule, *gaps]))


class DatesAreReversed(RuleViolation):
    """The end comes before the beginning."""

    def __init__(self) -> None:
        super().__init__(_("完了予定日は、開始予定日と同じか、それより後にしてください。"))


class DateIsInTheFuture(RuleViolation):
    """What happened has happened by today."""

    def __init__(self) -> None:
        super().__init__(_("今日か、それより前の日付を入れてください。"))


class MilestoneIsReached(RuleViolation):
    """It was recorded before."""

    def __init__(self, reached_on: date) -> None:
        super().__init__(
            _("この節目は、%(date)sに達成したと記録されています。") % {"date": day(reached_on)}
        )


class AmountIsZero(RuleViolation):
    def __init__(self) -> None:
        super().__init__(_("0ではない金額を入れてください。"))


class AmountIsNotWhole(RuleViolation):
    """The currency has no coin for it: half a yen."""

    def __init__(self, currency: str) -> None:
        super().__init__(
            _("%(currency)sの金額に、これより細かい端数は使えません。") % {"currency": currency}
        )


class CorrectionNeedsANote(RuleViolation):
    """Whoever reads the ledger later must learn why an entry was taken back."""

    def __init__(self) -> None:
        super().__init__(_("前の記録を直すときは、何をなぜ直すのかを書いてください。"))


class TotalBelowZero(RuleViolation):
    """More would be taken back than was ever entered."""

    def __init__(self) -> None:
        super().__init__(_("取り消す金額が、これまでに記録した金額より大きくなっています。"))


# --- indicators ----------------------------------------------------------------------------


class IndicatorIsIncomplete(RuleViolation):
    """Once a project is under way, an indicator is added whole or not at all."""

    def __init__(self, parts: list[str]) -> None:
        self.parts = parts
        super().__init__(
            _("始まった事業に加える指標には、%(parts)sも必要です。")
            % {"parts": _listed(PROMISE_NAMES[part] for part in parts)}
        )


class TargetIsTheBaseline(RuleViolation):
    """Nothing would have to change, and no way to the target could be measured."""

    def __init__(self) -> None:
        super().__init__(_("目標値を、基準値とは違う値にしてください。"))


class TargetPointsTheOtherWay(RuleViolation):
    """More was aimed at, and the target is less; or the other way round."""

    def __init__(self) -> None:
        super().__init__(_("目標値が、目指す向き（増やす・減らす）と合っていません。"))


class TargetComesBeforeBaseline(RuleViolation):
    def __init__(self) -> None:
        super().__init__(_("目標日は、基準日より後にしてください。"))


class ReadingBeforeBaseline(RuleViolation):
    """What was before the baseline cannot show what became of it."""

    def __init__(self, baseline_on: date) -> None:
        super().__init__(
            _("基準日（%(date)s）より前の値は記録できません。") % {"date": day(baseline_on)}
        )


# --- sessions, commitments, verdicts -------------------------------------------------------


class SessionIsInThePast(RuleViolation):
    def __init__(self) -> None:
        super().__init__(_("会議の日時は、いまより後にしてください。"))


class ProjectsAreMissing(RuleViolation):
    def __init__(self) -> None:
        super().__init__(_("検証する事業を1つ以上選んでください。"))


class ProjectIsElsewhere(RuleViolation):
    """The project is not one of this session, or of this cycle."""

    def __init__(self) -> None:
        super().__init__(_("この会議で検証する事業ではありません。"))


class SessionHasNotBegun(RuleViolation):
    """Whoever comes at the hour that was announced must find it."""

    def __init__(self, scheduled_at: datetime) -> None:
        super().__init__(
            _("会議は、お知らせした日時（%(at)s）より前には開けません。")
            % {"at": moment_of(scheduled_at)}
        )


class EvidenceIsMissing(RuleViolation):
    """Whoever doubts it must be able to look it up."""

    MINIMUM = 10

    def __init__(self) -> None:
        super().__init__(
            _(
                "根拠を%(minimum)d文字以上で書いてください。どの資料や数字かがわかるようにお願いします。"
            )
            % {"minimum": self.MINIMUM}
        )


class TextIsMissing(RuleViolation):
    def __init__(self) -> None:
        super().__init__(_("本文を書いてください。"))


class DueDateHasPassed(RuleViolation):
    def __init__(self) -> None:
        super().__init__(_("期限は、今日か、それより後の日にしてください。"))


class DueDateIsTheSame(RuleViolation):
    """What is renegotiated is renegotiated to another day than the one that was promised."""

    def __init__(self, due_on: date) -> None:
        super().__init__(
            _("新しい期限は、いまの期限（%(date)s）とは違う日にしてください。")
            % {"date": day(due_on)}
        )


class CommitmentsAreUnassigned(RuleViolation):
    """A follow-up says who does what by when, of every commitment."""

    def __init__(self, texts: list[str]) -> None:
        self.texts = texts
        super().__init__(
            _("担当か期限の決まっていない約束があります：%(texts)s")
            % {"texts": _listed(f"「{text}」" for text in texts)}
        )


class VerdictIsGiven(RuleViolation):
    def __init__(self) -> None:
        super().__init__(_("この会議では、この事業の結論がもう出ています。"))


class ImprovementIsMissing(RuleViolation):
    """To improve is to say what, by which indicator it shows, and when that is measured again."""

    def __init__(self) -> None:
        super().__init__(
            _("「改善」の結論には、改善策と、それを確かめる指標、もう一度測る日が必要です。")
        )


class ImprovementIsIncomplete(RuleViolation):
    """An improvement is said whole, or not at all."""

    def __init__(self) -> None:
        super().__init__(_("改善策を書くときは、確かめる指標と、もう一度測る日も入れてください。"))


class OutcomeIsNotMeasured(RuleViolation):
    """A verdict that rests on an outcome needs one that was measured."""

    def __init__(self, kind: VerdictKind) -> None:
        super().__init__(
            _("成果の指標がまだ測られていないので、「%(verdict)s」の結論は出せません。")
            % {"verdict": VERDICTS[kind].name}
        )


class NothingToEndorse(RuleViolation):
    def __init__(self) -> None:
        super().__init__(_("この結論には、賛同できる改善策がありません。"))


class NotTheNextCycle(RuleViolation):
    """Things are carried over into the child of their cycle, and nowhere else."""

    def __init__(self) -> None:
        super().__init__(_("引き継ぎ先は、このサイクルの次のサイクルだけです。"))
