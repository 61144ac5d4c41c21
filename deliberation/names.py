"""The words for what can be said, ways of looking at it, answers, groups and moderation."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from deliberation.opinions.answers import Answer
from deliberation.states import (
    CaseState,
    Ground,
    Kind,
    ModerationDeed,
    ReactionKind,
    ThreadDeed,
    View,
)

ANSWER_NAMES: dict[Answer, Promise | str] = {
    Answer.AGREE: gettext_lazy("賛成"),
    Answer.DISAGREE: gettext_lazy("反対"),
    Answer.PASS: gettext_lazy("パス"),
    Answer.NONE: gettext_lazy("まだ"),
}


def group_name(number: int) -> str:
    """Of the largest group A, of the next B."""
    return _("グループ%(letter)s") % {"letter": chr(ord("A") + number)}


KIND_NAMES: dict[Kind, Promise] = {
    Kind.REMARK: pgettext_lazy("意見の種類", "感想・その他"),
    Kind.FOR: pgettext_lazy("意見の種類", "賛成"),
    Kind.AGAINST: pgettext_lazy("意見の種類", "反対・心配"),
    Kind.QUESTION: pgettext_lazy("意見の種類", "質問"),
    Kind.ALTERNATIVE: pgettext_lazy("意見の種類", "別の案"),
    Kind.EVIDENCE: pgettext_lazy("意見の種類", "根拠・資料"),
    Kind.ANSWER: pgettext_lazy("意見の種類", "市の回答"),
}
REACTION_NAMES: dict[ReactionKind, Promise] = {
    ReactionKind.THANKS: gettext_lazy("ありがとう"),
    ReactionKind.LEARNED: gettext_lazy("参考になった"),
    ReactionKind.CHANGED_MIND: gettext_lazy("考えが変わった"),
}
VIEW_NAMES: dict[View, Promise] = {
    View.NEW: pgettext_lazy("意見の並べ方", "すべて"),
    View.BALANCE: pgettext_lazy("意見の並べ方", "賛成と反対"),
    View.UNANSWERED: pgettext_lazy("意見の並べ方", "質問と回答"),
}
LIST_ORDER_NAMES: dict[View, Promise] = {
    View.NEW: pgettext_lazy("話し合いの並べ方", "新しい順"),
    View.BALANCE: pgettext_lazy("話し合いの並べ方", "賛否が分かれている順"),
    View.UNANSWERED: pgettext_lazy("話し合いの並べ方", "回答待ちの質問が多い順"),
}
GROUND_NAMES: dict[Ground, Promise] = {
    Ground.PERSONAL: gettext_lazy("個人の情報が書かれている"),
    Ground.ABUSE: gettext_lazy("人を傷つける・差別する言葉がある"),
    Ground.ADVERTISING: gettext_lazy("宣伝や、同じことのくり返し"),
    Ground.UNLAWFUL: gettext_lazy("法律に反するおそれがある"),
    Ground.OFF_TOPIC: gettext_lazy("話題に関係がない"),
    Ground.OTHER: gettext_lazy("そのほか"),
    Ground.WORD: gettext_lazy("確認する言葉が含まれている（自動）"),
    Ground.LINK: gettext_lazy("新しいアカウントがリンクを書いた（自動）"),
}
CASE_STATE_NAMES: dict[CaseState, Promise] = {
    CaseState.WAITING: gettext_lazy("確認待ち"),
    CaseState.KEPT: gettext_lazy("そのまま表示"),
    CaseState.HIDDEN: gettext_lazy("非表示"),
    CaseState.APPEALED: gettext_lazy("異議の確認待ち"),
    CaseState.UPHELD: gettext_lazy("異議のあとも非表示"),
    CaseState.SHOWN: gettext_lazy("表示に戻した"),
}
MODERATION_DEED_NAMES: dict[ModerationDeed, Promise] = {
    ModerationDeed.HIDE: gettext_lazy("非表示にする"),
    ModerationDeed.KEEP: gettext_lazy("そのまま表示する"),
    ModerationDeed.SHOW: gettext_lazy("もう一度表示する"),
    ModerationDeed.UPHOLD: gettext_lazy("異議を認めない（非表示のまま）"),
    ModerationDeed.GRANT: gettext_lazy("異議を認める（表示に戻す）"),
}
# Whose decision it was. Names of people stand in the record of deeds, which auditors read.
MODERATOR, OPENER = "moderator", "opener"
DECIDER_NAMES: dict[str, Promise] = {
    MODERATOR: gettext_lazy("投稿管理者"),
    OPENER: gettext_lazy("意見の地図を開いた人"),
}
THREAD_DEED_NAMES: dict[ThreadDeed, Promise] = {
    ThreadDeed.CHAIR: gettext_lazy("進行役になった"),
    ThreadDeed.LEAVE: gettext_lazy("進行役をやめた"),
    ThreadDeed.SUMMARISE: gettext_lazy("まとめを書いた"),
    ThreadDeed.WITHDRAW: gettext_lazy("まとめを取り下げた"),
    ThreadDeed.PIN: gettext_lazy("意見を目立たせた"),
    ThreadDeed.UNPIN: gettext_lazy("意見を目立たせるのをやめた"),
    ThreadDeed.MOVE: gettext_lazy("意見をほかの話し合いへ移した"),
    ThreadDeed.CLOSE: gettext_lazy("結果を書いて話し合いを閉じた"),
    ThreadDeed.REOPEN: gettext_lazy("話し合いをもう一度開いた"),
}


def choices(names: Mapping[Any, Promise]) -> list[tuple[str, Promise]]:
    return [(str(value), name) for value, name in names.items()]
