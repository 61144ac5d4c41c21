"""What states, deeds and kinds are called."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from proposals.plain_words import Hint
from proposals.states import (
    AppealOutcome,
    Channel,
    ClusterDeed,
    ClusterState,
    CostBand,
    Criterion,
    Delivery,
    Heading,
    Judgement,
    Order,
    ProposalDeed,
    ProposalState,
    ReportState,
    Risk,
    ScreeningVerdict,
    SuggestionState,
)

Text = Promise | str


# Marks on the map: paths around (0, 0), each told from the others without colour.
SHAPES = {
    "circle": "M-7,0a7,7 0 1 0 14,0a7,7 0 1 0 -14,0",
    "ring": "M-8,0a8,8 0 1 0 16,0a8,8 0 1 0 -16,0M-4,0a4,4 0 1 1 8,0a4,4 0 1 1 -8,0",
    "triangle": "M0,-9L9,7H-9Z",
    "star": "M0,-9.5L2.4,-3.2L9,-2.9L3.8,1.2L5.6,7.7L0,4L-5.6,7.7L-3.8,1.2L-9,-2.9L-2.4,-3.2Z",
    "square": "M-7,-7H7V7H-7Z",
    "diamond": "M0,-10L10,0L0,10L-10,0Z",
    "cross": "M-8,-4L-4,-8L0,-4L4,-8L8,-4L4,0L8,4L4,8L0,4L-4,8L-8,4L-4,0Z",
    "bars": "M-8,-7H8V-2H-8ZM-8,2H8V7H-8Z",
    "half": "M-9,4A9,9 0 0 1 9,4Z",
}


@dataclass(frozen=True)
class StateText:
    """A state in words, with the tone and icon of its chip and its mark on the map."""

    name: Text
    tone: str
    icon: str
    shape: str = ""

    @property
    def mark(self) -> str:
        """The path of its mark."""
        return SHAPES[self.shape]


REPORT_STATES: dict[ReportState, StateText] = {
    ReportState.RECEIVED: StateText(_("受付"), "info", "mail", "circle"),
    ReportState.LOOKED_AT: StateText(_("確認中"), "info", "eye", "ring"),
    ReportState.IN_PROGRESS: StateText(_("対応中"), "open", "clock", "triangle"),
    ReportState.LOOKING_FOR_HELPERS: StateText(_("市民協働で募集中"), "open", "hand", "star"),
    ReportState.DONE: StateText(_("対応済み"), "success", "check", "square"),
    ReportState.PASSED_ON: StateText(_("他機関へ引き継ぎ"), "muted", "arrow-right", "diamond"),
    ReportState.CANNOT_DO: StateText(_("対応できません"), "warning", "error", "cross"),
    ReportState.DUPLICATE: StateText(_("重複"), "muted", "merge", "bars"),
    ReportState.REOPENED: StateText(_("再開"), "warning", "history", "half"),
}
CLUSTER_STATES: dict[ClusterState, StateText] = {
    ClusterState.CONFIRMED: StateText(_("確定した課題"), "success", "check"),
    ClusterState.MERGED: StateText(_("ほかの課題にまとめた"), "muted", "merge"),
    ClusterState.UNDONE: StateText(_("取り消した"), "muted", "close"),
}
CLUSTER_DEED_NAMES: dict[ClusterDeed, Text] = {
    ClusterDeed.CONFIRM: _("課題として確定"),
    ClusterDeed.ADD: _("報告を追加"),
    ClusterDeed.SPLIT: _("分けて新しい課題に"),
    ClusterDeed.MERGE: _("ほかの課題にまとめた"),
    ClusterDeed.RENAME: _("名前と説明を変更"),
    ClusterDeed.UNDO: _("前の変更を取り消し"),
}
CHANNEL_NAMES: dict[Channel, Text] = {
    Channel.WEB: _("ウェブ"),
    Channel.PHONE: _("電話"),
    Channel.PAPER: _("書面"),
    Channel.COUNTER: _("窓口"),
}
DELIVERY_NAMES: dict[Delivery, Text] = {
    Delivery.CITY: _("市が行う"),
    Delivery.SHARED: _("市と住民・団体・企業が一緒に行う"),
    Delivery.PRIVATE: _("住民・団体・企業が行う"),
}
PROPOSAL_STATES: dict[ProposalState, StateText] = {
    ProposalState.DRAFT: StateText(_("下書き"), "muted", "pencil"),
    ProposalState.CONSENTED: StateText(_("提出前（全団体が同意）"), "info", "people"),
    ProposalState.SUBMITTED: StateText(_("提出済み"), "info", "mail"),
    ProposalState.IN_SCREENING: StateText(_("審査中"), "open", "clock"),
    ProposalState.RETURNED: StateText(_("質問つきで返却"), "warning", "help"),
    ProposalState.DECLINED: StateText(_("不採択"), "danger", "error"),
    ProposalState.COSTED: StateText(_("費用見積もり済み"), "success", "yen"),
    ProposalState.APPEALED: StateText(_("不服の申出中"), "warning", "history"),
    ProposalState.MERGED: StateText(_("ほかの提案に統合"), "muted", "merge"),
}
SUGGESTION_STATES: dict[SuggestionState, StateText] = {
    SuggestionState.OPEN: StateText(_("答えを待っています"), "info", "clock"),
    SuggestionState.ACCEPTED: StateText(_("取り入れました"), "success", "check"),
    SuggestionState.DECLINED: StateText(_("取り入れませんでした"), "muted", "close"),
}
FIELD_NAMES = {
    "title": _("題名"),
    "summary": _("ひとことで言うと"),
    "aim": _("ありたい姿"),
    "situation": _("現状"),
    "gap": _("ありたい姿と現状の差"),
    "means": _("手段"),
    "language": _("書いた言語"),
    "theme": _("テーマ"),
    "area": _("区域"),
    "place": _("場所の説明"),
    "point": _("地点（緯度、経度）"),
    "delivery": _("実施主体区分"),
}
HINT_TEXTS: dict[Hint, Text] = {
    Hint.LONG_SENTENCE: _("一文が長いようです。二つに分けると読みやすくなります。"),
    Hint.MANY_COMMAS: _("「、」が多い文です。文を分けるか、箇条書きにできませんか。"),
    Hint.DOUBLE_NEGATIVE: _("二重の否定です。「〜です」と言い切れませんか。"),
    Hint.OFFICIAL_WORD: _("役所の言葉です。ふだんの言葉に言い換えられませんか。"),
    Hint.CHAIN_OF_NO: _("「の」が続いています。言葉を減らすか、文を分けられませんか。"),
}
DEED_NAMES: dict[ProposalDeed, Text] = {
    ProposalDeed.EDIT: _("書き直す"),
    ProposalDeed.INVITE: _("団体を招く"),
    ProposalDeed.ANSWER_INVITATION: _("招きに答える"),
    ProposalDeed.UNLIST: _("団体を外す"),
    ProposalDeed.CONSENT: _("同意する"),
    ProposalDeed.COMPLETE_CONSENT: _("同意をそろえる"),
    ProposalDeed.SUBMIT: _("提出する"),
    ProposalDeed.SUPPORT: _("賛同する"),
    ProposalDeed.TAKE_UP: _("審査を始める"),
    ProposalDeed.RETURN: _("質問をつけて返す"),
    ProposalDeed.DECLINE: _("不採択にする"),
    ProposalDeed.COST: _("費用を見積もる"),
    ProposalDeed.APPEAL: _("不服を申し出る"),
    ProposalDeed.DISMISS_APPEAL: _("不採択のままにする"),
    ProposalDeed.ALLOW_APPEAL: _("もう一度審査する"),
}
VERDICT_NAMES: dict[ScreeningVerdict, Text] = {
    ScreeningVerdict.COSTED: _("実施できる（費用を示す）"),
    ScreeningVerdict.RETURNED: _("質問をつけて返す"),
    ScreeningVerdict.DECLINED: _("不採択にする"),
}
HEADING_NAMES: dict[Heading, Text] = {
    Heading.LAW: _("法令"),
    Heading.COST: _("費用"),
    Heading.DUPLICATION: _("ほかの事業との重なり"),
    Heading.FEASIBILITY: _("実現できるか"),
}
JUDGEMENTS: dict[Judgement, StateText] = {
    Judgement.CLEAR: StateText(_("問題なし"), "success", "check"),
    Judgement.CONDITIONAL: StateText(_("条件つき"), "warning", "info"),
    Judgement.OBSTACLE: StateText(_("問題あり"), "danger", "error"),
}
CRITERION_NAMES = {
    Criterion.PUBLIC_BENEFIT: _("公益性"),
    Criterion.FEASIBILITY: _("実現可能性"),
    Criterion.EFFECT: _("有効性"),
    Criterion.COOPERATION: _("協働の効果"),
}
OUTCOMES: dict[AppealOutcome, StateText] = {
    AppealOutcome.ALLOWED: StateText(_("もう一度審査する"), "success", "check"),
    AppealOutcome.DISMISSED: StateText(_("不採択のままとする"), "muted", "error"),
}
RISK_NAMES: dict[Risk, StateText] = {
    Risk.LOW: StateText(_("低い"), "success", "check"),
    Risk.MIDDLE: StateText(_("中くらい"), "warning", "info"),
    Risk.HIGH: StateText(_("高い"), "danger", "alert"),
}
ORDER_NAMES: dict[Order, Text] = {
    Order.NEWEST: _("新しい順"),
    Order.SUPPORT: _("賛同の多い順"),
    Order.COST: _("費用の高い順"),
}
COST_BAND_NAMES: dict[CostBand, Text] = {
    CostBand.SMALL: _("100万円未満"),
    CostBand.MIDDLE: _("100万円から500万円"),
    CostBand.LARGE: _("500万円から1,000万円"),
    CostBand.LARGEST: _("1,000万円以上"),
}
