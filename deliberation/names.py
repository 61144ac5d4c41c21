"""What answers and groups are called."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from deliberation.opinions.answers import Answer

ANSWER_NAMES: dict[Answer, Promise | str] = {
    Answer.AGREE: gettext_lazy("賛成"),
    Answer.DISAGREE: gettext_lazy("反対"),
    Answer.PASS: gettext_lazy("パス"),
    Answer.NONE: gettext_lazy("まだ"),
}


def group_name(number: int) -> str:
    """Of the largest group A, of the next B."""
    return _("グループ%(letter)s") % {"letter": chr(ord("A") + number)}
