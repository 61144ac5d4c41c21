"""Against a proposal's being declined: the authors appeal in time, and somebody else decides."""

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from portal.accounts.models import Organisation, User
from portal.lifecycle.errors import ReasonIsMissing
from portal.lifecycle.events import write_event
from portal.lifecycle.phases import Action
from portal.lifecycle.services import admit
from proposals.errors import AppealIsLate, AppealIsSpent, SameDecider
from proposals.kinds import OUTCOME_EVENTS
from proposals.models import Appeal, Screening
from proposals.selectors import last_day_of_appeal
from proposals.services.deeds import hold_proposal, move, require_judge, require_writer, state_after
from proposals.states import DEED_OF_OUTCOME, AppealOutcome, ProposalDeed


@transaction.atomic
def appeal_screening(*, actor: User, proposal_id: int, reason: str, language: str = "ja") -> Appeal:
    """Ask that somebody else looks again at a proposal that was declined: once, and in time.

    Raises:
        NotAnAuthor: the actor does not write this proposal.
        DeedIsNotOpen: it was not declined.
        AppealIsSpent: there was an appeal already.
        AppealIsLate: names the last day.
        RoleIsMissing, PhaseIsNotOpen: the cycle is past its estimates.
        ReasonIsMissing: says nothing that could be looked at.
    """
    proposal = hold_proposal(proposal_id)
    require_writer(actor, proposal)
    state_after(proposal, ProposalDeed.APPEAL)
    admit(actor=actor, cycle=proposal.item.cycle, action=Action.APPEAL_SCREENING)
    if Appeal.objects.filter(proposal=proposal).exists():
        raise AppealIsSpent
    last_day = last_day_of_appeal(Screening.objects.get(proposal=proposal))
    if last_day is None or timezone.localdate() > last_day:
        raise AppealIsLate(last_day or timezone.localdate())
    if len(reason.strip()) < ReasonIsMissing.MINIMUM:
        raise ReasonIsMissing
    move(proposal, ProposalDeed.APPEAL, actor)
    appeal = Appeal.objects.create(
        proposal=proposal,
        appellant=actor,
        reason=reason,
        language=language,
        due_on=timezone.localdate() + timedelta(days=settings.APPEAL_DECISION_DAYS),
    )
    write_event("proposals.appealed", item=proposal.item, actor=actor)
    return appeal


@dataclass(frozen=True)
class AppealAnswer:
    outcome: AppealOutcome
    answer: str
    language: str = "ja"


@transaction.atomic
def decide_appeal(
    *, actor: User, proposal_id: int, department: Organisation, answer: AppealAnswer
) -> Appeal:
    """Let the answer stand, or have the proposal screened again; with a reason, in public.

    Raises:
        RoleIsMissing, PhaseIsNotOpen: the cycle does not open DECIDE_APPEAL to the actor.
        DeedIsNotOpen: no appeal waits.
        NotTheDepartment, OwnProposal: the actor does not act for the department; or wrote it.
        SameDecider: the department, or the actor, gave the first answer.
        ReasonIsMissing: the answer is too short to explain anything.
    """
    proposal = hold_proposal(proposal_id)
    admit(actor=actor, cycle=proposal.item.cycle, action=Action.DECIDE_APPEAL)
    state_after(proposal, DEED_OF_OUTCOME[answer.outcome])
    require_judge(actor, proposal, department)
    screening = Screening.objects.get(proposal=proposal)
    if department.pk == screening.department_id or actor.pk == screening.officer_id:
        raise SameDecider
    if len(answer.answer.strip()) < ReasonIsMissing.MINIMUM:
        raise ReasonIsMissing
    move(proposal, DEED_OF_OUTCOME[answer.outcome], actor)
    if answer.outcome == AppealOutcome.ALLOWED:
        screening.due_on = timezone.localdate() + timedelta(days=settings.SCREENING_DAYS)
        screening.save(update_fields=["due_on"])
    appeal = Appeal.objects.get(proposal=proposal)
    appeal.outcome, appeal.answer, appeal.answer_language = (
        answer.outcome,
        answer.answer,
        answer.language,
    )
    appeal.department, appeal.decided_by, appeal.decided_at = department, actor, timezone.now()
    appeal.save()
    write_event(
        OUTCOME_EVENTS[answer.outcome].name,
        item=proposal.item,
        actor=actor,
        organisation=department,
    )
    return appeal
