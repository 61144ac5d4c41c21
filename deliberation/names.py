"""The words for what can be said, for ways of looking at it, for answers and groups."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from deliberation.opinions.answers import Answer
from deliberation.states import Kind, ReactionKind, View

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
