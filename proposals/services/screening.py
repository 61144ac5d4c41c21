"""A lead department screens a proposal: four headings, a verdict, one public answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import timedelta

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
    OptionsAreMissing,
)
from proposals.kinds import VERDICT_EVENTS
from proposals.models import DeliveryOption, OnlyWay, Proposal, Screening
from proposals.services.consulting import ask
from proposals.services.deeds import hold_proposal, move, require_judge
from proposals.states import (
    CONTRADICTED,
    DEED_OF_VERDICT,
    FEWEST_OPTIONS,
    Heading,
    Judgement,
    ProposalDeed,
    ScreeningVerdict,
)


@dataclass(frozen=True)
class Findings:
    """What a department found, and what it answers.

    `option`: the number of the way of delivery that is put to the vote, for the verdict COSTED.
    """

    verdict: ScreeningVerdict
    answer: str
    law: str
    cost_finding: str
    duplication: str
    feasibility: str
    judgements: Mapping[Heading, Judgement]
    option: int | None = None
    language: str = "ja"


WRITTEN = [field.name for field in fields(Findings) if field.name != "option"]


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
        OptionsAreMissing: what can be done is compared with another way, or it is said why not.
        CostIsMissing: of the ways of delivery one is chosen; its total is the cost.
    """
    proposal = hold_proposal(proposal_id)
    admit(actor=actor, cycle=proposal.item.cycle, action=Action.SCREEN_PROPOSAL)
    move(proposal, DEED_OF_VERDICT[findings.verdict], actor)
    screening = Screening.objects.select_related("department").get(proposal=proposal)
    require_judge(actor, proposal, screening.department)
    _require_reasons(findings)
    _require_opinions(screening)
    chosen = None
    if findings.verdict == ScreeningVerdict.COSTED:
        admit(actor=actor, cycle=proposal.item.cycle, action=Action.ESTIMATE_COST)
        chosen = _chosen_option(proposal, findings)
    _write(screening, findings, chosen, actor)
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


def _chosen_option(proposal: Proposal, findings: Findings) -> DeliveryOption:
    options = {
        option.pk: option
        for option in proposal.options_of_delivery.prefetch_related("costs", "times")
    }
    explained = OnlyWay.objects.filter(proposal=proposal).exists()
    if len(options) < FEWEST_OPTIONS and not (options and explained):
        raise OptionsAreMissing
    chosen = options.get(findings.option or 0)
    if chosen is None or not chosen.first_year.figure:
        raise CostIsMissing
    return chosen


def _require_opinions(screening: Screening) -> None:
    waited_for = screening.opinions.filter(at=None, due_on__gte=timezone.localdate())
    departments = [each.department for each in waited_for.select_related("department")]
    if departments:
        raise OpinionsAreMissing(department.shown_name for department in departments)


def _write(
    screening: Screening, findings: Findings, chosen: DeliveryOption | None, actor: User
) -> None:
    for name in WRITTEN:
        setattr(screening, name, getattr(findings, name))
    screening.option = chosen
    screening.cost = chosen.first_year.figure if chosen else None
    screening.officer = actor
    screening.at = timezone.now()
    screening.save()
