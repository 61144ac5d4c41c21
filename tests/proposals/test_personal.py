"""What waits for a person, and what became of what they said."""

import pytest

from portal.accounts.selectors import roles_of
from portal.notices.record import record_of as whole_record_of
from portal.notices.waiting import tasks_for
from proposals import selectors
from proposals.states import PRIVATE_STATES, ProposalState, ReportState
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.factories.proposals import (
    CoAuthorFactory,
    DraftFactory,
    ProposalFactory,
    ProposalSupportFactory,
    ReportFactory,
    ReportSupportFactory,
)
from tests.proposals.people import consented, editor_of, joined, officer, representative_of

pytestmark = pytest.mark.django_db


def tasks_of(user):
    return selectors.tasks_of(user, roles_of(user))


def record_of(user):
    return selectors.record_of(user, 50)


def texts(user):
    return [task.text for task in tasks_of(user)]


def test_an_invitation_waits_for_the_representative():
    listed = CoAuthorFactory()

    (text,) = texts(representative_of(listed.organisation))

    assert listed.proposal.title in text
    assert "招きに答える" in text
    assert texts(editor_of(listed.organisation)) == []


def test_consent_waits_until_it_is_given():
    draft = DraftFactory()
    missing, given = joined(draft), consented(draft)

    assert "同意するか答える" in texts(representative_of(missing.organisation))[0]
    assert texts(representative_of(given.organisation)) == []


def test_nothing_is_asked_about_what_was_handed_in():
    listed = joined(ProposalFactory(state=ProposalState.COSTED))

    assert texts(representative_of(listed.organisation)) == []


@pytest.mark.parametrize(
    ("state", "text"),
    [
        (ProposalState.DRAFT, "書き上げる"),
        (ProposalState.CONSENTED, "提出する"),
        (ProposalState.RETURNED, "出し直す"),
    ],
)
def test_what_an_author_can_do_next_waits_for_them(state, text):
    proposal = DraftFactory(state=state)

    assert text in texts(proposal.author)[0]


@pytest.mark.parametrize(
    "state",
    sorted(set(ProposalState) - PRIVATE_STATES - {ProposalState.RETURNED}),
)
def test_what_is_with_the_city_does_not_wait_for_its_author(state):
    assert texts(ProposalFactory(state=state).author) == []


def test_reports_and_proposals_wait_for_officers_in_one_line_each():
    ReportFactory()
    ReportFactory()
    ReportFactory(state=ReportState.DONE)
    ProposalFactory()

    tasks = tasks_of(officer())

    assert [task.text for task in tasks] == [
        "回答を待っている報告：2件",
        "審査を待っている提案：1件",
    ]
    assert tasks[0].url == "/reports/?state=received"


def test_an_officer_with_nothing_to_do_is_told_nothing():
    assert texts(officer()) == []


@pytest.mark.parametrize("rows", [1, 20])
def test_what_waits_is_asked_by_the_same_queries(rows, django_assert_max_num_queries):
    person = officer()
    for _ in range(rows):
        ReportFactory()
        draft = DraftFactory(author=person)
        MembershipFactory(user=person, organisation=joined(draft).organisation)

    with django_assert_max_num_queries(5):
        tasks_of(person)


def test_the_record_says_what_became_of_each():
    report = ReportFactory(state=ReportState.DONE)
    person = report.author
    ProposalFactory(author=person, state=ProposalState.COSTED)
    DraftFactory(author=person)
    ReportSupportFactory(user=person, report=ReportFactory(state=ReportState.PASSED_ON))
    ProposalSupportFactory(user=person, proposal=ProposalFactory(state=ProposalState.DECLINED))

    assert {(said.deed, said.outcome) for said in record_of(person)} == {
        ("報告しました", "対応済み"),
        ("提案しました", "費用見積もり済み"),
        ("賛同しました", "他機関へ引き継ぎ"),
        ("賛同しました", "不採択"),
    }


def test_a_draft_is_in_no_record():
    assert record_of(DraftFactory().author) == []


def test_the_page_of_a_person_asks_this_stage_too():
    report = ReportFactory()
    DraftFactory(author=report.author)

    assert any("書き上げる" in task.text for task in tasks_for(report.author))
    assert any(said.item == report.item for said in whole_record_of(report.author))


def test_a_stranger_has_neither_tasks_nor_a_record():
    ReportFactory()
    DraftFactory()

    assert tasks_of(UserFactory()) == []
    assert record_of(UserFactory()) == []
