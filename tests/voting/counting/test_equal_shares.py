"""Equal shares and Phragmen on elections small enough to follow on paper."""

from fractions import Fraction

import pytest

from tests.voting.counting.elections import election, pb, read
from voting.counting import (
    Add1,
    Afforded,
    Bought,
    BrokenElection,
    BrokenRule,
    Cap,
    Electorate,
    EqualShares,
    Greedy,
    Instance,
    Phragmen,
    Project,
    Raised,
    Reason,
    Shared,
    Tie,
    Utilitarian,
    count,
    recorded_rule,
    rule_from_json,
    rule_to_json,
)

# Ten voters of 10 each: six live in the north, four in the south.
NORTH_AND_SOUTH = {"N1,N2": 6, "S1": 4}
COSTS = {"N1": 40, "N2": 50, "S1": 36}
PER_PROJECT = EqualShares(utilities="cardinality")


def test_a_minority_gets_its_share_where_greedy_gives_it_nothing():
    instance = election(100, COSTS, NORTH_AND_SOUTH)
    assert count(instance, Greedy()).winners == ("N1", "N2")
    result = count(instance, EqualShares())
    assert result.winners == ("N1", "S1")
    assert result.events == (
        Shared(Fraction(10)),
        Bought(1, "N1", Fraction(40, 6), voters_paying=6, voters_emptied=0),
        Bought(2, "S1", Fraction(9), voters_paying=4, voters_emptied=0),
    )
    assert result.projects["N2"].reason is Reason.MONEY_WENT_ELSEWHERE
    assert result.projects["N2"].short_by == 50 - (60 - 40)


def test_a_project_that_all_its_voters_shares_could_not_pay_had_too_few_votes():
    result = count(election(100, COSTS | {"S1": 41}, NORTH_AND_SOUTH), EqualShares())
    assert result.projects["S1"].reason is Reason.TOO_FEW_VOTES
    assert result.projects["S1"].short_by is None


def test_who_has_less_left_pays_all_of_it_and_the_others_the_rest():
    # 4 voters of 25. Two of them buy A at 10 each and have 15 left: all of it goes to B, and the
    # others pay 15 as well.
    result = count(election(100, {"A": 20, "B": 60}, {"A,B": 2, "B": 2}), PER_PROJECT)
    assert result.events[1:] == (
        Bought(1, "A", Fraction(10), voters_paying=2, voters_emptied=0),
        Bought(2, "B", Fraction(15), voters_paying=2, voters_emptied=2),
    )


def test_all_that_voters_have_may_be_just_enough():
    # A leaves two of the four voters 10 of their 25: 10 + 10 + 25 + 25 is what B costs.
    result = count(election(100, {"A": 30, "B": 70}, {"A,B": 2, "B": 2}), PER_PROJECT)
    assert result.events[1:] == (
        Bought(1, "A", Fraction(15), voters_paying=2, voters_emptied=0),
        Bought(2, "B", Fraction(25), voters_paying=0, voters_emptied=4),
    )
    assert count(election(100, {"A": 30, "B": 71}, {"A,B": 2, "B": 2}), PER_PROJECT).winners == (
        "A",
    )


def test_cost_utilities_weigh_votes_and_cardinality_utilities_money_per_vote():
    dear = election(120, {"A": 60, "B": 10}, {"A,B": 3, "B": 1, "A": 2})
    assert count(dear, EqualShares()).winners == ("A", "B")  # 5 votes against 4
    assert count(dear, PER_PROJECT).winners == ("B", "A")  # 10 / 4 against 60 / 5 a vote


def test_points_are_paid_for_in_proportion():
    instance = read(
        pb(
            meta={"vote_type": "cumulative", "budget": "80"},
            projects=("project_id;cost", "A;30", "B;60"),
            votes=("voter_id;vote;points", "1;A;2", "2;A;1"),
        )
    )
    (_, bought) = count(instance, EqualShares()).events
    assert bought == Bought(1, "A", Fraction(10), voters_paying=2, voters_emptied=0)


def test_a_tie_charges_the_price_of_the_project_that_is_bought():
    # Both have four effective votes; A costs less and is bought at 5 a head, not at B's 10.
    result = count(election(80, {"B": 40, "A": 20}, {"A,B": 4}), EqualShares())
    assert result.ties == (Tie(1, ("A", "B"), "cost", decisive=False),)
    assert [(e.project, e.price) for e in result.events[1:]] == [("A", 5), ("B", 10)]


def test_add1_raises_the_share_until_the_money_would_not_suffice():
    # N2 lacks 30 of its 50: with a share of 15 the six have it.
    instance = election(100, COSTS | {"S1": 10}, NORTH_AND_SOUTH)
    result = count(instance, EqualShares(completions=(Add1(),)))
    assert result.winners == ("N1", "N2", "S1")
    assert result.events[:2] == (Shared(Fraction(10)), Raised(Fraction(15), 5, "complete"))
    dear = count(election(100, COSTS, NORTH_AND_SOUTH), EqualShares(completions=(Add1(),)))
    assert dear.events[1] == Raised(Fraction(14), 4, "budget")
    assert set(dear.winners) == {"N1", "S1"}


def test_add1_may_stop_once_nothing_more_fits():
    rule = EqualShares(completions=(Add1(stop_when_exhaustive=True),))
    result = count(election(100, COSTS, NORTH_AND_SOUTH), rule)
    assert result.events[1] == Raised(Fraction(10), 0, "exhaustive")
    assert set(result.winners) == {"N1", "S1"}


def test_add1_from_the_whole_part_tries_other_shares_than_from_the_exact_one():
    instance = election(99, {"A": 31, "B": 60}, {"A": 1, "B": 1})  # a share of 49.5
    exact = count(instance, EqualShares(completions=(Add1(step=Fraction(2)),)))
    floor = count(instance, EqualShares(completions=(Add1(step=Fraction(2), start="floor"),)))
    assert exact.events[1] == Raised(Fraction("61.5"), 6, "complete")
    assert floor.events[1] == Raised(Fraction(61), 6, "complete")


def test_add1_by_small_steps_from_the_whole_part_never_lowers_the_share():
    instance = election(99, {"A": 60, "B": 60}, {"A": 1, "B": 1})
    rule = EqualShares(completions=(Add1(step=Fraction(1, 4), start="floor"),))
    assert count(instance, rule).events[1] == Raised(Fraction("59.75"), 41, "budget")


def test_a_second_add1_goes_on_in_finer_steps():
    instance = election(99, {"A": 60, "B": 60}, {"A": 1, "B": 1})
    rule = EqualShares(completions=(Add1(step=Fraction(5)), Add1(step=Fraction(1))))
    assert [e for e in count(instance, rule).events if isinstance(e, Raised)] == [
        Raised(Fraction("59.5"), 2, "budget"),
        Raised(Fraction("59.5"), 0, "budget"),
    ]


def test_utilitarian_spends_the_rest_by_score():
    # After N1 and S1 24 are left, and nothing but Z fits.
    costs = COSTS | {"Y": 30, "Z": 20}
    votes = {"N1,N2": 5, "N1,N2,Y,Z": 1, "S1": 4}
    result = count(election(100, costs, votes), EqualShares(completions=(Utilitarian(),)))
    assert result.winners == ("N1", "S1", "Z")
    assert result.projects["N2"].reason is Reason.MONEY_WENT_ELSEWHERE
    assert result.projects["Y"].reason is Reason.TOO_FEW_VOTES


def test_nothing_completes_what_utilitarian_has_filled():
    instance = election(100, COSTS, NORTH_AND_SOUTH)
    rule = EqualShares(completions=(Utilitarian(), Add1()))
    assert not [e for e in count(instance, rule).events if isinstance(e, Raised)]


def with_wards(instance: Instance, **wards: str) -> Instance:
    projects = tuple(
        Project(p.id, p.name, p.cost, {"ward": wards.get(p.id, "")}) for p in instance.projects
    )
    return Instance(projects, instance.budget, instance.electorates, instance.meta)


@pytest.mark.parametrize("rule", [EqualShares, Phragmen])
@pytest.mark.parametrize("cap", [Cap("ward", "北", count=1), Cap("ward", "北", cost=Fraction(45))])
def test_a_cap_keeps_out_what_its_voters_could_pay(rule, cap):
    instance = with_wards(
        election(100, {"N1": 40, "N2": 20, "S1": 30}, NORTH_AND_SOUTH), N1="北", N2="北"
    )
    assert set(count(instance, rule()).winners) == {"N1", "N2", "S1"}
    result = count(instance, rule(caps=(cap,)))
    assert set(result.winners) == {"N1", "S1"} or set(result.winners) == {"N2", "S1"}
    (kept_out,) = {"N1", "N2"} - set(result.winners)
    assert result.projects[kept_out].reason is Reason.GROUP_IS_FULL


def test_a_cap_of_nothing_bars_from_the_start_and_add1_does_not_wait_for_it():
    instance = with_wards(election(100, COSTS, NORTH_AND_SOUTH), N1="北", N2="北")
    rule = EqualShares(caps=(Cap("ward", "北", count=0),), completions=(Add1(),))
    result = count(instance, rule)
    assert result.winners == ("S1",)
    assert result.events[1] == Raised(Fraction(10), 0, "complete")


@pytest.mark.parametrize("rule", [EqualShares, Phragmen])
def test_a_minimum_score_keeps_out_what_is_below(rule):
    result = count(election(100, COSTS, NORTH_AND_SOUTH), rule(min_score=Fraction(5)))
    assert "S1" not in result.winners
    assert result.projects["S1"].reason is Reason.TOO_FEW_VOTES


@pytest.mark.parametrize(
    "rule", [EqualShares(), EqualShares(completions=(Add1(), Utilitarian())), Phragmen()]
)
def test_an_election_without_ballots_or_budget_funds_nothing(rule):
    nobody = count(election(100, COSTS, {}), rule)
    assert nobody.winners == ()
    assert {p.reason for p in nobody.projects.values()} == {Reason.TOO_FEW_VOTES}
    assert count(election(0, COSTS, NORTH_AND_SOUTH), rule).winners == ()


@pytest.mark.parametrize("rule", [EqualShares(), Phragmen()])
def test_one_voter_decides_alone_within_the_budget(rule):
    result = count(election(100, {"A": 100, "B": 101}, {"A,B": 1}), rule)
    assert result.winners == ("A",)
    assert result.projects["B"].reason is Reason.DEARER_THAN_BUDGET


# Weighted electorates: 4 citizens and 1 committee member have half of the weight each.
CITIZENS = {"A": 4}


def two_bodies(citizens: dict[str, int], committee: dict[str, int], budget: int = 80) -> Instance:
    costs = {"A": 30, "B": 30}
    bodies = [election(budget, costs, votes) for votes in (citizens, committee)]
    return Instance(
        bodies[0].projects,
        bodies[0].budget,
        (Electorate("citizens", bodies[0].ballots), Electorate("committee", bodies[1].ballots)),
    )


HALF = {"citizens": Fraction(50), "committee": Fraction(50)}


@pytest.mark.parametrize("rule", [EqualShares, Phragmen])
def test_electorates_pay_in_proportion_to_their_weights(rule):
    votes = two_bodies({"A": 4}, {"B": 1})
    assert set(count(votes, rule(weights=HALF)).winners) == {"A", "B"}
    lopsided = {"citizens": Fraction(90), "committee": Fraction(10)}
    equal_shares = count(votes, EqualShares(weights=lopsided))
    assert equal_shares.winners == ("A",)  # the member has 8 of 80
    assert equal_shares.projects["B"].reason is Reason.TOO_FEW_VOTES
    assert equal_shares.projects["B"].short_by is None


def test_a_weighted_voter_pays_like_as_many_heads():
    # 40 for 4 citizens, 40 for the member, who is 4 heads; A is backed by all 8 heads.
    result = count(two_bodies({"A": 4}, {"A,B": 1}), EqualShares(weights=HALF))
    assert result.events[1] == Bought(1, "A", Fraction(30, 8), voters_paying=5, voters_emptied=0)
    assert result.projects["B"].short_by == 30 - (40 - 15)


def test_an_electorate_without_voters_or_weight_has_no_say():
    everything = {"citizens": Fraction(100), "committee": Fraction(0)}
    assert count(two_bodies({"A": 1}, {"B": 9}), EqualShares(weights=everything)).winners == ("A",)
    assert count(two_bodies({"A": 1}, {}), EqualShares(weights=HALF)).winners == ("A",)


def test_electorates_that_no_float_could_add_up_are_counted_exactly():
    # Points near the limit times many voters pass 2**53, where floats begin to skip numbers.
    voters = [f"{i};A,B;{10**6},{i % 2}.000001" for i in range(9100)]
    instance = read(
        pb(
            meta={"vote_type": "cumulative", "budget": "9100"},
            projects=("project_id;cost", "A;4500", "B;4600"),
            votes=("voter_id;vote;points", *voters),
        )
    )
    many = Instance(
        instance.projects,
        instance.budget,
        (Electorate("citizens", instance.ballots), Electorate("committee", instance.ballots)),
    )
    assert set(count(many, EqualShares(weights=HALF)).winners) == {"A", "B"}


QUADRILLION = 10**15


@pytest.mark.parametrize(
    ("cost", "winners"),
    [(QUADRILLION - 1, ("A",)), (QUADRILLION, ("A",)), (QUADRILLION + 1, ())],
)
def test_one_yen_in_a_quadrillion_decides(cost, winners):
    """A float with its bound on the error cannot tell these apart; the exact numbers do."""
    result = count(election(QUADRILLION, {"A": cost}, {"A": 1}), EqualShares())
    assert result.winners == winners


def test_one_yen_in_a_quadrillion_decides_who_can_pay_in_full():
    # B leaves one voter a yen less than what A costs each: they pay all, the other a yen more.
    costs = {"B": 1, "A": QUADRILLION - 2}
    result = count(election(QUADRILLION, costs, {"A,B": 1, "A": 1}), PER_PROJECT)
    assert result.events[1:] == (
        Bought(1, "B", Fraction(1), voters_paying=1, voters_emptied=0),
        Bought(2, "A", Fraction(QUADRILLION // 2 - 1), voters_paying=1, voters_emptied=1),
    )


def test_a_project_of_one_yen_beside_a_quadrillion_is_bought():
    costs = {"A": 1, "B": QUADRILLION * 100}
    result = count(election(QUADRILLION * 100, costs, {"A": 40, "B": 60}), EqualShares())
    assert result.winners == ("A",)


@pytest.mark.parametrize("rule", [EqualShares(), Phragmen()])
def test_nobody_can_be_made_to_pay_for_what_they_are_against(rule):
    against = ("voter_id;vote;points", "1;A;-1")
    for meta in ({"vote_type": "scoring"}, {"vote_type": "scoring", "default_score": "1"}):
        votes = against if len(meta) == 1 else ("voter_id;vote;points", "1;A;1")
        with pytest.raises(BrokenRule) as refused:
            count(read(pb(meta=dict(meta), votes=votes)), rule)
        assert refused.value.code == "negative_points"


@pytest.mark.parametrize("rule", [EqualShares(), Phragmen()])
def test_who_has_only_totals_cannot_pay(rule):
    projects = (Project("A", "A", Fraction(1)),)
    with pytest.raises(BrokenElection) as refused:
        count(Instance(projects, Fraction(1), (Electorate("survey", (Fraction(1),)),)), rule)
    assert refused.value.code == "no_ballots"
    with pytest.raises(BrokenElection) as refused:
        count(two_bodies({"A": 1}, {"A": 1}), rule)
    assert refused.value.code == "several_electorates"


@pytest.mark.parametrize("step", [0, -1])
def test_a_step_that_leads_nowhere_is_refused(step):
    with pytest.raises(BrokenRule) as refused:
        Add1(step=Fraction(step))
    assert refused.value.code == "step_not_positive"


@pytest.mark.parametrize(
    "rule",
    [
        EqualShares(),
        EqualShares(
            utilities="cardinality", completions=(Add1(step=Fraction(1, 3)), Utilitarian())
        ),
        Phragmen(weights=HALF),
    ],
)
def test_a_rule_by_which_voters_pay_survives_json(rule):
    assert rule_from_json(rule_to_json(rule)) == rule


def test_the_recorded_rule_of_equal_shares_is_that_of_its_checker():
    instance = election(100, COSTS, NORTH_AND_SOUTH, rule="equalshares/add1")
    assert recorded_rule(instance) == EqualShares(
        completions=(Add1(step=Fraction(1), start="floor"),)
    )
    assert recorded_rule(election(1, COSTS, {}, rule="equalshares")) == EqualShares()


def test_phragmen_buys_at_the_moment_at_which_voters_can_pay():
    result = count(election(100, COSTS, NORTH_AND_SOUTH), Phragmen())
    # N1 at 40 / 6. S1 at 9. Then the north earns for N2 until 40 / 6 + 50 / 6, which exceeds 100.
    assert result.events == (
        Afforded(1, "N1", Fraction(20, 3)),
        Afforded(2, "S1", Fraction(9)),
    )
    assert result.projects["N2"].reason is Reason.MONEY_WENT_ELSEWHERE
    assert result.projects["N2"].short_by == 50 - 24


def test_phragmen_stops_if_any_of_those_that_come_together_would_not_fit():
    costs, votes = {"X": 50, "A": 60, "B": 30}, {"X": 5, "A": 2, "B": 1}
    # X comes at 10, A and B at 30: B would fit into the 50 left, but A would not.
    stopped = count(election(100, costs, votes), Phragmen())
    assert stopped.winners == ("X",)
    assert stopped.projects["A"].short_by == 60 - 50
    assert stopped.projects["B"].short_by is None  # nothing was missing but its turn
    assert count(election(110, costs, votes), Phragmen()).winners == ("X", "B")
    both = count(election(140, costs, votes), Phragmen())
    assert both.winners == ("X", "B", "A")
    assert both.ties == (Tie(2, ("B", "A"), "cost", decisive=False),)


def test_phragmen_tells_too_few_voters_from_money_that_went_elsewhere():
    # A comes at 10 and B, by the same voters, at 10 + 12: too dear. C's voter had earned 22.
    result = count(election(100, {"A": 50, "B": 60, "C": 90}, {"A,B": 5, "C": 1}), Phragmen())
    assert result.winners == ("A",)
    assert result.projects["B"].reason is Reason.MONEY_WENT_ELSEWHERE
    assert result.projects["B"].short_by == 60 - 50  # its voters have it: the budget has not
    assert result.projects["C"].reason is Reason.TOO_FEW_VOTES
    assert result.projects["C"].short_by is None
