"""The record of a screening, and the pages from which each adds to it."""

import pytest
from django.urls import reverse

from portal.accounts.roles import Role
from proposals.models import Appeal, Scorecard
from proposals.states import Heading, ProposalState, ScreeningVerdict
from tests.factories.accounts import RoleGrantFactory, UserFactory
from tests.factories.proposals import (
    DepartmentOpinionFactory,
    ProposalFactory,
    ScreeningFactory,
    ScreeningQuestionFactory,
)
from tests.proposals.people import department, editor_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead():
    return department()


@pytest.fixture
def proposal(lead):
    found = ProposalFactory(state=ProposalState.IN_SCREENING)
    ScreeningFactory(proposal=found, department=lead, verdict="", at=None, cost=None)
    return found


def page(name, proposal, *more):
    return reverse(f"proposals:{name}", args=[proposal.pk, *more])


def test_everyone_reads_the_record(client, proposal):
    DepartmentOpinionFactory(screening=proposal.screening)
    asked = ScreeningQuestionFactory(proposal=proposal)

    shown = client.get(page("screening", proposal)).content.decode()

    assert asked.text in shown
    assert page("authors_ask", proposal) not in shown


def test_each_finds_their_own_deeds(client, proposal, lead):
    asked = ScreeningQuestionFactory(proposal=proposal)
    opinion = DepartmentOpinionFactory(screening=proposal.screening)
    reviewer = RoleGrantFactory(role=Role.REVIEWER).user
    deeds = {
        editor_of(lead): page("authors_ask", proposal),
        editor_of(opinion.department): page("opinion", proposal, opinion.pk),
        proposal.author: page("screening_question", proposal, asked.pk),
        reviewer: page("score", proposal),
    }

    for person, own in deeds.items():
        client.force_login(person)
        shown = client.get(page("screening", proposal)).content.decode()
        assert [url for url in deeds.values() if url in shown] == [own]


def test_a_question_is_asked_and_answered(client, proposal, lead):
    client.force_login(editor_of(lead))
    client.post(page("authors_ask", proposal), {"text": "持ち主は承知していますか。"})
    asked = proposal.questions.get()
    client.force_login(proposal.author)
    answered = client.post(
        page("screening_question", proposal, asked.pk), {"text": "はい、書面でもらっています。"}
    )

    assert answered.url == page("screening", proposal)
    assert proposal.questions.get().answer == "はい、書面でもらっています。"


def test_a_reviewer_declares_and_then_scores(client, proposal):
    client.force_login(RoleGrantFactory(role=Role.REVIEWER).user)
    client.post(page("score", proposal), {"has_conflict": "no", "conflict": ""})
    points = {"public_benefit": 5, "feasibility": 4, "effect": 3, "cooperation": 2}
    client.post(page("score", proposal), {**points, "text": "通学路の安全に役立ちます。"})

    card = Scorecard.objects.get()
    assert list(card.points.values()) == [5, 4, 3, 2]


def test_an_opinion_is_given(client, proposal):
    opinion = DepartmentOpinionFactory(screening=proposal.screening)
    client.force_login(editor_of(opinion.department))

    client.post(
        page("opinion", proposal, opinion.pk),
        {"judgement": "clear", "text": "支障となるものはありません。"},
    )

    opinion.refresh_from_db()
    assert opinion.at is not None


def test_the_findings_are_written_with_their_judgements(client, proposal, lead):
    client.force_login(editor_of(lead))
    said = {f"{heading}_judgement": "clear" for heading in Heading}
    said |= {"law": "問題ない。", "cost_finding": "妥当。", "duplication": "ない。"}
    said |= {"feasibility": "できる。", "verdict": "declined", "answer": "実施できませんでした。"}

    refused = client.post(page("proposal_screen", proposal), said)
    assert "合っていません" in refused.content.decode()
    client.post(page("proposal_screen", proposal), {**said, "law_judgement": "obstacle"})

    proposal.refresh_from_db()
    assert proposal.state == ProposalState.DECLINED
    assert proposal.screening.judgements["law"] == "obstacle"


def test_authors_appeal_and_another_department_decides(client, proposal):
    proposal.state = ProposalState.DECLINED
    proposal.save()
    ScreeningFactory._meta.model.objects.filter(pk=proposal.pk).delete()
    ScreeningFactory(proposal=proposal, verdict=ScreeningVerdict.DECLINED, cost=None)
    client.force_login(proposal.author)
    client.post(page("appeal", proposal), {"text": "見積もりに誤りがあると思います。"})
    other = department()
    client.force_login(editor_of(other))
    assert (
        page("appeal_decide", proposal) in client.get(page("screening", proposal)).content.decode()
    )
    client.post(
        page("appeal_decide", proposal),
        {"department": other.pk, "outcome": "allowed", "text": "もう一度審査することにします。"},
    )

    assert Appeal.objects.get().outcome == "allowed"


def test_a_stranger_gets_no_form(client, proposal):
    client.force_login(UserFactory())

    for name in ("authors_ask", "department_ask", "score", "appeal", "appeal_decide"):
        assert client.get(page(name, proposal)).status_code == 403


def test_the_loads_are_public(client, proposal, lead):
    shown = client.get(reverse("proposals:screenings")).content.decode()

    assert lead.shown_name in shown
