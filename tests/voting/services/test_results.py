import pytest

from portal.accounts.roles import Role
from portal.lifecycle.errors import PhaseIsNotOpen, RoleIsMissing
from portal.lifecycle.models import Event
from portal.lifecycle.phases import Phase, PhaseState
from tests.factories.accounts import RoleGrantFactory, UserFactory
from tests.factories.voting import counted_election, opened_election
from voting.counting import GreedyNoSkip, rule_to_json
from voting.errors import ElectionIsNot, RuleDoesNotFit
from voting.models import Result
from voting.selectors.agreement import recount
from voting.selectors.ballots import instance_of
from voting.services import count_election
from voting.states import ElectionState

pytestmark = pytest.mark.django_db

# 1,000,000 buys two of 400,000: the first two by votes.
BALLOTS = {(0, 1): 4, (0,): 1, (2,): 2}


@pytest.fixture
def administrator():
    return RoleGrantFactory(role=Role.ADMINISTRATOR).user


def test_counting_stores_the_rule_the_input_and_the_outcome(administrator):
    election = opened_election(BALLOTS)

    result = count_election(actor=administrator, election=election)

    election.refresh_from_db()
    assert election.state == ElectionState.CERTIFIED
    assert result.outcome["winners"] == ["1", "2"]
    assert result.rule == election.rule == result.outcome["rule"]
    assert result.input_sha256 == instance_of(election).fingerprint
    assert result.counting_version == result.outcome["version"]


def test_every_option_hears_how_it_fared(administrator):
    count_election(actor=administrator, election=opened_election(BALLOTS))

    told = Event.objects.filter(kind__startswith="voting.").order_by("id")
    assert [(event.kind, event.facts) for event in told] == [
        ("voting.option_funded", {"rank": 1, "votes": 5}),
        ("voting.option_funded", {"rank": 2, "votes": 4}),
        ("voting.option_not_funded", {"rank": 3, "votes": 2}),
    ]


def test_a_result_can_be_counted_again_and_is_the_same():
    assert recount(counted_election(BALLOTS).result) == []


def test_a_recount_names_what_differs(administrator):
    election = opened_election(BALLOTS)
    result = count_election(actor=administrator, election=election)
    # Nobody can change the ballots or the result, so the test changes what it holds in memory.
    result.outcome = {**result.outcome, "winners": ["3"]}
    result.input_sha256 = "0" * 64

    assert recount(result) == ["input", "winners"]


@pytest.mark.parametrize("state", set(ElectionState) - {ElectionState.OPENED}, ids=str)
def test_only_an_opened_election_is_counted(administrator, state):
    with pytest.raises(ElectionIsNot):
        count_election(actor=administrator, election=opened_election(BALLOTS, final_state=state))

    assert not Result.objects.exists()


def test_counting_is_for_administrators_while_the_phase_is_open(administrator):
    election = opened_election(BALLOTS)

    with pytest.raises(RoleIsMissing):
        count_election(actor=UserFactory(), election=election)
    election.cycle.phases.filter(phase=Phase.BUDGET).update(state=PhaseState.CLOSED)
    with pytest.raises(PhaseIsNotOpen):
        count_election(actor=administrator, election=election)

    assert not Result.objects.exists()


def test_a_rule_that_does_not_fit_the_options_is_refused_with_the_reason(administrator):
    lot = rule_to_json(GreedyNoSkip(tie_order=("1", "2", "9")))

    with pytest.raises(RuleDoesNotFit, match="9"):
        count_election(actor=administrator, election=opened_election(BALLOTS, rule=lot))

    assert not Result.objects.exists()
