"""The refusals of the lifecycle."""

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from portal.common.errors import NotAllowed, RuleViolation
from portal.lifecycle.models import CyclePhase
from portal.lifecycle.names import ACTION_NAMES, PHASE_TEXTS, STATE_NAMES
from portal.lifecycle.phases import Action, Phase, PhaseState


class PhaseIsNotOpen(RuleViolation):
    """No phase that opens the action is open: says why, and when one opens."""

    def __init__(self, action: Action, candidates: list[CyclePhase]) -> None:
        self.action = action
        super().__init__(
            _("いまは「%(action)s」を受け付けていません。%(when)s")
            % {"action": ACTION_NAMES[action], "when": _when(candidates)}
        )


class RoleIsMissing(NotAllowed):
    """The person holds none of the roles that may do the action."""

    def __init__(self, action: Action) -> None:
        self.action = action
        super().__init__(
            _("「%(action)s」ができるのは、担当の役割を持つ人だけです。")
            % {"action": ACTION_NAMES[action]}
        )


class PhaseCannotChange(RuleViolation):
    """The table of transitions has no way from the one state to the other."""

    def __init__(self, phase: Phase, current: PhaseState, wanted: PhaseState) -> None:
        super().__init__(
            _("フェーズ「%(phase)s」は「%(current)s」なので、「%(wanted)s」にはできません。")
            % {
                "phase": PHASE_TEXTS[phase].name,
                "current": STATE_NAMES[current],
                "wanted": STATE_NAMES[wanted],
            }
        )


class ReasonIsMissing(RuleViolation):
    """A change that people must understand needs a reason of real length."""

    MINIMUM = 10

    def __init__(self) -> None:
        super().__init__(
            _("理由を%(minimum)d文字以上で書いてください。") % {"minimum": self.MINIMUM}
        )


def _when(candidates: list[CyclePhase]) -> str:
    """When the action will be open again, as far as the plan tells."""
    ahead = [c for c in candidates if c.state == PhaseState.AHEAD]
    for phase in sorted(ahead, key=lambda c: (c.opens_at is None, c.opens_at, c.phase)):
        name = PHASE_TEXTS[Phase(phase.phase)].name
        if phase.opens_at is None:
            return _("フェーズ「%(phase)s」で始まります。日程はまだ決まっていません。") % {
                "phase": name
            }
        return _("フェーズ「%(phase)s」が%(date)sに始まります。") % {
            "phase": name,
            "date": date_format(localtime(phase.opens_at), "DATETIME_FORMAT"),
        }
    closed = [c for c in candidates if c.state == PhaseState.CLOSED]
    if closed:
        last = max(closed, key=lambda c: c.phase)
        return _("フェーズ「%(phase)s」は終了しました。") % {
            "phase": PHASE_TEXTS[Phase(last.phase)].name
        }
    return _("このサイクルでは行いません。")
