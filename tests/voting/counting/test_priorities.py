"""Options in order, without costs: each rule, its ties, duels and circles; quotas of picks."""

from fractions import Fraction

import pytest

from tests.voting.counting.elections import election, pb, read
from voting.counting import (
    Borda,
    BrokenElection,
    BrokenRule,
    Condorcet,
    Duel,
    Electorate,
    Greedy,
    Instance,
    KApproval,
    Points,
    Priorities,
    Project,
    Quota,
    Standing,
    Tie,
    count,
    prioritise,
    ranking_from_json,
    rule_to_json,
)


def ranked(votes: dict[str, int], options: str = "ABC") -> Instance:
    """A ballot "A,B" puts A before B, and both before all others."""
    rows = [vote for vote, number in votes.items() for _ in range(number)]
    return read(
        pb(
            meta={"vote_type": "ordinal"},
            projects=(
                "project_id;cost",
                *(f"{name};{cost}" for cost, name in enumerate(options, 1)),
            ),
            votes=("voter_id;vote", *(f"{i};{row}" for i, row in enumerate(rows))),
        )
    )


def test_k_approval_counts_who_names_an_option():
    instance = election(0, {"A": 9, "B": 5, "C": 1}, {"B,A": 2, "B": 1})
    result = prioritise(instance, KApproval())
    assert result.order == ("B", "A", "C")
    assert result.standings == {
        "B": Standing(1, 3, 3),
        "A": Standing(2, 2, 2),
        "C": Standing(3, 0, 0),
    }
    # Whatever points or ranks are given, a name is a name.
    assert prioritise(ranked({"B,A": 2, "B": 1}), KApproval()).order == ("B", "A", "C")


def test_points_are_summed():
    votes = ("voter_id;vote;points", "1;A,B;1,2.5", "2;C;3")
    result = prioritise(read(pb(meta={"vote_type": "cumulative"}, votes=votes)), Points())
    assert result.order == ("C", "B", "A")
    assert result.standings["B"].score == Fraction(5, 2)


def test_borda_counts_down_from_the_first_rank():
    result = prioritise(ranked({"A,B,C": 1, "B,C": 1}), Borda())
    assert [result.standings[name].score for name in "ABC"] == [3, 2 + 3, 1 + 2]
    assert result.order == ("B", "C", "A")  # C was named by two voters, A by one


@pytest.mark.parametrize(
    ("rule", "vote_type"), [(Points(), "approval"), (Points(), "ordinal"), (Borda(), "approval")]
)
def test_a_rule_refuses_ballots_that_do_not_say_what_it_counts(rule, vote_type):
    with pytest.raises(BrokenRule) as refused:
        prioritise(read(pb(meta={"vote_type": vote_type})), rule)
    assert refused.value.code == "ballots_do_not_fit"


def test_a_tie_goes_to_more_votes_then_by_lot_and_never_by_cost():
    # A and B have 3 points each; B from two voters. C and D have none, and C costs more than D.
    votes = ("voter_id;vote;points", "1;A;3", "2;B;1", "3;B;2")
    projects = ("project_id;cost", "A;1", "B;2", "C;4", "D;3")
    instance = read(pb(meta={"vote_type": "cumulative"}, projects=projects, votes=votes))
    result = prioritise(instance, Points())
    assert result.order == ("B", "A", "C", "D")
    assert result.ties == (
        Tie(1, ("B", "A"), "votes", decisive=True),
        Tie(3, ("C", "D"), "lot", decisive=True),
    )
    drawn = prioritise(instance, Points(tie_order=("D", "C", "B", "A")))
    assert drawn.order == ("B", "A", "D", "C")


def test_who_wins_every_duel_comes_first_though_borda_says_otherwise():
    # 3 of 5 put A before B and before C; Borda gives A 3x3 + 2x1 and B 3x2 + 2x3.
    instance = ranked({"A,B,C": 3, "B,C,A": 2})
    assert prioritise(instance, Borda()).order == ("B", "A", "C")
    result = prioritise(instance, Condorcet())
    assert result.order == ("A", "B", "C")
    assert result.duels == (Duel("A", "B", 3, 2), Duel("A", "C", 3, 2), Duel("B", "C", 5, 0))
    assert [duel.winner for duel in result.duels] == ["A", "A", "B"]
    assert Duel("A", "B", 2, 2).winner is None
    assert result.ties == ()


# A beats B by 7 to 4, B beats C by 8 to 3, C beats A by 6 to 5: a circle. D loses to all.
CIRCLE = {"A,B,C,D": 5, "B,C,A,D": 3, "C,A,B,D": 2, "C,B,A,D": 1}


def test_a_circle_is_ordered_by_the_completion_and_stays_before_whom_it_beats():
    instance = ranked(CIRCLE, "DABC")
    # Borda: A 5x4 + 3x2 + 2x3 + 1x2 = 34, B 5x3 + 3x4 + 2x2 + 1x3 = 34, C 5x2 + 3x3 + 3x4 = 31.
    borda = prioritise(instance, Condorcet(completion="borda"))
    assert borda.order == ("A", "B", "C", "D")
    assert borda.ties == (Tie(1, ("A", "B"), "lot", decisive=True),)
    # B-C is held by 5, A-B by 3; C-A by 1 would close the circle.
    pairs = prioritise(instance, Condorcet(completion="ranked-pairs"))
    assert pairs.order == ("A", "B", "C", "D")
    assert pairs.ties == ()


def test_ranked_pairs_hold_the_clearest_duel_first():
    # B beats C by 8 to 1, C beats A by 7 to 2, A beats B by 5 to 4.
    instance = ranked({"A,B,C": 1, "A,C,B": 1, "B,C,A": 4, "C,A,B": 3})
    result = prioritise(instance, Condorcet(completion="ranked-pairs"))
    margins = {(d.first, d.second): d.for_first - d.for_second for d in result.duels}
    assert margins == {("A", "B"): 1, ("A", "C"): -5, ("B", "C"): 1}
    assert result.order == ("C", "A", "B")


def test_even_duels_are_a_tie_of_all_who_are_concerned():
    instance = ranked({"A,B": 1, "B,A": 1})
    result = prioritise(instance, Condorcet(completion="ranked-pairs"))
    assert result.order == ("A", "B", "C")
    assert result.ties == (Tie(1, ("A", "B"), "lot", decisive=True),)


def test_an_option_that_is_not_named_stands_below_all_that_are():
    result = prioritise(election(0, {"A": 1, "B": 1}, {"A": 2, "B": 1}), Condorcet())
    assert result.duels == (Duel("A", "B", 2, 1),)


def test_duels_are_the_same_however_many_ballots_are_looked_at_at_once(monkeypatch):
    whole = prioritise(ranked(CIRCLE, "ABCD"), Condorcet())
    monkeypatch.setattr("voting.counting.rules.duels._ROWS_AT_ONCE", 2)
    assert prioritise(ranked(CIRCLE, "ABCD"), Condorcet()) == whole


def test_nobody_voted_and_everything_is_a_tie():
    nobody = ranked({})
    for rule in (KApproval(), Borda(), Condorcet(), Condorcet(completion="ranked-pairs")):
        result = prioritise(nobody, rule)
        assert result.order == ("A", "B", "C")
        assert result.ties[0] == Tie(1, ("A", "B", "C"), "lot", decisive=True)


def two_bodies(rule: KApproval | Condorcet) -> Priorities:
    citizens, council = ranked({"A,B": 3, "B,A": 1}, "AB"), ranked({"B": 1}, "AB")
    electorates = (
        Electorate("citizens", citizens.ballots),
        Electorate("council", council.ballots),
    )
    return prioritise(Instance(citizens.projects, Fraction(0), electorates), rule)


def test_electorates_are_weighed_in_scores_and_in_duels():
    even = {"citizens": Fraction(60), "council": Fraction(40)}
    duel = two_bodies(Condorcet(weights=even)).duels[0]
    assert (duel.for_first, duel.for_second) == (45, 15 + 40)
    by_votes = two_bodies(KApproval(weights=even))
    assert by_votes.standings["B"].score == 30 + 40


def test_totals_tell_no_duels_but_can_be_weighed():
    projects = tuple(Project(name, name, Fraction(1)) for name in "AB")
    survey = Instance(projects, Fraction(0), (Electorate("survey", (Fraction(1), Fraction(2))),))
    assert prioritise(survey, KApproval()).order == ("B", "A")
    assert prioritise(survey, Points()).order == ("B", "A")
    with pytest.raises(BrokenElection) as refused:
        prioritise(survey, Condorcet())
    assert refused.value.code == "no_ballots"


@pytest.mark.parametrize(
    "rule",
    [
        KApproval(quotas=(Quota(most=3),)),
        Points(),
        Borda(tie_order=("A", "B", "C")),
        Condorcet(completion="ranked-pairs"),
    ],
)
def test_a_rule_for_priorities_and_its_result_survive_json(rule):
    assert ranking_from_json(rule_to_json(rule)) == rule


def test_an_order_survives_json_and_is_come_to_again():
    instance = ranked(CIRCLE, "ABCD")
    result = prioritise(instance, Condorcet())
    again = Priorities.from_json(result.to_json())
    assert again == result == prioritise(instance, again.rule)


# Seoul 2020: 7 of the wide-area proposals and 3 of governance; 2015: at most one per field.


def in_fields(fields: dict[str, str], votes: dict[str, int]) -> Instance:
    rows = [vote for vote, number in votes.items() for _ in range(number)]
    return read(
        pb(
            projects=("project_id;cost;field", *(f"{n};10;{field}" for n, field in fields.items())),
            votes=("voter_id;vote", *(f"{i};{row}" for i, row in enumerate(rows))),
        )
    )


FIELDS = {"A": "交通", "B": "交通", "C": "福祉", "D": "福祉,環境", "E": ""}


@pytest.mark.parametrize(
    ("quota", "broken"),
    [
        (Quota(fewest=2), {"A", "E", ""}),
        (Quota(most=2), {"A,C,E"}),
        (Quota(column="field", group="福祉", most=1), {"C,D"}),
        (Quota(column="field", group="福祉", fewest=1), {"A", "A,B", "E", ""}),
        (Quota(column="field", most=1), {"A,B", "C,D"}),
        (Quota(column="field", group="環境", fewest=1, most=1), {"A", "A,B", "A,C,E", "E", ""}),
    ],
)
def test_a_ballot_that_breaks_a_quota_is_set_aside(quota, broken):
    votes = dict.fromkeys(("A", "A,B", "A,C,E", "C,D", "E", "A,D", ""), 1)
    result = count(in_fields(FIELDS, votes), Greedy(quotas=(quota,)))
    kept = set(votes) - broken
    assert result.set_aside == len(broken)
    assert {n: result.projects[n].votes for n in FIELDS} == {
        n: sum(1 for vote in kept if n in vote.split(",")) for n in FIELDS
    }


def test_what_is_set_aside_is_a_part_of_the_input_and_of_no_count():
    instance = in_fields(FIELDS, {"A,B": 4, "C": 1})
    rule = Greedy(quotas=(Quota(column="field", most=1), Quota(fewest=1)))
    result = count(instance, rule)
    assert (result.set_aside, result.input) == (4, instance.fingerprint)
    assert count(instance, Greedy()).set_aside == 0
    order = prioritise(instance, KApproval(quotas=rule.quotas))
    assert (order.set_aside, order.order[0]) == (4, "C")


def test_totals_have_no_ballots_to_set_aside():
    projects = tuple(Project(name, name, Fraction(1)) for name in "AB")
    survey = Instance(projects, Fraction(0), (Electorate("survey", (Fraction(1), Fraction(2))),))
    assert prioritise(survey, KApproval(quotas=(Quota(fewest=1),))).set_aside == 0


@pytest.mark.parametrize(
    "limits", [{"fewest": -1}, {"fewest": 3, "most": 2}, {"group": "福祉", "most": 1}]
)
def test_an_impossible_quota_is_refused(limits):
    with pytest.raises(BrokenRule) as refused:
        Quota(**limits)
    assert refused.value.code == "bad_quota"
