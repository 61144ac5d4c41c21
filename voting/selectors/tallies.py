"""How far a closed vote is on its way to a result, as its page tells it."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from voting.models import BoardFile, BoardRefusal, HeldVote, LogHead, Tally
from voting.names import TALLY_STEP_NAMES
from voting.selectors.log import countersigned_by
from voting.selectors.paper_due import paper_problem
from voting.states import CLOSED_STATES, ElectionState, TallyStep
from voting.trustee.vote import VOTE

Text = Promise | str
UNDER_WAY = frozenset({TaskResultStatus.READY, TaskResultStatus.RUNNING})


@dataclass(frozen=True)
class Stage:
    """A stage of the tally: how much of what it needs is there."""

    text: Text
    there: int
    needed: int

    @property
    def done(self) -> bool:
        return self.there >= self.needed


@dataclass(frozen=True)
class TallyShown:
    """`step`: what a worker does now; `refused`: files that did not hold, with the check."""

    stages: list[Stage]
    step: Text
    goes_on: bool
    problem: str
    paper_problem: str
    is_laid_out: bool
    is_closed: bool
    refused: list[BoardRefusal]


def tally_shown(held: HeldVote) -> TallyShown:
    """Eight queries, however many ballots."""
    state = ElectionState(held.election.state)
    closed = state in CLOSED_STATES
    files = BoardFile.objects.standing().filter(held=held)
    names = set(files.filter(trustee=None).values_list("name", flat=True))
    verified = list(files.filter(verified__isnull=False).values_list("name", flat=True))
    head = LogHead.objects.filter(held=held).order_by("-size").first()
    signed = countersigned_by(held.pk).get(head.size, []) if head and closed else []
    tally = Tally.objects.filter(held=held).first()
    status = tally and DBTaskResult.objects.filter(pk=tally.task_id).values_list("status").first()
    counted = {ElectionState.OPENED, ElectionState.CERTIFIED}
    stages = [
        Stage(_("投票を締め切る"), int(closed), 1),
        Stage(_("締め切った記録を鍵の管理者に渡す"), int(VOTE in names), 1),
        Stage(_("鍵の管理者が、締め切った記録簿に署名する"), len(signed), held.threshold),
        Stage(_("鍵の管理者が、1人ずつ票を混ぜる"), _count(verified, "mix-"), held.mixes),
        Stage(_("鍵の管理者が、開票の分を出す"), _count(verified, "opening-"), held.threshold),
        Stage(_("公開の記録をまとめる"), int("record.tomoni" in names), 1),
        Stage(
            _("集計する"),
            int(state in counted and hasattr(held.election, "result")),
            1,
        ),
        Stage(_("監査人が結果を確定する"), int(state == ElectionState.CERTIFIED), 1),
    ]
    return TallyShown(
        stages=stages,
        step=TALLY_STEP_NAMES[TallyStep(tally.step)] if tally and tally.step else "",
        goes_on=bool(status and status[0] in UNDER_WAY),
        problem=tally.problem if tally else "",
        paper_problem=paper_problem(held.pk) if state == ElectionState.CLOSED else "",
        is_laid_out=VOTE in names,
        is_closed=closed,
        refused=list(BoardRefusal.objects.filter(file__held=held).select_related("file")),
    )


def _count(names: list[str], prefix: str) -> int:
    return sum(name.startswith(prefix) for name in names)
