"""What kinds of election, their states and ways of voting are called."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from voting.counting import (
    Borda,
    Condorcet,
    EqualShares,
    Greedy,
    GreedyNoSkip,
    KApproval,
    Phragmen,
    Points,
    Ranking,
    Reason,
    Rule,
    Utilitarian,
    VotesPerCost,
    VoteType,
)
from voting.eligibility import Exclusion, Reckoning, Refusal
from voting.states import (
    CountStage,
    DeskKind,
    ElectionKind,
    ElectionState,
    PaperState,
    TallyStep,
)

Text = Promise | str

KIND_NAMES: dict[ElectionKind, Text] = {
    ElectionKind.PRIORITY: _("優先順位の投票"),
    ElectionKind.BUDGET: _("予算の投票"),
}
STATE_NAMES: dict[ElectionState, Text] = {
    ElectionState.PREPARED: _("準備中"),
    ElectionState.FROZEN: _("開始待ち"),
    ElectionState.OPEN: _("投票受付中"),
    ElectionState.CLOSED: _("投票終了"),
    ElectionState.MIXED: _("票の攪拌済み"),
    ElectionState.OPENED: _("開票済み"),
    ElectionState.CERTIFIED: _("結果確定"),
    ElectionState.WITHDRAWN: _("取りやめ"),
}
COUNT_STAGE_NAMES: dict[CountStage, Text] = {
    CountStage.READING: _("票を読んでいます。"),
    CountStage.COUNTING: _("票を数えています。"),
    CountStage.COMPARING: _("ほかの数え方と比べています。"),
    CountStage.MEASURING: _("選ばれなかったものに何が足りなかったかを調べています。"),
}
BALLOT_TYPE_NAMES: dict[VoteType, Text] = {
    VoteType.APPROVAL: _("よいと思うものを選ぶ"),
    VoteType.CHOOSE_1: _("1つだけ選ぶ"),
    VoteType.CUMULATIVE: _("持ち点を配る"),
    VoteType.ORDINAL: _("順位をつける"),
    VoteType.SCORING: _("それぞれに点をつける"),
}
# Under a greedy rule the city's money decides, under a sharing one that of an option's backers.
SHARING_RULES = frozenset({EqualShares.name, Phragmen.name})
REASON_TEXTS: dict[Reason, Text] = {
    Reason.TOO_FEW_VOTES: _("必要な得点に届きませんでした。"),
    Reason.MONEY_WENT_ELSEWHERE: _("順番が来たときに残っていた予算では足りませんでした。"),
    Reason.DEARER_THAN_BUDGET: _("費用が、投票で配分する予算額を超えています。"),
    Reason.GROUP_IS_FULL: _("同じ区分の上限に達していました。"),
}
SHARING_REASON_TEXTS: dict[Reason, Text] = {
    **REASON_TEXTS,
    Reason.TOO_FEW_VOTES: _("費用のわりに、選んだ人が少なすぎました。"),
    Reason.MONEY_WENT_ELSEWHERE: _(
        "選んだ人たちの持ち分が、先に選ばれたほかの事業に使われました。"
    ),
}
# What a city may choose for a vote of its own; the first unless told.
RULES: dict[ElectionKind, tuple[Rule | Ranking, ...]] = {
    ElectionKind.PRIORITY: (KApproval(), Points(), Borda(), Condorcet()),
    ElectionKind.BUDGET: (
        Greedy(),
        GreedyNoSkip(),
        VotesPerCost(),
        EqualShares(completions=(Utilitarian(),)),
        Phragmen(),
    ),
}
RULE_NAMES: dict[str, Text] = {
    "greedy": _("得票順（入らないものは飛ばす）"),
    "greedy-threshold": _("得票順（最低得点あり）"),
    "greedy-no-skip": _("得票順（入らないところで打ち切る）"),
    "votes-per-cost": _("費用あたりの得票順"),
    "equal-shares": _("均等配分方式（1人ひとりの持ち分で選ぶ）"),
    "phragmen": _("フラグメン方式（たまったお金で順に選ぶ）"),
    "k-approval": _("選んだ人の数の順"),
    "points": _("点の合計の順"),
    "borda": _("順位を点に直した合計の順（ボルダ方式）"),
    "condorcet": _("1対1で比べた勝ち負けの順（コンドルセ方式）"),
}
# Where the rules stand side by side.
SHORT_RULE_NAMES: dict[str, Text] = {
    "greedy": _("得票順"),
    "greedy-threshold": _("得票順・最低得点あり"),
    "greedy-no-skip": _("得票順・打ち切り"),
    "votes-per-cost": _("費用あたりの得票順"),
    "equal-shares": _("均等配分"),
    "phragmen": _("フラグメン"),
    "k-approval": _("選んだ人の数"),
    "points": _("点の合計"),
    "borda": _("ボルダ"),
    "condorcet": _("コンドルセ"),
}
RULE_TEXTS: dict[str, Text] = {
    "greedy": _(
        "得点の多いものから順に、残りの予算に収まるものを選びます。収まらないものは飛ばして、次を見ます。"
    ),
    "greedy-threshold": _(
        "最低得点に届いたものだけを対象に、得点の多いものから順に、残りの予算に収まるものを選びます。"
    ),
    "greedy-no-skip": _(
        "得点の多いものから順に選び、残りの予算に収まらないものが出たところで打ち切ります。"
    ),
    "votes-per-cost": _(
        "得点を費用で割った値の大きいものから順に、残りの予算に収まるものを選びます。"
    ),
    "equal-shares": _(
        "予算を投票した人に等しく分け、事業は、それを選んだ人たちの持ち分で選びます。1人あたりの負担が軽いものから順に選びます。"
    ),
    "phragmen": _(
        "投票した人全員に同じ速さでお金がたまると考え、選んだ人たちのお金が費用に届いた事業から順に選びます。予算を超えるところで終わります。"
    ),
    "k-approval": _("選んだ人の多いものから順に並べます。費用と予算は見ません。"),
    "points": _("受けた点の合計が大きいものから順に並べます。費用と予算は見ません。"),
    "borda": _(
        "順位を点に直し（1位が最も高く、1つ下がるごとに1点低くなります）、その合計が大きいものから順に並べます。費用と予算は見ません。"
    ),
    "condorcet": _(
        "2つずつ比べ、より多くの人が上にしたほうを先に並べます。勝ち負けが一巡するときや引き分けのときは、得点の大きいものを先にします。費用と予算は見ません。"
    ),
}
# By whether the shares are raised step by step, and whether the rest goes by votes.
COMPLETION_NAMES: dict[tuple[bool, bool], Text] = {
    (False, False): _("・残りは使わない"),
    (True, False): _("・持ち分を増やす"),
    (False, True): _("・残りは得票順"),
    (True, True): _("・持ち分を増やし、残りは得票順"),
}
GROUP_COLUMN_NAMES: dict[str, Text] = {
    "ward": _("区"),
    "theme": _("テーマ"),
    "district": _("地区"),
    "subunit": _("地域"),
    "neighborhood": _("町内"),
    "category": _("分野"),
    "beneficiaries": _("対象になる人"),
    "target": _("対象になる人"),
}
ADD1_TEXT = _(
    "予算が残るときは、1人の持ち分を%(step)sずつ増やして数え直し、予算を超える手前の結果をとります。"
)
UTILITARIAN_TEXT = _("最後に残った予算は、得点の多いものから順に、収まるものに使います。")
SCORE_TEXTS: dict[VoteType, Text] = {
    VoteType.APPROVAL: _("得点は、選んだ人の数です。"),
    VoteType.CHOOSE_1: _("得点は、選んだ人の数です。"),
    VoteType.CUMULATIVE: _("得点は、配られた点の合計です。"),
    VoteType.ORDINAL: _(
        "得点は、順位を点に直した合計です。選べる件数が3件なら、1位に3点、2位に2点、3位に1点です。"
    ),
    VoteType.SCORING: _("得点は、つけられた点の合計です。"),
}
TIE_TEXT = _(
    "同じ得点のときは、費用の少ないもの、票の多いもの、投票用紙で先にあるものの順に優先します。"
)
PRIORITY_TIE_TEXT = _("同じ得点のときは、票の多いもの、投票用紙で先にあるものの順に優先します。")
TIE_TEXTS: dict[str, Text] = {
    "cost": _("%(chosen)sと%(others)sが同点でした。費用の少ない前者を先にしました。"),
    "votes": _("%(chosen)sと%(others)sが同点でした。票の多い前者を先にしました。"),
    "lot": _("%(chosen)sと%(others)sが同点でした。あらかじめ決めた順で先の前者を優先しました。"),
}

# --- the roll and the counter --------------------------------------------------------------
RECKONING_NAMES: dict[Reckoning, Text] = {
    Reckoning.STATUTORY: _("法律の数え方（誕生日の前日に年をとる）"),
    Reckoning.BIRTHDAY: _("誕生日に年をとる"),
}
EXCLUSION_NAMES: dict[Exclusion, Text] = {
    Exclusion.ELECTION_STAFF: _("この投票の事務にたずさわる職員"),
    Exclusion.ASSEMBLY_MEMBER: _("市議会議員"),
    Exclusion.OTHER: _("そのほかの理由で除かれた人"),
}
REFUSAL_NAMES: dict[Refusal, Text] = {
    Refusal.NOT_ON_ROLL: _("投票の名簿に見つかりませんでした。"),
    Refusal.EXCLUDED: _("この投票では、投票できない立場の方です。"),
    Refusal.OTHER_AREA: _("この投票の対象となる区域に、決められた日に住んでいた方ではありません。"),
    Refusal.TOO_YOUNG: _("決められた日に、投票できる年齢に達していません。"),
    Refusal.VOTED_ON_PAPER: _("すでに紙で投票しています。紙の票だけが数えられます。"),
    Refusal.NOT_OPEN_YET: _("投票はまだ始まっていません。"),
    Refusal.CLOSED: _("投票は終わりました。"),
}
# What can be done about it.
REFUSAL_HELP: dict[Refusal, Text] = {
    Refusal.NOT_ON_ROLL: _(
        "住民票の氏名と住所が正しいか、お確かめください。正しいときは、本人確認書類を持って区役所の窓口へお越しください。"
    ),
    Refusal.EXCLUDED: _("理由は窓口でお答えします。提案へのコメントは、これまでどおり書けます。"),
    Refusal.OTHER_AREA: _(
        "引っ越しをした方は、前の住所の市区町村にお問い合わせください。提案へのコメントは、だれでも書けます。"
    ),
    Refusal.TOO_YOUNG: _(
        "次の投票をお待ちください。提案、コメント、応援には年齢の決まりがありません。"
    ),
    Refusal.VOTED_ON_PAPER: _("身に覚えがないときは、すぐに区役所の窓口にお知らせください。"),
    Refusal.NOT_OPEN_YET: _("始まる日時は、投票のページにあります。"),
    Refusal.CLOSED: _("結果は、確定すると投票のページに載ります。"),
}
DESK_KIND_NAMES: dict[DeskKind, Text] = {
    DeskKind.COUNTER: _("区役所などの窓口"),
    DeskKind.OUTREACH: _("出張投票所"),
}
PAPER_STATE_NAMES: dict[PaperState, Text] = {
    PaperState.WAITING: _("名簿管理者の署名待ち"),
    PaperState.EXCLUDED: _("オンラインの資格を停止済み"),
    PaperState.REFUSED: _("受け付けられません"),
}
# Why a voter's device is refused, beside the checks of the protocol (docs/casting.md).
CASTING_TEXTS: dict[str, Text] = {
    "unknown": _("見つかりませんでした。"),
    "not_open_yet": _("投票はまだ始まっていません。"),
    "closed": _("投票は終わりました。"),
    "unlisted-credential": _(
        "このコードでは、この投票に参加できません。はがきの投票の名前をお確かめください。"
    ),
    "revoked": _("このコードは、使えなくなりました。名簿の窓口にお問い合わせください。"),
    "voted_on_paper": _(
        "このコードの人は、紙で投票しました。紙の票が数えられ、ネットの票は数えられません。"
    ),
    "no_receipt": _("受付の署名が合いません。もう一度はじめからお試しください。"),
    "ballot-chain": _(
        "ほかの画面か機器で、先に投票されています。いまの状態を確かめてから、もう一度お試しください。"
    ),
    "too_many_changes": _("票の変更は20回までです。最後の票が数えられます。"),
    "too_many_challenges": _("確認のための票は20回までです。"),
    "copied-ciphertext": _("暗号がほかの票と同じです。もう一度はじめからお試しください。"),
    "spoilt-ballot": _("この票は、確認のために開いたか、投じたものです。同じ票は二度使えません。"),
    "stale": _("時間がたちすぎました。もう一度お試しください。"),
    "too_large": _("送られたものが大きすぎます。"),
}
# Why a file is not laid out on the board of a vote, beside the checks of the protocol.
BOARD_TEXTS: dict[str, Text] = {
    "unknown": _("その名前のファイルは、この人が置くものではありません。"),
    "taken": _("同じ名前で、別のファイルがもう置かれています。"),
    "too_large": _("ファイルが大きすぎます。"),
    "not_now": _("いまは、このファイルを置く段階ではありません。"),
    "unreadable": _("ファイルが壊れているか、別の種類のファイルです。"),
}
TALLY_STEP_NAMES: dict[TallyStep, Text] = {
    TallyStep.WRITING: _("締め切った記録を書き出しています。"),
    TallyStep.MIXES: _("票が正しく混ぜられたかを確かめています。"),
    TallyStep.OPENINGS: _("開票の分を確かめています。"),
    TallyStep.RECORD: _("公開の記録をまとめています。"),
    TallyStep.WAITING: _("鍵の管理者を待っています。"),
    TallyStep.DONE: _("開票が終わりました。"),
}
