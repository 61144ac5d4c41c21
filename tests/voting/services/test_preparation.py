from datetime import timedelta

import pytest
from django.utils import timezone

from portal.accounts.roles import Role
from portal.lifecycle.errors import PhaseIsNotOpen, RoleIsMissing
from portal.lifecycle.lineage import neighbours_of
from portal.lifecycle.models import Event
from portal.lifecycle.phases import Phase
from proposals.states import ProposalState
from tests.factories.accounts import RoleGrantFactory, UserFactory
from tests.factories.lifecycle import cycle_in
from tests.factories.proposals import ProposalFactory, ScreeningFactory
from voting.counting import (
    Greedy,
    GreedyNoSkip,
    KApproval,
    VoteType,
    any_rule_from_json,
    rule_from_json,
)
from voting.errors import (
    BudgetDoesNotFit,
    DatesDoNotFit,
    OptionsAreTooFew,
    PicksDoNotFit,
    ProposalCannotBeListed,
    ProposalIsListedTwice,
    ProposalIsNotCosted,
    RuleIsOfTheOtherKind,
    RuleNeedsOtherBallots,
)
from voting.models import Election
from voting.names import BALLOT_TYPE_NAMES, RULES
from voting.services import ElectionPlan, prepare_election
from voting.states import ElectionKind, ElectionState

pytestmark = pytest.mark.django_db

PHASE_OF = {ElectionKind.PRIORITY: Phase.CHOOSE, ElectionKind.BUDGET: Phase.BUDGET}


@pytest.fixture
def administrator():
    return RoleGrantFactory(role=Role.ADMINISTRATOR).user


def plan(kind=ElectionKind.BUDGET, **fields):
    return ElectionPlan(kind=kind, name_ja="投票", name_en="Vote", **fields)


def costed(cycle, count=2, cost=400_000):
    return [
        ScreeningFactory(
            proposal=ProposalFactory(cycle=cycle, state=ProposalState.COSTED), cost=cost
        ).proposal
        for _ in range(count)
    ]


def test_a_budget_election_lists_costed_proposals_with_their_costs(administrator):
    cycle = cycle_in(Phase.BUDGET)
    first, second = costed(cycle)

    election = prepare_election(
        actor=administrator, cycle=cycle, plan=plan(), proposals=[second, first]
    )

    assert (election.state, election.budget) == (ElectionState.PREPARED, cycle.budget)
    assert [(o.external_id, o.proposal, o.cost) for o in election.options.all()] == [
        ("1", second, 400_000),
        ("2", first, 400_000),
    ]


def test_an_option_stands_on_the_path_after_its_proposal_and_its_followers_hear(administrator):
    cycle = cycle_in(Phase.BUDGET)
    proposals = costed(cycle)

    election = prepare_election(actor=administrator, cycle=cycle, plan=plan(), proposals=proposals)

    option = election.options.first()
    assert neighbours_of(option.item).before == [proposals[0].item]
    assert (
        option.item.phase
        == proposals[0].item.__class__.objects.get(pk=proposals[0].item.pk).phase
        == Phase.BUDGET
    )
    assert Event.objects.filter(kind="voting.option_listed", item=option.item).exists()


def test_a_priority_election_has_neither_budget_nor_costs(administrator):
    cycle = cycle_in(Phase.CHOOSE)
    proposals = [ProposalFactory(cycle=cycle), *costed(cycle, 1)]

    election = prepare_election(
        actor=administrator,
        cycle=cycle,
        plan=plan(ElectionKind.PRIORITY, max_picks=2),
        proposals=proposals,
    )

    assert election.budget is None
    assert [option.cost for option in election.options.all()] == [None, None]


def test_the_rule_is_fixed_with_the_plan(administrator):
    cycle = cycle_in(Phase.BUDGET)

    election = prepare_election(
        actor=administrator, cycle=cycle, plan=plan(rule=GreedyNoSkip()), proposals=costed(cycle)
    )

    assert rule_from_json(election.rule) == GreedyNoSkip()


@pytest.mark.parametrize("kind", ElectionKind)
def test_a_plan_that_names_no_rule_gets_the_first_of_its_kind(administrator, kind):
    cycle = cycle_in(PHASE_OF[kind])

    election = prepare_election(
        actor=administrator, cycle=cycle, plan=plan(kind), proposals=costed(cycle)
    )

    assert any_rule_from_json(election.rule) == RULES[kind][0]


def test_the_first_rules_are_by_votes():
    assert {kind: rules[0] for kind, rules in RULES.items()} == {
        ElectionKind.PRIORITY: KApproval(),
        ElectionKind.BUDGET: Greedy(),
    }


@pytest.mark.parametrize("ballot_type", VoteType)
@pytest.mark.parametrize("rule", RULES[ElectionKind.PRIORITY], ids=lambda rule: rule.name)
def test_priorities_are_prepared_with_ballots_that_their_rule_can_count(
    administrator, rule, ballot_type
):
    cycle = cycle_in(Phase.CHOOSE)
    told = plan(ElectionKind.PRIORITY, rule=rule, ballot_type=ballot_type)

    def prepare():
        return prepare_election(
            actor=administrator, cycle=cycle, plan=told, proposals=costed(cycle)
        )

    if ballot_type in rule.accepts:
        assert any_rule_from_json(prepare().rule) == rule
    else:
        with pytest.raises(RuleNeedsOtherBallots, match=str(BALLOT_TYPE_NAMES[rule.accepts[0]])):
            prepare()


@pytest.mark.parametrize(
    ("kind", "rule"),
    [(ElectionKind.PRIORITY, Greedy()), (ElectionKind.BUDGET, KApproval())],
)
def test_a_vote_is_not_prepared_with_a_rule_of_the_other_kind(administrator, kind, rule):
    cycle = cycle_in(PHASE_OF[kind])

    with pytest.raises(RuleIsOfTheOtherKind):
        prepare_election(
            actor=administrator, cycle=cycle, plan=plan(kind, rule=rule), proposals=costed(cycle)
        )

    assert not Election.objects.exists()


@pytest.mark.parametrize("kind", ElectionKind)
@pytest.mark.parametrize("phase", Phase)
def test_each_kind_of_election_is_prepared_in_its_phase_only(administrator, kind, phase):
    cycle = cycle_in(phase)
    deed = {"actor": administrator, "cycle": cycle, "plan": plan(kind), "proposals": costed(cycle)}

    if phase == PHASE_OF[kind]:
        prepare_election(**deed)
    else:
        with pytest.raises(PhaseIsNotOpen):
            prepare_election(**deed)


@pytest.mark.parametrize("role", [Role.MAYORS_OFFICE, Role.AUDITOR, None])
def test_only_an_administrator_prepares_an_election(role):
    cycle = cycle_in(Phase.BUDGET)
    actor = RoleGrantFactory(role=role).user if role else UserFactory()

    with pytest.raises(RoleIsMissing):
        prepare_election(actor=actor, cycle=cycle, plan=plan(), proposals=costed(cycle))


@pytest.mark.parametrize("count", [0, 1])
def test_a_vote_needs_something_to_choose_between(administrator, count):
    cycle = cycle_in(Phase.BUDGET)

    with pytest.raises(OptionsAreTooFew):
        prepare_election(
            actor=administrator, cycle=cycle, plan=plan(), proposals=costed(cycle, count)
        )


def test_a_proposal_is_not_listed_twice_in_an_election(administrator):
    cycle = cycle_in(Phase.BUDGET)
    (proposal,) = costed(cycle, 1)

    with pytest.raises(ProposalIsListedTwice):
        prepare_election(
            actor=administrator, cycle=cycle, plan=plan(), proposals=[proposal, proposal]
        )


def test_a_proposal_is_not_listed_in_two_elections_of_a_kind(administrator):
    cycle = cycle_in(Phase.BUDGET)
    proposals = costed(cycle, 3)
    prepare_election(actor=administrator, cycle=cycle, plan=plan(), proposals=proposals[:2])

    with pytest.raises(ProposalIsListedTwice):
        prepare_election(actor=administrator, cycle=cycle, plan=plan(), proposals=proposals[1:])


def test_a_priority_may_come_before_the_budget_vote_on_the_same_proposals(administrator):
    cycle = cycle_in(Phase.CHOOSE, Phase.BUDGET)
    proposals = costed(cycle)

    for kind in ElectionKind:
        prepare_election(actor=administrator, cycle=cycle, plan=plan(kind), proposals=proposals)

    assert Election.objects.filter(cycle=cycle).count() == 2


@pytest.mark.parametrize("state", ProposalState)
def test_what_may_stand_under_a_budget(administrator, state):
    cycle = cycle_in(Phase.BUDGET)
    other = ProposalFactory(cycle=cycle, state=state)
    if state == ProposalState.COSTED:
        ScreeningFactory(proposal=other)
    deed = {
        "actor": administrator,
        "cycle": cycle,
        "plan": plan(),
        "proposals": [*costed(cycle, 1), other],
    }

    if state == ProposalState.COSTED:
        prepare_election(**deed)
    else:
        waiting = {ProposalState.SUBMITTED, ProposalState.IN_SCREENING}
        refusal = ProposalIsNotCosted if state in waiting else ProposalCannotBeListed
        with pytest.raises(refusal):
            prepare_election(**deed)
        assert not Election.objects.exists()


def test_a_costed_proposal_of_no_cost_cannot_stand_under_a_budget(administrator):
    cycle = cycle_in(Phase.BUDGET)

    with pytest.raises(ProposalIsNotCosted):
        prepare_election(
            actor=administrator, cycle=cycle, plan=plan(), proposals=costed(cycle, cost=0)
        )


def test_a_proposal_of_another_cycle_cannot_be_listed(administrator):
    cycle = cycle_in(Phase.BUDGET)

    with pytest.raises(ProposalCannotBeListed):
        prepare_election(
            actor=administrator,
            cycle=cycle,
            plan=plan(),
            proposals=[*costed(cycle, 1), *costed(cycle_in(Phase.BUDGET), 1)],
        )


@pytest.mark.parametrize("budget", [0, -1, 10_000_001])
def test_the_budget_of_a_vote_is_a_part_of_the_cycles(administrator, budget):
    cycle = cycle_in(Phase.BUDGET, budget=10_000_000)

    with pytest.raises(BudgetDoesNotFit):
        prepare_election(
            actor=administrator, cycle=cycle, plan=plan(budget=budget), proposals=costed(cycle)
        )


@pytest.mark.parametrize(("least", "most"), [(None, 3), (None, 0), (2, 1), (3, None)], ids=str)
def test_the_limits_of_picks_fit_the_options(administrator, least, most):
    cycle = cycle_in(Phase.BUDGET)

    with pytest.raises(PicksDoNotFit):
        prepare_election(
            actor=administrator,
            cycle=cycle,
            plan=plan(min_picks=least, max_picks=most),
            proposals=costed(cycle),
        )


NOW = timezone.now()
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("opens_at", "closes_at"),
    [(NOW - DAY, NOW + DAY), (NOW, NOW + 11 * DAY), (NOW + DAY, NOW + DAY)],
    ids=["before the phase", "after the phase", "no time at all"],
)
def test_the_dates_of_a_vote_lie_within_its_phase(administrator, opens_at, closes_at):
    cycle = cycle_in(Phase.BUDGET)
    cycle.phases.filter(phase=Phase.BUDGET).update(opens_at=NOW, closes_at=NOW + 10 * DAY)

    with pytest.raises(DatesDoNotFit):
        prepare_election(
            actor=administrator,
            cycle=cycle,
            plan=plan(opens_at=opens_at, closes_at=closes_at),
            proposals=costed(cycle),
        )
