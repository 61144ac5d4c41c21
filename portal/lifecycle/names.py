"""What phases, their states and actions are called, and what each phase is about."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.lifecycle.phases import Action, Phase, PhaseState

Text = Promise | str


@dataclass(frozen=True)
class PhaseText:
    """A phase in words: its name, what a resident can do, what is published at its end."""

    name: Text
    for_residents: Text
    published: Text


PHASE_TEXTS: dict[Phase, PhaseText] = {
    Phase.KNOW: PhaseText(
        _("現状把握"),
        _("地域のデータや資料を読み、ほしいデータを市に求めることができます。"),
        _("資料とデータ（CSV）"),
    ),
    Phase.DISCOVER: PhaseText(
        _("課題発見"),
        _("身近な困りごとを報告し、同じ思いの報告に賛同できます。"),
        _("報告の一覧と地図、対応にかかった日数"),
    ),
    Phase.ORGANISE: PhaseText(
        _("課題整理"),
        _("集まった課題について、暮らしへの影響を書き込めます。"),
        _("整理された課題と影響の大きさ"),
    ),
    Phase.DESIGN: PhaseText(
        _("対応策検討"),
        _("ほかの住民や団体と一緒に提案を書き、意見を交わせます。"),
        _("提案と、その変更の記録"),
    ),
    Phase.ESTIMATE: PhaseText(
        _("対応策効果試算"),
        _("担当課の審査と費用の見積もりを確かめ、意見を書けます。"),
        _("費用のついた選択肢と、提案ごとの回答"),
    ),
    Phase.CHOOSE: PhaseText(
        _("対応策選択"),
        _("どの施策を優先するかの投票に参加し、担当課に質問できます。"),
        _("優先順位とその説明、投票の記録"),
    ),
    Phase.BUDGET: PhaseText(
        _("対応策予算化"),
        _("予算の範囲で、実施する事業を選ぶ投票に参加できます。"),
        _("採択された事業と、されなかった理由"),
    ),
    Phase.EXECUTE: PhaseText(
        _("対応策実行"),
        _("事業の進み具合とお金の使われ方を確かめ、意見を書けます。"),
        _("計画・契約・支出の額と遅れ"),
    ),
    Phase.VERIFY: PhaseText(
        _("対応策効果検証"),
        _("成果を確かめる検証会議に、質問を寄せることができます。"),
        _("指標の基準値・目標値・実績値、会議の記録"),
    ),
    Phase.IMPROVE: PhaseText(
        _("対応策改善"),
        _("改善策に賛同し、次のサイクルへつなげることができます。"),
        _("引き継ぎの一覧と、次のサイクル"),
    ),
}

STATE_NAMES: dict[PhaseState, Text] = {
    PhaseState.AHEAD: _("これから"),
    PhaseState.OPEN: _("受付中"),
    PhaseState.CLOSED: _("終了"),
    PhaseState.LEFT_OUT: _("対象外"),
}

ACTION_NAMES: dict[Action, Text] = {
    Action.CHANGE_PHASE: _("フェーズを進める"),
    Action.COMMENT: _("意見を書く"),
    Action.HOLD_DIALOGUE: _("対話会や意見の地図を開く"),
    Action.REQUEST_EVIDENCE: _("データを求める"),
    Action.ATTACH_EVIDENCE: _("資料を登録する"),
    Action.REPORT_ISSUE: _("困りごとを報告する"),
    Action.SUPPORT_ISSUE: _("報告に賛同する"),
    Action.ANSWER_REPORT: _("報告に対応する"),
    Action.SORT_ISSUES: _("報告を課題にまとめる"),
    Action.DRAFT_PROPOSAL: _("提案を書く"),
    Action.SUBMIT_PROPOSAL: _("提案を提出する"),
    Action.RESUBMIT_PROPOSAL: _("返された提案を直して出し直す"),
    Action.SUPPORT_PROPOSAL: _("提案に賛同する"),
    Action.SCREEN_PROPOSAL: _("提案を審査する"),
    Action.ESTIMATE_COST: _("費用を見積もる"),
    Action.ANSWER_QUESTION: _("審査の質問に答える"),
    Action.SCORE_PROPOSAL: _("提案に点数をつける"),
    Action.APPEAL_SCREENING: _("不採択に不服を申し出る"),
    Action.DECIDE_APPEAL: _("不服の申出に答える"),
    Action.PREPARE_PRIORITY_ELECTION: _("優先順位の投票を準備する"),
    Action.PREPARE_BUDGET_ELECTION: _("予算の投票を準備する"),
    Action.ANSWER_PRIORITIES: _("優先順位に答える"),
    Action.RECORD_DECISION: _("議会の決定を記録する"),
    Action.UPDATE_PROJECT: _("事業の状況を更新する"),
    Action.RECORD_READING: _("指標の値を記録する"),
    Action.HOLD_REVIEW: _("検証会議を開く"),
    Action.ASK_REVIEW: _("検証会議に質問する"),
    Action.GIVE_VERDICT: _("検証の結論を出す"),
    Action.ENDORSE_IMPROVEMENT: _("改善策に賛同する"),
    Action.CARRY_OVER: _("次のサイクルへ引き継ぐ"),
    Action.HOLD_KEYS: _("投票の鍵を管理する"),
    Action.LIST_VOTERS: _("投票する人の名簿を渡す"),
    Action.CERTIFY_RESULT: _("投票の結果を確定する"),
}
