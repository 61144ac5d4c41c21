"""What an administrator may do to a phase, and how each is said. Pure but for its texts."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from portal.lifecycle.names import Text
from portal.lifecycle.phases import PhaseState


class Change(StrEnum):
    PLAN = "plan"
    OPEN = "open"
    CLOSE = "close"
    REOPEN = "reopen"
    LEAVE_OUT = "leave-out"
    TAKE_IN = "take-in"


# The state that each leads to; a plan moves nothing.
LEADS_TO: dict[Change, PhaseState | None] = {
    Change.PLAN: None,
    Change.OPEN: PhaseState.OPEN,
    Change.CLOSE: PhaseState.CLOSED,
    Change.REOPEN: PhaseState.OPEN,
    Change.LEAVE_OUT: PhaseState.LEFT_OUT,
    Change.TAKE_IN: PhaseState.AHEAD,
}
POSSIBLE: dict[PhaseState, tuple[Change, ...]] = {
    PhaseState.AHEAD: (Change.OPEN, Change.PLAN, Change.LEAVE_OUT),
    PhaseState.OPEN: (Change.CLOSE, Change.PLAN),
    PhaseState.CLOSED: (Change.REOPEN,),
    PhaseState.LEFT_OUT: (Change.TAKE_IN,),
}


@dataclass(frozen=True)
class ChangeText:
    """The button that leads to the question, and what the question explains."""

    label: Text
    explains: Text


CHANGE_TEXTS: dict[Change, ChangeText] = {
    Change.PLAN: ChangeText(
        _("日程を決める"),
        _("この日時になると、自動で始まり、自動で終わります。空欄にすると自動では動きません。"),
    ),
    Change.OPEN: ChangeText(
        _("いま始める"),
        _("すぐに受付が始まり、フォローしている人に知らせが届きます。記録は消せません。"),
    ),
    Change.CLOSE: ChangeText(
        _("いま終える"),
        _("すぐに受付が終わります。書きかけの人がいても受け付けません。記録は消せません。"),
    ),
    Change.REOPEN: ChangeText(
        _("もう一度始める"),
        _("終わったフェーズの受付を再び始めます。理由は公開の記録に残ります。"),
    ),
    Change.LEAVE_OUT: ChangeText(
        _("行わないことにする"),
        _("このサイクルでは、このフェーズを行いません。理由は公開の記録に残ります。"),
    ),
    Change.TAKE_IN: ChangeText(
        _("行うことに戻す"),
        _("行わないことにしたフェーズを、予定に戻します。理由は公開の記録に残ります。"),
    ),
}
