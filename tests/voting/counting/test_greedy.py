"""The greedy rules: what each buys, what it says of the rest, and which ties it reports."""

from fractions import Fraction

import pytest

from tests.voting.counting.elections import election, pb, read
from voting.counting import (
    BrokenRule,
    Cap,
    Greedy,
    GreedyNoSkip,
    GreedyThreshold,
    Reason,
    Result,
    Tie,
    VotesPerCost,
    count,
    recorded_rule,
    rule_from_json,
    rule_to_json,
)

COSTS = {"A": 60, "B": 50, "C": 30, "D": 120}
VOTES = {"A": 5, "B": 4, "C": 3, "D": 9}


def test_greedy_skips_what_does_not_fit():
    result = count(election(100, COSTS, VOTES), Greedy())
    assert result.winners == ("A", "C")
    assert (result.cost, result.budget) == (90, 100)
    assert result.projects["B"].reason is Reason.MONEY_WENT_ELSEWHERE
    assert result.projects["B"].short_by == 50 - (100 - 60)
    assert result.projects["D"].reason is Reason.DEARER_THAN_BUDGET
    assert [result.projects[name].rank for name in "DABC"] == [1, 2, 3, 4]
    assert [(e.project, e.money_left, e.funded) for e in result.events] == [
        ("D", 100, False),
        ("A", 100, True),
        ("B", 40, False),
        ("C", 40, True),
    ]


def test_greedy_no_skip_stops_at_the_first_that_does_not_fit():
    result = count(election(100, {"A": 60, "B": 50, "C": 30}, VOTES | {"D": 0}), GreedyNoSkip())
    assert result.winners == ("A",)
    assert result.projects["C"].reason is Reason.MONEY_WENT_ELSEWHERE
    assert result.projects["C"].short_by is None  # it would have fitted, had its turn come


def test_greedy_no_skip_also_stops_at_a_project_dearer_than_the_budget():
    assert count(election(100, COSTS, VOTES), GreedyNoSkip()).winners == ()


def test_a_threshold_lets_in_the_score_that_equals_it():
    result = count(election(100, COSTS, VOTES), GreedyThreshold(min_score=Fraction(4)))
    assert result.winners == ("A",)
    assert result.projects["C"].reason is Reason.TOO_FEW_VOTES
    assert result.projects["C"].short_by is None


def test_votes_per_cost_prefers_the_cheap():
    result = count(election(100, COSTS, VOTES), VotesPerCost())
    assert result.winners == ("C", "A")  # 3/30, 5/60, then 4/50 and 9/120


def test_a_project_without_votes_is_bought_last_if_it_fits():
    result = count(election(100, {"A": 60, "B": 40}, {"A": 1}), Greedy())
    assert result.winners == ("A", "B")


def test_a_cap_on_money_and_one_on_number_hold_within_their_group():
    costs = {"A": 30, "B": 20, "C": 10}
    instance = election(100, costs, {"A": 3, "B": 2, "C": 1})
    wards = {"A": "中央区", "B": "中央区,緑区", "C": "緑区"}
    for project in instance.projects:
        object.__setattr__(project, "columns", {"ward": wards[project.id]})
    money = Greedy(caps=(Cap("ward", "中央区", cost=Fraction(49)),))
    result = count(instance, money)
    assert result.winners == ("A", "C")
    assert result.projects["B"].reason is Reason.GROUP_IS_FULL
    number = Greedy(caps=(Cap("ward", "緑区", count=1),))
    assert count(instance, number).winners == ("A", "B")


@pytest.mark.parametrize(
    ("costs", "votes", "by", "first"),
    [
        ({"A": 60, "B": 50}, {"A": 1, "B": 1}, "cost", "B"),
        ({"A": 60, "B": 60}, {"A": 1, "B": 1}, "lot", "A"),
    ],
)
def test_a_tie_goes_to_the_lower_cost_then_by_lot(costs, votes, by, first):
    result = count(election(100, costs, votes), Greedy())
    other = "B" if first == "A" else "A"
    assert result.winners == (first,)
    assert result.ties == (Tie(1, (first, other), by, decisive=True),)


def test_a_tie_of_equal_cost_goes_to_more_votes():
    # Both have 4 points; A from one voter, B from two.
    instance = read(
        pb(
            meta={"vote_type": "cumulative"},
            projects=("project_id;cost", "A;60", "B;60"),
            votes=("voter_id;vote;points", "1;A;4", "2;B;2", "3;B;2"),
        )
    )
    result = count(instance, Greedy())
    assert result.winners == ("B",)
    assert result.ties == (Tie(1, ("B", "A"), "votes", decisive=True),)


def test_the_lot_order_drawn_before_voting_overrules_the_order_on_the_ballot():
    instance = election(100, {"A": 60, "B": 60, "C": 1}, {"A": 1, "B": 1})
    assert count(instance, Greedy(tie_order=("C", "B", "A"))).winners == ("B", "C")


def test_a_tie_whose_projects_are_all_bought_is_not_decisive():
    result = count(election(100, {"A": 60, "B": 40}, {"A,B": 2}), Greedy())
    assert result.winners == ("B", "A")
    assert result.ties == (Tie(1, ("B", "A"), "cost", decisive=False),)


def test_what_would_not_fit_anyway_is_tied_only_for_the_rule_that_stops_at_it():
    instance = election(100, {"A": 60, "B": 110}, {"A,B": 2})
    assert count(instance, Greedy()).ties == ()
    assert count(instance, GreedyNoSkip()).ties == (Tie(1, ("A", "B"), "cost", decisive=True),)


@pytest.mark.parametrize("rule", [Greedy(), GreedyNoSkip(), GreedyThreshold(), VotesPerCost()])
def test_without_money_or_without_votes_nothing_goes_wrong(rule):
    assert count(election(0, COSTS, VOTES), rule).winners == ()
    nobody = count(election(110, COSTS, {}), rule)
    assert nobody.winners == ("C", "B")  # all tie at no votes: the lower cost first
    assert count(election(60, {"A": 60}, {"A": 1}), rule).winners == ("A",)


@pytest.mark.parametrize(
    ("order", "code"),
    [
        (("A", "B", "Z"), "tie_order_unknown"),
        (("A", "B"), "tie_order_incomplete"),
        (("A", "B", "C", "C"), "tie_order_incomplete"),
    ],
)
def test_a_lot_order_must_name_each_project_once(order, code):
    with pytest.raises(BrokenRule) as refused:
        count(election(100, {"A": 1, "B": 1, "C": 1}, {}), Greedy(tie_order=order))
    assert refused.value.code == code


@pytest.mark.parametrize(
    "rule",
    [
        Greedy(),
        GreedyNoSkip(tie_order=("B", "A")),
        GreedyThreshold(min_score=Fraction(7, 3)),
        VotesPerCost(
            caps=(Cap("ward", "緑区", cost=Fraction("0.5")), Cap("theme", "x", count=1)),
            weights={"citizens": Fraction(100)},
        ),
    ],
)
def test_a_rule_is_the_same_after_a_journey_through_json(rule):
    assert rule_from_json(rule_to_json(rule)) == rule


@pytest.mark.parametrize(
    ("document", "where"),
    [
        ([], ""),
        ("greedy", ""),
        ({}, "name"),
        ({"name": "dictator"}, "name"),
        ({"name": "greedy", "min_scor": 1}, "min_scor"),
        ({"name": "greedy", "min_score": 0.5}, "min_score"),
        ({"name": "greedy", "min_score": True}, "min_score"),
        ({"name": "greedy", "min_score": "1/0"}, "min_score"),
        ({"name": "greedy", "tie_order": "AB"}, "tie_order"),
        ({"name": "greedy", "tie_order": ["A", 1]}, "tie_order[1]"),
        ({"name": "greedy", "caps": [{"column": "ward"}]}, "caps[0].group"),
        (
            {"name": "greedy", "caps": [{"column": "a", "group": "b", "count": True}]},
            "caps[0].count",
        ),
        ({"name": "greedy", "weights": {"a": "much"}}, "weights.a"),
        ({"name": "greedy", "weights": []}, "weights"),
    ],
)
def test_an_unreadable_rule_is_refused_by_its_key(document, where):
    with pytest.raises(BrokenRule) as refused:
        rule_from_json(document)
    assert (refused.value.code, refused.value.values["where"]) == ("unreadable", where)


@pytest.mark.parametrize(
    "limits", [{}, {"cost": Fraction(-1)}, {"count": -1}, {"cost": Fraction(1), "count": -1}]
)
def test_a_cap_without_a_limit_or_with_a_negative_one_is_refused(limits):
    with pytest.raises(BrokenRule) as refused:
        Cap("ward", "緑区", **limits)
    assert refused.value.code == "bad_cap"


def test_the_recorded_rule_takes_its_threshold_from_meta():
    instance = election(100, COSTS, VOTES, rule="greedy-threshold", min_project_score_threshold="4")
    assert recorded_rule(instance) == GreedyThreshold(min_score=Fraction(4))


@pytest.mark.parametrize(
    ("meta", "code"),
    [
        ({"rule": "unknown"}, "rule_not_recorded"),
        ({"rule": "greedy-custom"}, "rule_not_recorded"),
        ({"min_project_score_threshold": "some"}, "bad_threshold"),
    ],
)
def test_a_recorded_rule_that_is_not_defined_is_refused(meta, code):
    with pytest.raises(BrokenRule) as refused:
        recorded_rule(election(100, COSTS, VOTES, **meta))
    assert refused.value.code == code


def test_a_result_is_the_same_after_a_journey_through_json():
    result = count(election(100, COSTS, VOTES), Greedy())
    assert Result.from_json(result.to_json()) == result
    assert list(result.to_json()) == [
        "rule", "input", "version", "winners", "cost", "budget", "ties", "projects", "events",
        "set_aside",
    ]  # fmt: skip
    assert count(election(100, COSTS, VOTES), result.rule) == result


@pytest.mark.parametrize(
    ("keys", "value", "where"),
    [
        (("ties", 0, "by"), "whim", "ties[0].by"),
        (("projects", "A", "reason"), "whim", "projects.A.reason"),
        (("projects", "A", "funded"), "yes", "projects.A.funded"),
        (("events", 0, "name"), "whim", "events[0].name"),
        (("winners",), None, "winners"),
    ],
)
def test_a_result_that_was_tampered_with_is_refused_by_its_key(keys, value, where):
    document = count(election(100, {"A": 60, "B": 60}, {"A": 1, "B": 1}), Greedy()).to_json()
    *path, last = keys
    part = document
    for key in path:
        part = part[key]
    part[last] = value
    with pytest.raises(BrokenRule) as refused:
        Result.from_json(document)
    assert refused.value.values["where"] == where
