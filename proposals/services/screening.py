"""A lead department screens a proposal: four headings, a verdict, one public answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import timedelta
from decimal import Decimal

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from portal.accounts.models import Organisation, User
from portal.lifecycle import lineage
from portal.lifecycle.errors import ReasonIsMissing
from portal.lifecycle.events import write_event
from portal.lifecycle.phases import Action, Phase
from portal.lifecycle.services import admit
from proposals.errors import (
    CostIsMissing,
    FindingsAreMissing,
    FindingsContradictTheVerdict,
    OpinionsAreMissing,
)
from proposals.kinds import VERDICT_EVENTS
from proposals.models import Screening
from proposals.services.consulting import ask
from proposals.services.deeds import hold_proposal, move, require_judge
from proposals.states import (
    CONTRADICTED,
    DEED_OF_VERDICT,
    Heading,
    Judgement,
    ProposalDeed,
    ScreeningVerdict,
)


@dataclass(frozen=True)
class Findings:
    """What a department found, and what it answers. A cost belongs to the verdict COSTED alone."""

    verdict: ScreeningVerdict
    answer: str
    law: str
    cost_finding: str
    duplication: str
    feasibility: str
    judgements: Mapping[Heading, Judgement]
    cost: Decimal | None = None
    cost_basis: str = ""
    language: str = "ja"


@transaction.atomic
def begin_screening(
    *,
    actor: User,
    proposal_id: int,
    department: Organisation,
    concerned: Sequence[Organisation] = (),
) -> Screening:
    """Take a proposal up in the name of a department, which leads; it is now in ESTIMATE.

    The concerned departments are asked what they think. The day of the answer is public.

    Raises:
        RoleIsMissing, PhaseIsNotOpen: the cycle does not open SCREEN_PROPOSAL to the actor.
        NotTheDepartment: the actor does not act for the department.
        OwnProposal: nobody judges what they wrote.
        DeedIsNotOpen: the proposal is not waiting for a screening.
        DepartmentIsUnfit: the lead is not concerned besides.
    """
    proposal = hold_proposal(proposal_id)
    admit(actor=actor, cycle=proposal.item.cycle, action=Action.SCREEN_PROPOSAL)
    require_judge(actor, proposal, department)
    move(proposal, ProposalDeed.TAKE_UP, actor)
    screening, _ = Screening.objects.update_or_create(
        proposal=proposal,
        defaults={
            "department": department,
            "officer": actor,
            "began_at": timezone.now(),
            "due_on": timezone.localdate() + timedelta(days=settings.SCREENING_DAYS),
        },
    )
    lineage.reach(proposal.item, Phase.ESTIMATE)
    write_event(
        "proposals.screening_begun",
        item=proposal.item,
        actor=actor,
        organisation=department,
    )
    for each in concerned:
        ask(actor, screening, each)
    return screening


@transaction.atomic
def screen_proposal(*, actor: User, proposal_id: int, findings: Findings) -> Screening:
    """Give the verdict: what it costs, what is still asked, or why it cannot be; in public.

    Raises:
        RoleIsMissing, PhaseIsNotOpen: the cycle does not open screening to the actor.
        DeedIsNotOpen: nobody has taken the proposal up.
        NotTheDepartment: another department has taken it up.
        OwnProposal: nobody judges what they wrote.
        FindingsAreMissing: all four headings are answered.
        FindingsContradictTheVerdict: the answer would deny what it stands on.
        OpinionsAreMissing: concerned departments have not answered and still have time to.
        ReasonIsMissing: the answer is too short to explain anything.
        CostIsMissing: what can be done has a cost, and the cost a basis.
    """
    proposal = hold_proposal(proposal_id)
    admit(actor=actor, cycle=proposal.item.cycle, action=Action.SCREEN_PROPOSAL)
    move(proposal, DEED_OF_VERDICT[findings.verdict], actor)
    screening = Screening.objects.select_related("department").get(proposal=proposal)
    require_judge(actor, proposal, screening.department)
    _require_reasons(findings)
    _require_opinions(screening)
    if findings.verdict == ScreeningVerdict.COSTED:
        admit(actor=actor, cycle=proposal.item.cycle, action=Action.ESTIMATE_COST)
    _write(screening, findings, actor)
    write_event(
        VERDICT_EVENTS[findings.verdict].name,
        item=proposal.item,
        actor=actor,
        organisation=screening.department,
    )
    return screening


def _require_reasons(findings: Findings) -> None:
    headings = (findings.law, findings.cost_finding, findings.duplication, findings.feasibility)
    if not all(text.strip() for text in headings) or set(findings.judgements) != set(Heading):
        raise FindingsAreMissing
    if len(findings.answer.strip()) < ReasonIsMissing.MINIMUM:
        raise ReasonIsMissing
    if CONTRADICTED[findings.verdict](findings.judgements.values()):
        raise FindingsContradictTheVerdict
    if findings.verdict == ScreeningVerdict.COSTED and (
        not findings.cost or not findings.cost_basis.strip()
    ):
        raise CostIsMissing


def _require_opinions(screening: Screening) -> None:
    waited_for = screening.opinions.filter(at=None, due_on__gte=timezone.localdate())
    departments = [each.department for each in waited_for.select_related("department")]
    if departments:
        raise OpinionsAreMissing(department.shown_name for department in departments)


def _write(screening: Screening, findings: Findings, actor: User) -> None:
    for field in fields(findings):
        setattr(screening, field.name, getattr(findings, field.name))
    if findings.verdict != ScreeningVerdict.COSTED:
        screening.cost, screening.cost_basis = None, ""
    screening.officer = actor
    screening.at = timezone.now()
    screening.save()
