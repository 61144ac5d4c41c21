"""Concerned departments and authors are heard before the one public answer."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from portal.accounts.organisations import OrganisationKind
from portal.lifecycle.errors import ReasonIsMissing, RoleIsMissing
from portal.lifecycle.models import Event
from proposals.errors import (
    DeedIsNotOpen,
    DepartmentIsUnfit,
    NotAnAuthor,
    NotTheDepartment,
    OpinionIsGiven,
    OpinionsAreMissing,
    OwnProposal,
    QuestionIsAnswered,
)
from proposals.selectors import late_screenings, loads_by_department
from proposals.selectors.personal import tasks_of
from proposals.services import (
    Opinion,
    answer_question,
    ask_authors,
    ask_department,
    begin_screening,
    give_opinion,
    screen_proposal,
)
from proposals.states import Judgement, ProposalState
from tests.factories.accounts import OrganisationFactory, UserFactory
from tests.factories.proposals import (
    DepartmentOpinionFactory,
    ProposalFactory,
    ScreeningFactory,
    ScreeningQuestionFactory,
)
from tests.proposals.people import compared, department, editor_of, joined, verified_organisation
from tests.proposals.services.test_screening import COSTED

pytestmark = pytest.mark.django_db
FINE = Opinion(Judgement.CONDITIONAL, "占用の許可を先に取れば、支障はありません。")
ASKED, ANSWERED = "持ち主は承知していますか。", "はい、書面で承知をもらいました。"


@pytest.fixture
def lead():
    return department()


@pytest.fixture
def officer(lead):
    return editor_of(lead)


@pytest.fixture
def concerned():
    return department()


@pytest.fixture
def proposal(lead, officer, concerned):
    found = ProposalFactory()
    begin_screening(actor=officer, proposal_id=found.pk, department=lead, concerned=[concerned])
    return found


def costed(proposal):
    return replace(COSTED, option=compared(proposal))


def opinion_on(proposal):
    return proposal.screening.opinions.get()


def titles(user, *roles):
    return [task.text for task in tasks_of(user, frozenset(roles))]


def test_taking_up_names_the_day_and_asks_the_concerned(proposal, concerned, settings):
    in_days = timezone.localdate() + timedelta(days=settings.SCREENING_DAYS)

    assert proposal.screening.due_on == in_days
    assert opinion_on(proposal).department == concerned
    assert Event.objects.filter(kind="proposals.department_asked", organisation=concerned).exists()


def test_the_answer_waits_for_those_who_still_have_time(proposal, officer, concerned):
    findings = costed(proposal)
    with pytest.raises(OpinionsAreMissing, match=concerned.shown_name):
        screen_proposal(actor=officer, proposal_id=proposal.pk, findings=findings)

    give_opinion(actor=editor_of(concerned), opinion_id=opinion_on(proposal).pk, opinion=FINE)
    screen_proposal(actor=officer, proposal_id=proposal.pk, findings=findings)

    proposal.refresh_from_db()
    assert proposal.state == ProposalState.COSTED


def test_who_is_late_holds_nothing_up(proposal, officer):
    proposal.screening.opinions.update(due_on=timezone.localdate() - timedelta(days=1))

    assert screen_proposal(actor=officer, proposal_id=proposal.pk, findings=costed(proposal))


def test_an_opinion_is_given_once_by_the_department_that_was_asked(proposal, officer, concerned):
    asked = opinion_on(proposal)
    with pytest.raises(NotTheDepartment):
        give_opinion(actor=officer, opinion_id=asked.pk, opinion=FINE)
    with pytest.raises(ReasonIsMissing):
        give_opinion(
            actor=editor_of(concerned),
            opinion_id=asked.pk,
            opinion=Opinion(Judgement.CLEAR, "よい"),
        )

    given = give_opinion(actor=editor_of(concerned), opinion_id=asked.pk, opinion=FINE)

    assert (given.judgement, given.text) == (FINE.judgement, FINE.text)
    with pytest.raises(OpinionIsGiven):
        give_opinion(actor=editor_of(concerned), opinion_id=asked.pk, opinion=FINE)


def test_the_lead_asks_further_departments_but_not_itself_nor_one_twice(
    proposal, officer, lead, concerned
):
    ask_department(actor=officer, proposal_id=proposal.pk, department=department())

    for unfit in (lead, concerned):
        with pytest.raises(DepartmentIsUnfit):
            ask_department(actor=officer, proposal_id=proposal.pk, department=unfit)
    with pytest.raises(NotTheDepartment):
        ask_department(actor=officer, proposal_id=proposal.pk, department=verified_organisation())


def test_a_later_round_asks_anew_and_keeps_the_earlier_opinion(proposal, officer, concerned):
    give_opinion(actor=editor_of(concerned), opinion_id=opinion_on(proposal).pk, opinion=FINE)

    ask_department(actor=officer, proposal_id=proposal.pk, department=concerned)

    texts = proposal.screening.opinions.values_list("text", flat=True)
    assert sorted(texts) == ["", FINE.text]


def test_nobody_judges_what_their_own_organisation_wrote(lead, officer):
    own = ProposalFactory()
    department_writes = joined(own)
    department_writes.organisation.memberships.create(
        user=officer, role="editor", joined_at=timezone.now()
    )

    with pytest.raises(OwnProposal):
        begin_screening(actor=officer, proposal_id=own.pk, department=lead)


def test_authors_answer_a_question_in_public_while_it_is_screened(proposal, officer):
    asked = ask_authors(actor=officer, proposal_id=proposal.pk, text=ASKED)
    assert titles(proposal.author) == [f"提案「{proposal.title}」の審査の質問に答える"]

    answered = answer_question(actor=proposal.author, question_id=asked.pk, answer=ANSWERED)

    proposal.refresh_from_db()
    assert (answered.answer, answered.answered_by) == (ANSWERED, proposal.author)
    assert proposal.state == ProposalState.IN_SCREENING
    assert titles(proposal.author) == []
    with pytest.raises(QuestionIsAnswered):
        answer_question(actor=proposal.author, question_id=asked.pk, answer=ANSWERED)


def test_only_authors_answer_and_only_while_it_is_screened(proposal, officer):
    asked = ask_authors(actor=officer, proposal_id=proposal.pk, text=ASKED)
    with pytest.raises(NotAnAuthor):
        answer_question(actor=officer, question_id=asked.pk, answer=ANSWERED)

    late = ScreeningQuestionFactory(proposal=ProposalFactory(state=ProposalState.COSTED))
    with pytest.raises(DeedIsNotOpen):
        answer_question(actor=late.proposal.author, question_id=late.pk, answer=ANSWERED)


def test_a_resident_asks_nobody(proposal):
    with pytest.raises(RoleIsMissing):
        ask_authors(actor=UserFactory(), proposal_id=proposal.pk, text=ASKED)


def test_what_is_late_is_counted_by_department():
    yesterday = timezone.localdate() - timedelta(days=1)
    body = OrganisationFactory(kind=OrganisationKind.DEPARTMENT)
    late = ScreeningFactory(
        department=body,
        proposal=ProposalFactory(state=ProposalState.IN_SCREENING),
        at=None,
        verdict="",
        due_on=yesterday,
    )
    ScreeningFactory(department=body, due_on=yesterday)
    DepartmentOpinionFactory(screening=late, due_on=yesterday)

    first, second = loads_by_department()

    assert (first.department, first.leads, first.leads_late, first.answered) == (body, 1, 1, 1)
    assert (second.asked, second.asked_late, second.leads) == (1, 1, 0)
    assert late_screenings(5) == [late]
