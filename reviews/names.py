"""What the states, deeds and kinds of reviews are called."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.lifecycle.names import Text
from reviews.deadlines import Frequency, Timeliness
from reviews.measures import Direction, Level, Nature, Progress
from reviews.states import (
    BulkKind,
    ChairDeed,
    CommitmentDeed,
    CommitmentState,
    MoneyKind,
    MoneySource,
    NoteKind,
    ProjectDeed,
    ProjectState,
    SeatSide,
    SessionDeed,
    SessionState,
    VerdictKind,
)

E = TypeVar("E", bound=StrEnum)


@dataclass(frozen=True)
class StateText:
    """A state in words, and the tone of its chip (templates/components/chip.html)."""

    name: Text
    tone: str


PROJECT_STATES: dict[ProjectState, StateText] = {
    ProjectState.PLANNED: StateText(_("計画中"), "info"),
    ProjectState.UNDER_WAY: StateText(_("実施中"), "open"),
    ProjectState.FINISHED: StateText(_("完了"), "success"),
    ProjectState.STOPPED: StateText(_("中止"), "muted"),
}
PROJECT_DEED_NAMES: dict[ProjectDeed, Text] = {
    ProjectDeed.TAKE_ON: _("事業を引き受ける"),
    ProjectDeed.PLAN: _("事業の計画を書く"),
    ProjectDeed.ADD_MILESTONE: _("節目を加える"),
    ProjectDeed.REACH_MILESTONE: _("節目の達成を記録する"),
    ProjectDeed.RECORD_PLANNED: _("計画額を記録する"),
    ProjectDeed.RECORD_COMMITTED: _("契約額を記録する"),
    ProjectDeed.RECORD_SPENT: _("支出額を記録する"),
    ProjectDeed.ADD_INDICATOR: _("指標を加える"),
    ProjectDeed.EDIT_INDICATOR: _("指標を直す"),
    ProjectDeed.RECORD_READING: _("測定値を記録する"),
    ProjectDeed.START: _("事業を始める"),
    ProjectDeed.FINISH: _("事業を完了する"),
    ProjectDeed.STOP: _("事業を中止する"),
}
MONEY_KIND_NAMES: dict[MoneyKind, Text] = {
    MoneyKind.PLANNED: _("計画"),
    MoneyKind.COMMITTED: _("契約済み"),
    MoneyKind.SPENT: _("支出済み"),
}
MONEY_SOURCE_NAMES: dict[MoneySource, Text] = {
    MoneySource.BUDGET: _("市の予算"),
    MoneySource.SUBSIDY: _("国・県の補助金"),
    MoneySource.DONATION: _("寄付・協賛"),
    MoneySource.IN_KIND: _("物や労力の提供（換算額）"),
}
LEVEL_NAMES: dict[Level, Text] = {
    Level.OUTPUT: _("活動の量（アウトプット）"),
    Level.OUTCOME: _("成果（アウトカム）"),
}
NATURE_NAMES: dict[Nature, Text] = {
    Nature.SUBJECTIVE: _("主観（市民の実感）"),
    Nature.OBJECTIVE: _("客観（数えた値）"),
}
DIRECTION_NAMES: dict[Direction, Text] = {
    Direction.MORE: _("増やす"),
    Direction.LESS: _("減らす"),
}
FREQUENCY_NAMES: dict[Frequency, Text] = {
    Frequency.MONTHLY: _("毎月"),
    Frequency.QUARTERLY: _("3か月ごと"),
    Frequency.HALF_YEARLY: _("半年ごと"),
    Frequency.YEARLY: _("毎年"),
    Frequency.ONCE: _("目標の日に1回"),
}
# The parts of an indicator's promise, by their fields.
PROMISE_NAMES: dict[str, Text] = {
    "baseline": _("基準値"),
    "baseline_on": _("基準日"),
    "target": _("目標値"),
    "target_on": _("目標日"),
    "source": _("データの出所"),
    "frequency": _("測る間隔"),
}
PROGRESS: dict[Progress, StateText] = {
    Progress.NOT_MEASURED: StateText(_("まだ測っていません"), "muted"),
    Progress.WORSE: StateText(_("基準より悪化"), "danger"),
    Progress.UNCHANGED: StateText(_("基準と同じ"), "warning"),
    Progress.ON_THE_WAY: StateText(_("目標に向けて前進"), "open"),
    Progress.REACHED: StateText(_("目標を達成"), "success"),
}
SESSION_STATES: dict[SessionState, StateText] = {
    SessionState.SCHEDULED: StateText(_("開催予定"), "info"),
    SessionState.MEMO_OUT: StateText(_("資料公開済み"), "open"),
    SessionState.HELD: StateText(_("開催済み"), "success"),
    SessionState.FOLLOW_UP_OUT: StateText(_("結果公開済み"), "success"),
    SessionState.CANCELLED: StateText(_("開催中止"), "danger"),
}
SESSION_DEED_NAMES: dict[SessionDeed, Text] = {
    SessionDeed.ASK: _("質問する"),
    SessionDeed.PUBLISH_MEMO: _("事前資料を公開する"),
    SessionDeed.HOLD: _("会議を開く"),
    SessionDeed.ANSWER: _("質問への答えを記録する"),
    SessionDeed.COMMIT: _("約束を記録する"),
    SessionDeed.PUBLISH_FOLLOW_UP: _("会議の結果を公開する"),
    SessionDeed.GIVE_VERDICT: _("結論を出す"),
    SessionDeed.CANCEL: _("会議を中止する"),
    SessionDeed.SUPPORT: _("質問に「知りたい」を送る"),
    SessionDeed.SET_AGENDA: _("議題を決める"),
    SessionDeed.CHAIR: _("会議を進行する"),
    SessionDeed.WRITE_NOTE: _("議事メモを書く"),
    SessionDeed.CARRY: _("残っている約束を次に引き継ぐ"),
}
CHAIR_DEED_NAMES: dict[ChairDeed, Text] = {
    ChairDeed.TAKE_CHAIR: _("進行役になりました"),
    ChairDeed.MOVE_ON: _("議題に移りました"),
    ChairDeed.TAKE_UP: _("質問を取り上げました"),
}
BULK_KIND_NAMES: dict[BulkKind, Text] = {
    BulkKind.READING: _("測定値"),
    BulkKind.PLANNED: _("計画額"),
    BulkKind.COMMITTED: _("契約額"),
    BulkKind.SPENT: _("支出額"),
    BulkKind.MILESTONE: _("節目の達成"),
}
SEAT_SIDE_NAMES: dict[SeatSide, Text] = {
    SeatSide.CITY: _("市"),
    SeatSide.RESIDENT: _("住民"),
    SeatSide.ORGANISATION: _("団体"),
}
NOTE_KIND_NAMES: dict[NoteKind, Text] = {
    NoteKind.NOTE: _("議事メモ"),
    NoteKind.DECISION: _("決定事項"),
}
TIMELINESS: dict[Timeliness, StateText] = {
    Timeliness.TO_COME: StateText(_("期限前"), "info"),
    Timeliness.ON_TIME: StateText(_("期限内"), "success"),
    Timeliness.LATE: StateText(_("遅れて公開"), "warning"),
    Timeliness.OVERDUE: StateText(_("遅延"), "danger"),
}
COMMITMENT_STATES: dict[CommitmentState, StateText] = {
    CommitmentState.OPEN: StateText(_("取組中"), "open"),
    CommitmentState.OVERDUE: StateText(_("期限切れ"), "danger"),
    CommitmentState.DONE: StateText(_("実行済み"), "success"),
    CommitmentState.RENEGOTIATED: StateText(_("期限を約束し直し"), "warning"),
}
COMMITMENT_DEED_NAMES: dict[CommitmentDeed, Text] = {
    CommitmentDeed.ASSIGN: _("担当と期限を決める"),
    CommitmentDeed.SETTLE: _("約束の実行を記録する"),
    CommitmentDeed.RENEGOTIATE: _("約束し直す"),
}
VERDICTS: dict[VerdictKind, StateText] = {
    VerdictKind.CONTINUE: StateText(pgettext_lazy("verdict", "継続"), "info"),
    VerdictKind.IMPROVE: StateText(pgettext_lazy("verdict", "改善"), "open"),
    VerdictKind.SHRINK: StateText(pgettext_lazy("verdict", "縮小"), "warning"),
    VerdictKind.END: StateText(pgettext_lazy("verdict", "終了"), "muted"),
    VerdictKind.ROLL_OUT: StateText(pgettext_lazy("verdict", "本格実施"), "success"),
}


def choices(names: dict[E, Text]) -> list[tuple[str, Text]]:
    return [(member.value, name) for member, name in names.items()]


def state_choices(texts: dict[E, StateText]) -> list[tuple[str, Text]]:
    return [(member.value, text.name) for member, text in texts.items()]
