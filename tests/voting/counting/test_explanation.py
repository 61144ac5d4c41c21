"""What a result explains: coverage, spread, other rules, where money went, what was missing."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.voting.counting.elections import election, pb, read
from tests.voting.counting.test_equal_shares import COSTS, HALF, NORTH_AND_SOUTH, two_bodies
from tests.voting.counting.test_properties import elections, instance_of
from voting.counting import (
    Add1,
    Bought,
    BrokenRule,
    Cap,
    Electorate,
    EqualShares,
    Greedy,
    GreedyNoSkip,
    GreedyThreshold,
    Instance,
    Phragmen,
    Project,
    Quota,
    Rule,
    Utilitarian,
    VotesPerCost,
    count,
)
from voting.counting.explanation.comparison import compare, other_rules
from voting.counting.explanation.coverage import Coverage, coverage
from voting.counting.explanation.effort import PICKS_FOR_PROJECT, Effort
from voting.counting.explanation.explain import Explanation, Shortfall, explain, shortfall
from voting.counting.explanation.money import SpentOn, follow_money
from voting.counting.explanation.said import Teller
from voting.counting.explanation.shortfall import Missing, missing_money, missing_supporters
from voting.counting.explanation.spread import GroupShare, spread

CITY = election(100, COSTS, NORTH_AND_SOUTH)


def test_coverage_counts_funded_picks_of_each_voter():
    votes = {"A,B,C,D": 1, "A,B": 2, "A,E": 3, "E": 4, "": 1}
    instance = election(100, dict.fromkeys("ABCDE", 10), votes)
    found = coverage(instance, {"A", "B", "C", "D"})
    assert found == Coverage(11, (5, 3, 2, 1), Fraction(4 + 4 + 3, 11))
    assert found.with_any == Fraction(6, 11)


def test_coverage_adds_up_over_electorates_and_leaves_totals_out():
    bodies = two_bodies({"A": 4}, {"A,B": 1})
    survey = Electorate("survey", (Fraction(9), Fraction(1)))
    everyone = replace(bodies, electorates=(*bodies.electorates, survey))
    assert coverage(everyone, {"A"}) == Coverage(5, (0, 5, 0, 0), Fraction(1))
    nobody = coverage(election(1, {"A": 1}, {}), {"A"})
    assert (nobody.voters, nobody.with_any, nobody.average) == (0, 0, 0)


def test_spread_sets_money_beside_people():
    projects = ("project_id;cost;ward", "A;30;緑区", "B;10;緑区,中央区", "C;60;", "D;5;緑区")
    instance = read(pb(projects=projects, votes=("voter_id;vote", "1;A")))
    people = {"中央区": 300, "緑区": 100, "若葉区": 100}
    assert spread(instance, ("A", "B"), "ward", people) == (
        GroupShare("中央区", 1, 1, Fraction(5), Fraction(1, 8), Fraction(3, 5)),
        GroupShare("緑区", 3, 2, Fraction(35), Fraction(7, 8), Fraction(1, 5)),
        GroupShare("若葉区", 0, 0, Fraction(0), Fraction(0), Fraction(1, 5)),
        GroupShare("", 1, 0, Fraction(0), Fraction(0), Fraction(0)),
    )
    assert spread(instance, (), "ward")[0] == GroupShare("緑区", 3, 0, Fraction(0), Fraction(0))


def test_other_rules_keep_the_terms_of_the_election():
    rule = GreedyThreshold(
        min_score=Fraction(2),
        caps=(Cap("ward", "緑区", count=1),),
        quotas=(Quota(most=3),),
        tie_order=("N1", "N2", "S1"),
    )
    others = other_rules(rule)
    assert [other.name for other in others] == [
        "greedy", "greedy-no-skip", "votes-per-cost", "equal-shares", "phragmen",
    ]  # fmt: skip
    for other in others:
        assert (other.min_score, other.caps, other.quotas) == (2, rule.caps, rule.quotas)
        assert other.tie_order == rule.tie_order
    assert "phragmen" not in [other.name for other in other_rules(Phragmen())]


def test_comparison_says_which_projects_would_change():
    result = count(CITY, Greedy())
    (shares,) = compare(CITY, result, [EqualShares()])
    assert (shares.winners, shares.gained, shares.lost) == (("N1", "S1"), ("S1",), ("N2",))
    assert shares.cost == 76
    assert shares.coverage.with_any == 1


def test_comparison_leaves_out_rules_that_do_not_fit_the_ballots():
    against = ("voter_id;vote;points", "1;A;-1")
    instance = read(pb(meta={"vote_type": "scoring"}, votes=against))
    names = [
        a.rule.name for a in compare(instance, count(instance, Greedy()), other_rules(Greedy()))
    ]
    assert names == ["greedy-no-skip", "votes-per-cost"]


def test_the_money_trail_tells_who_took_the_money_and_what_support_was_left():
    trail = follow_money(CITY, count(CITY, EqualShares()))
    assert trail is not None
    # N2's six voters have 60, and pay 40 for N1.
    assert trail.spent_on == {"N2": (SpentOn("N1", Fraction(40), 6),)}
    assert trail.effective_support == {
        "N1": 100,  # without it N2 goes first, at a sixth of its cost a vote: as N1 did
        "N2": 100,  # at N1's rate its six voters could at first have paid 50: a tie
        "S1": Fraction(1111, 10),  # without it its four voters have 40 for 36
    }
    assert [r.project for r in trail.rounds] == ["N1", "S1"]


def test_effective_support_by_hand():
    # Eight voters of 10. C (6 votes) is bought at 5 each, 1 / 6 of its cost a vote. At that rate
    # A would cost 10 a vote, and B 10 / 3: their two voters each could pay 20 and 20 / 3.
    instance = election(80, {"A": 60, "B": 20, "C": 30}, {"B": 2, "C": 4, "A,C": 2})
    result = count(instance, EqualShares())
    assert result.winners == ("C", "B")
    trail = follow_money(instance, result)
    assert trail is not None
    assert trail.effective_support["A"] == Fraction(333, 10)
    assert trail.rounds[0].effective_support == {"A": Fraction(333, 10), "B": Fraction(333, 10)}
    # Then B at 10 each; at that rate A costs 30 a vote, but its voters have 5 each.
    assert trail.rounds[1].effective_support == {"A": Fraction(166, 10)}
    # Without B nobody else is bought after C: its two voters have 20 for it, just enough.
    assert trail.effective_support["B"] == 100
    # Without C, B goes first at 10 a vote; at that rate C costs 15, and its six voters have 60.
    assert trail.effective_support["C"] == 200


def test_cardinality_utilities_compare_money_per_vote():
    instance = election(80, {"A": 60, "B": 20, "C": 30}, {"B": 2, "C": 4, "A,C": 2})
    result = count(instance, EqualShares(utilities="cardinality"))
    trail = follow_money(instance, result)
    assert trail is not None
    # C at 5 a vote, B at 10: at 5 a vote A's two voters could pay 10 of 60, and have 10 at the end.
    assert trail.effective_support["A"] == Fraction(166, 10)


def test_the_money_trail_of_phragmen_is_what_voters_earned():
    result = count(CITY, Phragmen())
    trail = follow_money(CITY, result)
    assert trail is not None
    assert trail.spent_on["N2"] == (SpentOn("N1", Fraction(40), 6),)
    assert [r.project for r in trail.rounds] == ["N1", "S1"]
    # When S1 is bought at 9, the six have earned 6 x (9 - 40 / 6) for N2's 50.
    assert trail.rounds[1].effective_support == {"N2": Fraction(280, 10)}
    assert trail.effective_support["N2"] == 100  # the moment at which the budget did not suffice


def test_rules_by_which_voters_do_not_pay_leave_no_trail():
    assert follow_money(CITY, count(CITY, Greedy())) is None


def test_an_election_without_voters_leaves_an_empty_trail():
    instance = election(100, COSTS, {})
    trail = follow_money(instance, count(instance, EqualShares()))
    assert trail is not None
    assert (set(trail.effective_support.values()), trail.rounds) == ({0}, ())


def test_weighted_electorates_are_followed_head_by_head():
    votes = two_bodies({"A": 4}, {"A,B": 1})
    trail = follow_money(votes, count(votes, EqualShares(weights=HALF)))
    assert trail is not None
    assert trail.spent_on["B"] == (SpentOn("A", Fraction(15), 1),)


def supporters_missing(
    instance: Instance, rule: Rule, project: str, tries: int | None = None
) -> Missing | None:
    return missing_supporters(instance, count(instance, rule), project, tries=tries)


def money_missing(instance: Instance, rule: Rule, project: str) -> Missing | None:
    return missing_money(instance, count(instance, rule), project)


PAYING: list[Rule] = [
    EqualShares(),
    EqualShares(utilities="cardinality"),
    EqualShares(completions=(Add1(step=Fraction(5)),)),
    EqualShares(completions=(Add1(step=Fraction(5)), Utilitarian())),
]


@settings(max_examples=60)
@given(elections(most_points=2), st.sampled_from(PAYING))
def test_what_voters_bought_has_full_effective_support_and_what_they_could_not_pay_has_less(
    made_up, rule
):
    instance = instance_of(made_up)
    result = count(instance, rule)
    trail = follow_money(instance, result)
    assert trail is not None
    bought = {event.project for event in result.events if isinstance(event, Bought)}
    tied = {project for tie in result.ties for project in tie.projects}
    for project, support in trail.effective_support.items():
        if project in bought:
            assert support >= 100
        elif project not in tied:
            assert support < 100


@settings(max_examples=60)
@given(elections(), st.sampled_from([*PAYING, Phragmen()]))
def test_the_money_of_a_projects_supporters_is_what_they_spent_and_what_they_have_left(
    made_up, rule
):
    """For approvals: nobody's money is counted twice, and none is lost."""
    instance = instance_of(made_up)
    result = count(instance, rule)
    trail = follow_money(instance, result)
    assert trail is not None
    for name, spent in trail.spent_on.items():
        voters = sum(1 for voter in made_up.voters if name in voter)
        assert all(part.voters <= voters for part in spent)
        assert sum(part.amount for part in spent) <= made_up.cost(list(result.winners)) + 1
        fared = result.projects[name]
        if fared.short_by is not None and isinstance(rule, EqualShares):
            shares = [e.share for e in result.events if hasattr(e, "share")]
            had_left = voters * shares[-1] - sum(part.amount for part in spent)
            assert abs(fared.cost - had_left - fared.short_by) <= 1


SIMPLE: list[Rule] = [
    Greedy(),
    GreedyNoSkip(),
    VotesPerCost(),
    Phragmen(),
    EqualShares(),
    EqualShares(utilities="cardinality"),
    EqualShares(completions=(Utilitarian(),)),
    EqualShares(completions=(Add1(step=Fraction(5)),)),
]


@settings(max_examples=120)
@given(elections(most_points=2), st.sampled_from(SIMPLE), st.data())
def test_the_supporters_missing_are_the_fewest_with_which_a_recount_funds_it(made_up, rule, data):
    project = data.draw(st.sampled_from(list(made_up.costs)))
    found = supporters_missing(instance_of(made_up), rule, project, tries=1000)
    most = max((points for voter in made_up.voters for points in voter.values()), default=1)

    def funded(number: int) -> bool:
        joined = replace(made_up, voters=[*made_up.voters, *[{project: Fraction(most)}] * number])
        return project in count(instance_of(joined), rule).winners

    numbers = range(0 if found is None else int(found.amount))
    if found is None:
        assert funded(0) or not any(funded(number) for number in (1, 5, 50))
    else:
        assert found.proven
        assert funded(int(found.amount))
        assert not any(funded(number) for number in numbers)


@settings(max_examples=60)
@given(elections(most_points=2), st.sampled_from(SIMPLE[:-1]), st.data())
def test_the_money_missing_is_the_least_with_which_a_recount_funds_it(made_up, rule, data):
    project = data.draw(st.sampled_from(list(made_up.costs)))
    found = money_missing(instance_of(made_up), rule, project)

    def funded(amount: Fraction) -> bool:
        costs = made_up.costs | {project: made_up.costs[project] - amount}
        return project in count(instance_of(replace(made_up, costs=costs)), rule).winners

    if found is None:
        assert funded(Fraction(0)) or not funded(made_up.costs[project] - 1)
    else:
        assert found.proven
        assert funded(found.amount)
        assert not any(funded(Fraction(amount)) for amount in range(int(found.amount)))


def test_missing_money_is_told_in_the_unit_of_the_costs():
    projects = ("project_id;cost", "A;60", "B;50.25")
    instance = read(pb(projects=projects, votes=("voter_id;vote", "1;A", "2;A", "3;B")))
    assert money_missing(instance, Greedy(), "B") == Missing(Fraction("10.25"), proven=True)


def test_what_was_not_tried_is_not_called_proven():
    # 200 voters of A and 20 of B share 100: B needs voters enough to afford 50 of it.
    instance = election(100, {"A": 90, "B": 50}, {"A": 200, "B": 20})
    rule = EqualShares(completions=(Add1(step=Fraction(1, 10)),))
    found = supporters_missing(instance, rule, "B", tries=2)
    assert found is not None
    assert not found.proven
    assert not money_missing(instance, rule, "B").proven
    everything = supporters_missing(instance, rule, "B", tries=1000)
    assert everything is not None
    assert everything.proven
    assert everything.amount <= found.amount


def test_no_number_of_supporters_pays_for_the_whole_budget_beside_others():
    # However many come, the voter of B keeps a share that A would need.
    instance = election(100, {"A": 100, "B": 10}, {"A": 3, "B": 1})
    assert supporters_missing(instance, EqualShares(), "A") is None


def test_supporters_join_the_first_electorate_that_has_ballots():
    bodies = two_bodies({"A": 4}, {"B": 1}, budget=50)
    # The citizens have 25 of 50 however many they are: no number of them pays for 30 alone.
    assert supporters_missing(bodies, EqualShares(weights=HALF), "A") is None
    most = {"citizens": Fraction(80), "committee": Fraction(20)}
    assert supporters_missing(bodies, Greedy(weights=most), "B") == Missing(
        Fraction(3), proven=True
    )
    totals = Electorate("survey", (Fraction(9), Fraction(1)))
    survey = Instance(bodies.projects, Fraction(30), (totals,))
    assert supporters_missing(survey, Greedy(), "B") is None


def test_a_project_dearer_than_the_budget_lacks_money_and_no_supporters():
    instance = election(100, {"A": 120}, {"A": 1})
    assert shortfall(instance, count(instance, Greedy()), "A") == Shortfall(
        None, Missing(Fraction(20), proven=True)
    )
    equal_shares = count(instance, EqualShares())
    assert shortfall(instance, equal_shares, "A").supporters is None


def test_ballots_that_break_a_quota_do_not_count_in_what_was_missing():
    instance = election(100, {"A": 60, "B": 50}, {"A": 1, "A,B": 9})
    rule = Greedy(quotas=(Quota(most=1),))
    assert supporters_missing(instance, rule, "B") == Missing(Fraction(1), proven=True)


@pytest.mark.parametrize(
    ("budget", "costs", "rule", "because"),
    [
        (60, {"A": 60, "B": 10}, Greedy(), "nothing_left"),
        (90, {"A": 60, "B": 10}, Greedy(), "everything_funded"),
        (90, {"A": 60, "B": 40}, Greedy(), "nothing_fits"),
        (90, {"B": 40, "A": 60, "C": 30}, GreedyNoSkip(min_score=Fraction(1)), "rule"),
    ],
)
def test_money_is_left_for_a_reason(budget, costs, rule, because):
    instance = election(budget, costs, {"A,B": 1, "A": 1})
    explanation = explain(instance, count(instance, rule))
    assert explanation.left_because == because


def test_an_explanation_survives_json():
    projects = ("project_id;cost;ward", "A;30;緑区", "B;10;緑区", "C;60;中央区")
    instance = read(pb(projects=projects))
    result = count(instance, EqualShares(completions=(Add1(), Utilitarian())))
    people = {"ward": {"緑区": 1, "中央区": 2}}
    explanation = explain(instance, result, columns=("ward",), people=people)
    assert explanation.spread["ward"][0].share_of_people == Fraction(1, 3)
    assert Explanation.from_json(explanation.to_json()) == explanation
    with pytest.raises(BrokenRule):
        Explanation.from_json({})


def told(instance: Instance, rule: Rule, project: str, language="en", *, missing=False) -> str:
    result = count(instance, rule)
    teller = Teller(instance, result, follow_money(instance, result), language)
    return teller.tell(project, shortfall(instance, result, project) if missing else None)


@pytest.mark.parametrize(
    ("rule", "project", "expected"),
    [
        (Greedy(), "S1", "When its turn came, the money left was 26 short."),
        (GreedyNoSkip(), "S1", "When its turn came, the money left was 26 short."),
        (EqualShares(), "N2", "money went to “N1” (40 from 6 of them), and they were 30 short."),
        (Phragmen(), "N2", "could pay for it, the budget left was 26 short."),
        (Greedy(min_score=Fraction(5)), "S1", "It did not reach the minimum score of 5."),
    ],
)  # fmt: skip
def test_why_a_project_was_not_funded_is_a_sentence(rule, project, expected):
    assert told(CITY, rule, project).endswith(expected)


def test_every_reason_has_its_sentence():
    dear = election(100, {"A": 120, "B": 1}, {"A": 1})
    assert "costs more than the whole budget of 100" in told(dear, Greedy(), "A")
    few = election(100, {"A": 10, "B": 90}, {"A": 9, "B": 1})
    assert "too few votes for its cost" in told(few, EqualShares(), "B")
    cut = election(100, {"A": 60, "B": 50, "C": 10}, {"A": 3, "B": 2, "C": 1})
    assert "Its turn never came" in told(cut, GreedyNoSkip(), "C")
    projects = tuple(Project(p.id, p.name, p.cost, {"ward": "緑区"}) for p in cut.projects)
    capped = Greedy(caps=(Cap("ward", "緑区", count=1),))
    assert "The limit for its group" in told(replace(cut, projects=projects), capped, "C")


def test_a_funded_project_is_told_of_as_well():
    assert told(CITY, EqualShares(), "S1") == (
        "“S1” is funded (votes: 4, rank: 3, cost: 36). "
        "It was bought in round 2, with the money of its supporters (4)."
    )
    filled = EqualShares(completions=(Utilitarian(),))
    instance = election(100, COSTS | {"Z": 20}, NORTH_AND_SOUTH | {"Z": 1})
    assert "bought in round" not in told(instance, filled, "Z")


def test_what_was_missing_is_told_with_the_currency_of_the_file():
    yen = election(100, {"A": 60, "B": 50}, {"A": 2, "B": 1}, currency="JPY")
    assert told(yen, Greedy(), "B", "ja", missing=True) == (
        "「B」は採択されませんでした（1票で2位、費用は50円）。"
        "順番が来たときに残っていた予算では、10円足りませんでした。"
        "この提案だけを選ぶ人があと1人いれば、予算の範囲に入っていました。"
        "費用があと10円少なければ、予算の範囲に入っていました。"
    )
    assert "cost: ¥50" in told(yen, Greedy(), "B", "en")
    francs = election(100, {"A": 60, "B": 1234}, {"A": 1}, currency="CHF")
    assert "1,234 CHF" in told(francs, Greedy(), "B")
    cents = read(pb(projects=("project_id;cost", "A;60.5"), votes=("voter_id;vote", "1;A")))
    assert "cost: 60.50)." in told(cents, Greedy(), "A")
    assert "would have" not in told(yen, Greedy(), "A", missing=True)
    assert "if one more person had voted" in told(yen, Greedy(), "B", missing=True)


def test_the_search_for_all_ends_within_a_recount_and_leaves_nothing_for_the_next():
    """Under Add1 a recount is many runs; the bound holds in the middle of it."""
    rule = EqualShares(completions=(Add1(step=Fraction(1, 10)),))
    result = count(CITY, rule)
    missed = [name for name, fared in result.projects.items() if not fared.funded]
    unbounded = [shortfall(CITY, result, project) for project in missed]
    generous, scant = Effort(CITY), Effort(CITY, 5 * PICKS_FOR_PROJECT * len(CITY.projects))
    assert [generous.shortfall(CITY, result, project) for project in missed] == unbounded
    assert [scant.shortfall(CITY, result, project) for project in missed] == [None] * len(missed)
