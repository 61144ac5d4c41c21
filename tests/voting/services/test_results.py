import pytest
from django.utils import timezone
from django.utils.translation import override

from portal.accounts.organisations import MemberRole
from portal.accounts.roles import Role
from portal.lifecycle.errors import PhaseIsNotOpen, RoleIsMissing
from portal.lifecycle.events import sentence
from portal.lifecycle.models import Event
from portal.lifecycle.phases import Phase, PhaseState
from portal.notices.models import Notice
from portal.notices.services import deliver_events, follow
from proposals.models import CoAuthor
from tests.factories.accounts import (
    MembershipFactory,
    OrganisationFactory,
    RoleGrantFactory,
    UserFactory,
)
from tests.factories.proposals import ProposalFactory
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
    cut = {"cut_rank": 2, "cut_score": 4}
    why = {
        "rule": "greedy",
        "reason": "money_went_elsewhere",
        "currency": "JPY",
        "short": "200000.00",
    }
    assert [(event.kind, event.facts) for event in told] == [
        ("voting.option_funded", {"rank": 1, "votes": 5, **cut}),
        ("voting.option_funded", {"rank": 2, "votes": 4, **cut}),
        ("voting.option_not_funded", {"rank": 3, "votes": 2, **cut, **why}),
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


def test_a_recount_compares_the_explanation_but_not_what_registers_change(administrator):
    result = count_election(actor=administrator, election=opened_election(BALLOTS))
    document = result.explanation.document
    assert document["shortfalls"]["3"]["supporters"] == {"amount": 3, "proven": True}
    result.explanation.document = {
        **document,
        "explanation": {**document["explanation"], "money_left": 1, "spread": {}},
        "shortfalls": {},
    }

    assert recount(result) == ["explanation.money_left", "explanation.shortfalls"]


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


def test_every_proposer_is_told_once_with_rank_votes_cut_line_reason_and_what_comes_next(
    administrator,
):
    election = opened_election(BALLOTS)
    author, member, follower, left = UserFactory.create_batch(4)
    for option in election.options.all():
        option.proposal = ProposalFactory(cycle=election.cycle, author=author)
        option.save()
    joined = OrganisationFactory(verified_at=timezone.now())
    MembershipFactory(user=member, organisation=joined, role=MemberRole.EDITOR)
    MembershipFactory(user=left, organisation=joined, left_at=timezone.now())
    invited = OrganisationFactory(verified_at=timezone.now())
    stranger = MembershipFactory(organisation=invited, role=MemberRole.REPRESENTATIVE).user
    last = election.options.last()
    for organisation, accepted in ((joined, timezone.now()), (invited, None)):
        CoAuthor.objects.create(
            proposal=last.proposal,
            organisation=organisation,
            invited_by=author,
            accepted_at=accepted,
        )
    follow(user=author, item=last.item)
    follow(user=follower, item=last.item)

    count_election(actor=administrator, election=election)

    at_once = Notice.objects.filter(event__item=last.item, event__kind="voting.option_not_funded")
    assert set(at_once.values_list("user", flat=True)) == {author.pk, member.pk}
    deliver_events()
    assert {author.pk, member.pk, follower.pk} == set(at_once.values_list("user", flat=True))
    assert at_once.filter(user=author).count() == 1
    assert not Notice.objects.filter(user__in=[left, stranger]).exists()
    assert Notice.objects.filter(user=author, event__kind="voting.option_funded").count() == 2
    event = at_once.first().event
    assert sentence(event) == (
        f"「{last.item.title}」は、予算の投票で予算の範囲に入りませんでした（3位、2票）。"
        "選ばれた中で順位が最も低いものは2位（得点4）でした。"
        "順番が来たときに残っていた予算では足りませんでした。 不足額は200,000円です。"
        "次は議会が予算を決めます。あとどれだけで入ったかは、選択肢のページにあります。"
    )
    with override("en"):
        assert "rank 3, 2 votes" in sentence(event)
        assert "Next, the assembly decides the budget" in sentence(event)


def test_an_event_of_an_earlier_version_can_still_be_read(administrator):
    election = opened_election(BALLOTS)
    count_election(actor=administrator, election=election)
    event = Event.objects.filter(kind="voting.option_not_funded").get()
    event.facts = {"rank": 3, "votes": 2}

    assert "（3位、2票）。次は議会が" in sentence(event)
