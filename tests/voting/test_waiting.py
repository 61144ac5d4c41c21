import pytest

from portal.accounts.roles import Role
from portal.accounts.selectors import roles_of
from portal.lifecycle.phases import Phase, PhaseState
from portal.notices.waiting import tasks_for
from tests.factories.accounts import RoleGrantFactory, UserFactory
from tests.factories.voting import (
    DecisionFactory,
    ElectionFactory,
    counted_election,
    opened_election,
)
from tests.voting.services.test_decisions import priorities
from voting.models import PriorityAnswer
from voting.selectors import waiting

pytestmark = pytest.mark.django_db


def waiting_for(user):
    return waiting.waiting_for(user, roles_of(user))


BALLOTS = {(0, 1): 4, (0,): 1, (2,): 2}
WAITING = {
    Role.ADMINISTRATOR: {
        "票を取り込む": lambda: ElectionFactory(),
        "集計する": lambda: opened_election(BALLOTS),
    },
    Role.MAYORS_OFFICE: {
        "優先順位に回答する": lambda: priorities(),
        "議会の決定を記録する（あと3件）": lambda: counted_election(BALLOTS),
    },
}


@pytest.mark.parametrize("role", WAITING)
def test_the_next_step_of_a_vote_waits_for_the_office_whose_it_is(role):
    made = {text: make() for steps in WAITING.values() for text, make in steps.items()}

    texts = [task.text for task in waiting_for(RoleGrantFactory(role=role).user)]

    assert sorted(texts) == sorted(f"「{made[text].name}」：{text}" for text in WAITING[role])


def test_my_page_asks_for_the_votes_that_wait():
    counted_election(BALLOTS)

    assert len(tasks_for(RoleGrantFactory(role=Role.MAYORS_OFFICE).user)) == 1


def test_nothing_of_a_vote_waits_for_a_resident(django_assert_num_queries):
    counted_election(BALLOTS)
    resident = UserFactory()

    with django_assert_num_queries(1):
        assert waiting_for(resident) == []


def test_what_is_answered_and_decided_waits_no_more():
    mayor = RoleGrantFactory(role=Role.MAYORS_OFFICE).user
    for option in counted_election(BALLOTS).options.all():
        DecisionFactory(option=option)
    for option in priorities().options.all():
        PriorityAnswer.objects.create(option=option, text="来年度の予算案に入れます。", by=mayor)

    assert waiting_for(mayor) == []


def test_nothing_waits_once_the_phase_is_over():
    election = counted_election(BALLOTS)
    election.cycle.phases.filter(phase=Phase.BUDGET).update(state=PhaseState.CLOSED)

    assert waiting_for(RoleGrantFactory(role=Role.MAYORS_OFFICE).user) == []
