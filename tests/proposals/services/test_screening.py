from dataclasses import replace

import pytest

from portal.lifecycle import kinds
from portal.lifecycle.errors import PhaseIsNotOpen, ReasonIsMissing, RoleIsMissing
from portal.lifecycle.models import Event, ItemPhase
from portal.lifecycle.phases import Phase
from proposals.errors import (
    CostIsMissing,
    FindingsAreMissing,
    FindingsContradictTheVerdict,
    NotTheDepartment,
    OptionsAreMissing,
    OwnProposal,
)
from proposals.models import Screening
from proposals.services import (
    Findings,
    begin_screening,
    explain_only_way,
    screen_proposal,
    submit_proposal,
)
from proposals.states import Delivery, Heading, Judgement, ProposalState, ScreeningVerdict
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.factories.lifecycle import cycle_in
from tests.factories.proposals import DeliveryOptionFactory, ProposalFactory
from tests.proposals.people import compared, department, editor_of, officer, verified_organisation

pytestmark = pytest.mark.django_db

COSTED = Findings(
    verdict=ScreeningVerdict.COSTED,
    answer="提案のとおり3か所に建てることができます。",
    law="道路法の占用許可で足りる。",
    cost_finding="1基40万円、3基で120万円。",
    duplication="重なる事業はない。",
    feasibility="年度内に建てられる。",
    judgements=dict.fromkeys(Heading, Judgement.CLEAR),
)
DECLINED = replace(
    COSTED,
    verdict=ScreeningVerdict.DECLINED,
    judgements={**COSTED.judgements, Heading.DUPLICATION: Judgement.OBSTACLE},
)
RETURNED = replace(DECLINED, verdict=ScreeningVerdict.RETURNED)


@pytest.fixture
def body():
    return department()


@pytest.fixture
def judge(body):
    return editor_of(body)


@pytest.fixture
def proposal(body, judge):
    found = ProposalFactory()
    begin_screening(actor=judge, proposal_id=found.pk, department=body)
    return found


def test_taking_it_up_brings_the_proposal_to_its_estimate(proposal, body, judge):
    proposal.refresh_from_db()
    proposal.item.refresh_from_db()

    assert proposal.state == ProposalState.IN_SCREENING
    assert proposal.item.phase == Phase.ESTIMATE
    assert ItemPhase.objects.filter(item=proposal.item, phase=Phase.ESTIMATE).count() == 1
    assert proposal.screening.department == body
    assert Event.objects.get(item=proposal.item).organisation == body


@pytest.mark.parametrize("findings", [COSTED, DECLINED, RETURNED], ids=lambda f: f.verdict)
def test_every_verdict_is_a_public_answer_told_along_the_path(proposal, judge, findings):
    chosen = compared(proposal)
    screening = screen_proposal(
        actor=judge, proposal_id=proposal.pk, findings=replace(findings, option=chosen)
    )

    proposal.refresh_from_db()
    assert proposal.state == findings.verdict
    costs = 1_200_000 if findings is COSTED else None
    assert (screening.answer, screening.cost) == (findings.answer, costs)
    assert screening.at is not None
    event = Event.objects.filter(item=proposal.item).order_by("-id")[0]
    assert event.kind == f"proposals.proposal_{findings.verdict}"
    assert kinds.event_kind(event.kind).along_the_path


@pytest.mark.parametrize("heading", ["law", "cost_finding", "duplication", "feasibility"])
def test_all_four_headings_are_answered(proposal, judge, heading):
    with pytest.raises(FindingsAreMissing):
        screen_proposal(
            actor=judge, proposal_id=proposal.pk, findings=replace(DECLINED, **{heading: " "})
        )

    proposal.refresh_from_db()
    assert proposal.state == ProposalState.IN_SCREENING


@pytest.mark.parametrize("findings", [COSTED, DECLINED, RETURNED], ids=lambda f: f.verdict)
def test_every_verdict_has_a_reason_of_real_length(proposal, judge, findings):
    with pytest.raises(ReasonIsMissing):
        screen_proposal(
            actor=judge, proposal_id=proposal.pk, findings=replace(findings, answer="むり")
        )


def test_what_can_be_done_is_compared_with_another_way_or_it_is_said_why_not(proposal, judge):
    only = DeliveryOptionFactory(proposal=proposal)
    findings = replace(COSTED, option=only.pk)
    with pytest.raises(OptionsAreMissing):
        screen_proposal(actor=judge, proposal_id=proposal.pk, findings=findings)
    explain_only_way(
        actor=judge, proposal_id=proposal.pk, reason="町内会の土地なので、ほかの人にはできません。"
    )

    screen_proposal(actor=judge, proposal_id=proposal.pk, findings=findings)

    assert Screening.objects.get().option == only


def test_one_of_its_own_ways_is_chosen_and_costs_something(proposal, judge):
    compared(proposal)
    free = DeliveryOptionFactory(proposal=proposal, delivery=Delivery.PRIVATE, price=0)

    for option in (None, DeliveryOptionFactory().pk, free.pk):
        with pytest.raises(CostIsMissing):
            screen_proposal(
                actor=judge, proposal_id=proposal.pk, findings=replace(COSTED, option=option)
            )


def test_a_second_round_keeps_the_first_answer_in_the_history(proposal, body, judge):
    screen_proposal(actor=judge, proposal_id=proposal.pk, findings=RETURNED)
    submit_proposal(actor=proposal.author, proposal_id=proposal.pk)
    begin_screening(actor=judge, proposal_id=proposal.pk, department=body)
    screen_proposal(
        actor=judge, proposal_id=proposal.pk, findings=replace(COSTED, option=compared(proposal))
    )

    assert Screening.objects.get().verdict == ScreeningVerdict.COSTED
    verdicts = set(Screening.history.values_list("verdict", flat=True))
    assert verdicts == {"", ScreeningVerdict.RETURNED, ScreeningVerdict.COSTED}


def test_a_resident_screens_nothing(body):
    with pytest.raises(RoleIsMissing):
        begin_screening(actor=UserFactory(), proposal_id=ProposalFactory().pk, department=body)


def test_outside_its_phase_nothing_is_screened(body, judge):
    early = ProposalFactory(cycle=cycle_in(Phase.DESIGN))

    with pytest.raises(PhaseIsNotOpen):
        begin_screening(actor=judge, proposal_id=early.pk, department=body)


def test_an_officer_screens_for_their_own_department_only(body, proposal):
    colleague = officer()

    with pytest.raises(NotTheDepartment):
        begin_screening(actor=colleague, proposal_id=ProposalFactory().pk, department=body)
    with pytest.raises(NotTheDepartment):
        screen_proposal(actor=colleague, proposal_id=proposal.pk, findings=COSTED)


def test_a_viewer_of_the_department_decides_nothing(body, proposal):
    viewer = MembershipFactory(organisation=body, role="viewer").user

    with pytest.raises(RoleIsMissing):
        screen_proposal(actor=viewer, proposal_id=proposal.pk, findings=COSTED)


def test_only_a_department_screens(judge):
    club = verified_organisation()
    MembershipFactory(user=judge, organisation=club)

    with pytest.raises(NotTheDepartment):
        begin_screening(actor=judge, proposal_id=ProposalFactory().pk, department=club)


def test_nobody_screens_what_they_wrote(body, judge):
    own = ProposalFactory(author=judge)

    with pytest.raises(OwnProposal):
        begin_screening(actor=judge, proposal_id=own.pk, department=body)


@pytest.mark.parametrize(
    ("findings", "judgements"),
    [
        (COSTED, DECLINED.judgements),
        (DECLINED, dict.fromkeys(Heading, Judgement.CLEAR)),
    ],
    ids=["costed with an obstacle", "declined without one"],
)
def test_the_verdict_does_not_deny_what_was_found(proposal, judge, findings, judgements):
    with pytest.raises(FindingsContradictTheVerdict):
        screen_proposal(
            actor=judge, proposal_id=proposal.pk, findings=replace(findings, judgements=judgements)
        )
