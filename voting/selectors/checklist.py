"""What a vote that is held here still needs before its definition can be made."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.lifecycle.phases import PhaseState
from voting.models import Election, HeldVote
from voting.selectors.board import get_from
from voting.selectors.electorates import weights_problem
from voting.states import PHASE_OF_KIND, ElectionKind, ElectionState
from voting.trustee.following import Stage, Standing, follow
from voting.trustee.messages import read_invitation

Text = Promise | str


@dataclass(frozen=True)
class Line:
    """One thing that has to be there; `url` is where it is seen to."""

    done: bool
    text: Text
    url: str
    needed_for_definition: bool = True


def standing_of(held: HeldVote) -> Standing:
    """How far the making of the key is; raises CheckFailed where a document cannot be read."""
    get = get_from(held.pk)
    return follow(read_invitation(get("invitation.json") or b""), get)


def checklist_of(held: HeldVote) -> list[Line]:
    """Everything from the options to the signatures, in the order in which it is done."""
    election = held.election
    page = reverse("voting:ceremony", args=[election.pk])
    voters = reverse("voting:credentials", args=[election.pk])
    own = election.get_absolute_url()
    state = ElectionState(election.state)
    key_made = bool(held.definition) or standing_of(held).stage is Stage.DONE
    return [
        Line(election.options.count() >= 2, _("選択肢が2つ以上ある"), own),
        Line(
            _is_inside_its_phase(election),
            _("投票の日時が、フェーズの期間の中にある"),
            reverse("lifecycle:cycle", args=[election.cycle.slug]),
        ),
        Line(
            not weights_problem(election),
            _("投票する人の区分の重みが、合わせて100%になる"),
            reverse("voting:electorates", args=[election.pk]),
        ),
        Line(bool(held.credentials), _("名簿管理者が、署名した名簿を渡した"), voters),
        Line(key_made, _("鍵の管理者が、投票の鍵とくじを作った"), page),
        Line(bool(held.definition), _("投票の定義を作った"), own, needed_for_definition=False),
        Line(
            state != ElectionState.PREPARED,
            _("鍵の管理者の全員が、定義に署名した"),
            page,
            needed_for_definition=False,
        ),
    ]


def _is_inside_its_phase(election: Election) -> bool:
    phase = election.cycle.phases.get(phase=PHASE_OF_KIND[ElectionKind(election.kind)])
    opens, closes = election.opens_at, election.closes_at
    if opens is None or closes is None or phase.state not in {PhaseState.AHEAD, PhaseState.OPEN}:
        return False
    begins, ends = phase.opens_at or opens, phase.closes_at or closes
    return begins <= opens and closes <= ends


def missing_of(held: HeldVote) -> list[str]:
    """What keeps the definition from being made, in words."""
    return [
        str(line.text)
        for line in checklist_of(held)
        if line.needed_for_definition and not line.done
    ]
