"""A department screens a proposal: four headings, a verdict, one public answer."""

from dataclasses import dataclass, fields
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from portal.accounts.models import Organisation, User
from portal.accounts.organisations import OrganisationKind
from portal.lifecycle import lineage
from portal.lifecycle.errors import ReasonIsMissing
from portal.lifecycle.events import write_event
from portal.lifecycle.phases import Action, Phase
from portal.lifecycle.services import admit
from proposals.errors import CostIsMissing, FindingsAreMissing, NotTheDepartment, OwnProposal
from proposals.kinds import VERDICT_EVENTS
from proposals.models import Proposal, Screening
from proposals.services.deeds import hold_proposal, state_after
from proposals.states import DEED_OF_VERDICT, ProposalDeed, ScreeningVerdict


@dataclass(frozen=True)
class Findings:
    """What a department found, and what it answers. A cost belongs to the verdict COSTED alone."""

    verdict: ScreeningVerdict
    answer: str
    law: str
    cost_finding: str
    duplication: str
    feasibility: str
    cost: Decimal | None = None
    cost_basis: str = ""
    language: str = "ja"


@transaction.atomic
def begin_screening(*, actor: User, proposal_id: int, department: Organisation) -> Screening:
    """Take a proposal up in the name of a department; it has now come to the phase ESTIMATE.

    Raises:
        RoleIsMissing, PhaseIsNotOpen: the cycle does not open SCREEN_PROPOSAL to the actor.
        NotTheDepartment: the actor does not act for the department.
        OwnProposal: nobody judges what they wrote.
        DeedIsNotOpen: the proposal is not waiting for a screening.
    """
    proposal = hold_proposal(proposal_id)
    admit(actor=actor, cycle=proposal.item.cycle, action=Action.SCREEN_PROPOSAL)
    _require_fit(actor, proposal, department)
    _move(proposal, ProposalDeed.TAKE_UP, actor)
    screening, _ = Screening.objects.update_or_create(
        proposal=proposal,
        defaults={"department": department, "officer": actor, "began_at": timezone.now()},
    )
    lineage.reach(proposal.item, Phase.ESTIMATE)
    write_event(
        "proposals.screening_begun",
        item=proposal.item,
        actor=actor,
        organisation=department,
    )
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
        ReasonIsMissing: the answer is too short to explain anything.
        CostIsMissing: what can be done has a cost, and the cost a basis.
    """
    proposal = hold_proposal(proposal_id)
    admit(actor=actor, cycle=proposal.item.cycle, action=Action.SCREEN_PROPOSAL)
    _move(proposal, DEED_OF_VERDICT[findings.verdict], actor)
    screening = Screening.objects.select_related("department").get(proposal=proposal)
    _require_fit(actor, proposal, screening.department)
    _require_reasons(findings)
    if findings.verdict == ScreeningVerdict.COSTED:
        admit(actor=actor, cycle=proposal.item.cycle, action=Action.ESTIMATE_COST)
    _write(screening, findings, actor)
    write_event(VERDICT_EVENTS[findings.verdict].name, item=proposal.item, actor=actor)
    return screening


def _require_fit(actor: User, proposal: Proposal, department: Organisation) -> None:
    acts_for_it = Organisation.objects.acted_for_by(actor).filter(pk=department.pk).exists()
    if department.kind != OrganisationKind.DEPARTMENT or not acts_for_it:
        raise NotTheDepartment(department.shown_name)
    if proposal.author_id == actor.pk:
        raise OwnProposal


def _require_reasons(findings: Findings) -> None:
    headings = (findings.law, findings.cost_finding, findings.duplication, findings.feasibility)
    if not all(text.strip() for text in headings):
        raise FindingsAreMissing
    if len(findings.answer.strip()) < ReasonIsMissing.MINIMUM:
        raise ReasonIsMissing
    if findings.verdict == ScreeningVerdict.COSTED and (
        not findings.cost or not findings.cost_basis.strip()
    ):
        raise CostIsMissing


def _move(proposal: Proposal, deed: ProposalDeed, actor: User) -> None:
    proposal.state = state_after(proposal, deed)
    proposal.updated_at = timezone.now()
    proposal.edited_by = actor
    proposal.save(update_fields=["state", "updated_at"])


def _write(screening: Screening, findings: Findings, actor: User) -> None:
    for field in fields(findings):
        setattr(screening, field.name, getattr(findings, field.name))
    if findings.verdict != ScreeningVerdict.COSTED:
        screening.cost, screening.cost_basis = None, ""
    screening.officer = actor
    screening.at = timezone.now()
    screening.save()
