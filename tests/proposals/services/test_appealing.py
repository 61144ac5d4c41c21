"""What was declined is looked at once more, by somebody else, if the authors ask in time."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from portal.lifecycle.errors import PhaseIsNotOpen, ReasonIsMissing
from portal.lifecycle.models import Event
from portal.lifecycle.phases import Phase
from proposals.errors import AppealIsLate, AppealIsSpent, DeedIsNotOpen, NotAnAuthor, SameDecider
from proposals.models import Appeal
from proposals.services import AppealAnswer, appeal_screening, decide_appeal, screen_proposal
from proposals.states import AppealOutcome, ProposalState, ScreeningVerdict
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.factories.lifecycle import cycle_in
from tests.factories.proposals import ProposalFactory, ScreeningFactory
from tests.proposals.people import compared, department, editor_of
from tests.proposals.services.test_screening import COSTED, DECLINED

pytestmark = pytest.mark.django_db
WHY = "費用の見積もりに、もう使わない街灯が入っています。"
ALLOWED = AppealAnswer(AppealOutcome.ALLOWED, "見積もりに誤りがあったので、もう一度審査します。")
DISMISSED = AppealAnswer(AppealOutcome.DISMISSED, "見積もりを確かめましたが、誤りはありません。")


@pytest.fixture
def first():
    return department()


@pytest.fixture
def screener(first):
    return editor_of(first)


def declined(first, screener, **fields):
    proposal = ProposalFactory(state=ProposalState.DECLINED, **fields)
    ScreeningFactory(
        proposal=proposal,
        department=first,
        officer=screener,
        verdict=ScreeningVerdict.DECLINED,
        cost=None,
    )
    return proposal


@pytest.fixture
def proposal(first, screener):
    return declined(first, screener)


def appeal(proposal, actor=None, reason=WHY):
    return appeal_screening(actor=actor or proposal.author, proposal_id=proposal.pk, reason=reason)


def decide(proposal, answer, body=None, actor=None):
    body = body or department()
    return decide_appeal(
        actor=actor or editor_of(body), proposal_id=proposal.pk, department=body, answer=answer
    )


def test_an_appeal_that_is_allowed_is_screened_again(proposal, screener, settings):
    appeal(proposal)
    answered = decide(proposal, ALLOWED)

    proposal.refresh_from_db()
    assert proposal.state == ProposalState.IN_SCREENING
    assert proposal.screening.due_on == timezone.localdate() + timedelta(
        days=settings.SCREENING_DAYS
    )
    assert answered.outcome_text.name == "もう一度審査する"
    screen_proposal(
        actor=screener,
        proposal_id=proposal.pk,
        findings=replace(COSTED, option=compared(proposal)),
    )


def test_an_appeal_that_is_dismissed_is_spent(proposal):
    appeal(proposal)
    decide(proposal, DISMISSED)

    proposal.refresh_from_db()
    assert proposal.state == ProposalState.DECLINED
    assert Event.objects.filter(kind="proposals.appeal_dismissed").exists()
    with pytest.raises(AppealIsSpent):
        appeal(proposal)


def test_a_second_refusal_cannot_be_appealed_against(proposal, screener):
    appeal(proposal)
    decide(proposal, ALLOWED)
    screen_proposal(actor=screener, proposal_id=proposal.pk, findings=DECLINED)

    with pytest.raises(AppealIsSpent):
        appeal(proposal)


@pytest.mark.parametrize(("days_ago", "late"), [(14, False), (15, True)])
def test_an_appeal_comes_in_time(proposal, settings, days_ago, late):
    settings.APPEAL_DAYS = 14
    screening = proposal.screening
    screening.at = timezone.now() - timedelta(days=days_ago)
    screening.save()

    if late:
        with pytest.raises(AppealIsLate):
            appeal(proposal)
    else:
        assert appeal(proposal).due_on > timezone.localdate()


def test_neither_the_first_department_nor_its_officer_decides(proposal, first, screener):
    appeal(proposal)

    with pytest.raises(SameDecider):
        decide(proposal, DISMISSED, body=first)
    other = MembershipFactory(user=screener, organisation=department()).organisation
    with pytest.raises(SameDecider):
        decide(proposal, DISMISSED, body=other, actor=screener)
    assert Appeal.objects.get().outcome == ""


def test_only_authors_appeal_and_with_a_reason(proposal):
    with pytest.raises(NotAnAuthor):
        appeal(proposal, actor=UserFactory())
    with pytest.raises(ReasonIsMissing):
        appeal(proposal, reason="いやです")


def test_an_answer_has_a_reason(proposal):
    appeal(proposal)

    with pytest.raises(ReasonIsMissing):
        decide(proposal, AppealAnswer(AppealOutcome.DISMISSED, "だめ"))


def test_where_nothing_was_declined_there_is_nothing_to_appeal_against():
    with pytest.raises(DeedIsNotOpen):
        appeal(ProposalFactory())


def test_after_its_phase_nobody_appeals(first, screener):
    with pytest.raises(PhaseIsNotOpen):
        appeal(declined(first, screener, cycle=cycle_in(Phase.CHOOSE)))
