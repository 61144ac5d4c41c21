"""What an election refuses to be, how its fingerprint behaves, and electorates with weights."""

import re
from fractions import Fraction
from itertools import permutations

import pytest

from tests.voting.counting.elections import VOTES, election, pb, read
from voting.counting import (
    BrokenElection,
    BrokenRule,
    CountingError,
    Electorate,
    Greedy,
    Instance,
    Project,
    count,
)
from voting.counting.sentences.faults import FAULTS


@pytest.mark.parametrize(
    ("projects", "budget", "code"),
    [
        ([("A", 1)], -1, "negative_budget"),
        ([], 1, "no_projects"),
        ([("", 1)], 1, "empty_id"),
        ([("A", 1), ("A", 2)], 1, "duplicate_project"),
        ([("A", 0)], 1, "cost_not_positive"),
        ([("A", -1)], 1, "cost_not_positive"),
    ],
)
def test_an_impossible_election_is_refused(projects, budget, code):
    with pytest.raises(BrokenElection) as refused:
        Instance(
            tuple(Project(name, name, Fraction(cost)) for name, cost in projects),
            Fraction(budget),
            (),
        )
    assert refused.value.code == code


def test_the_fingerprint_does_not_depend_on_the_order_of_ballots():
    prints = {
        read(pb(votes=("voter_id;vote", *rows))).fingerprint for rows in permutations(VOTES[1:])
    }
    assert len(prints) == 1


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("budget;100", "budget;101"),
        ("A;60", "A;61"),
        ("A;60;遊び場\nB;50;図書館", "B;50;図書館\nA;60;遊び場"),
        ("2;A\n", "2;\n"),
        ("approval", "ordinal"),
        ("C;40;畑\nV", "D;40;畑\nV"),
    ],
)
def test_the_fingerprint_tells_every_change_that_a_rule_could_count(before, after):
    text = pb(votes=VOTES[:4])
    assert before in text
    assert read(text.replace(before, after)).fingerprint != read(text).fingerprint


def test_the_fingerprint_knows_groups_but_not_names_or_stated_results():
    def fingerprint(columns: str, cells: str) -> str:
        return read(
            pb(projects=(f"project_id;cost;{columns}", f"A;1;{cells}"), votes=VOTES[:1])
        ).fingerprint

    plain = fingerprint("name", "x")
    assert fingerprint("name;votes;selected;ward", "y;0;1;") == plain
    assert fingerprint("name;ward", "x;緑区") != plain


def test_numbers_that_are_equal_have_one_fingerprint():
    assert read(pb(meta={"budget": "100.00"})).fingerprint == read(pb()).fingerprint


def body(name: str, **totals: int) -> Electorate:
    return Electorate(name, tuple(Fraction(number) for number in totals.values()))


def city(*electorates: Electorate) -> Instance:
    projects = tuple(Project(name, name, Fraction(10)) for name in "AB")
    return Instance(projects, Fraction(10), electorates)


SEOUL_2015 = {"citizens": Fraction(45), "committee": Fraction(45), "survey": Fraction(10)}
SEOUL_2018 = {"citizens": Fraction(50), "committee": Fraction(40), "survey": Fraction(10)}


def test_the_weights_of_electorates_decide():
    # A has 53 % of the citizens, 45 % of the committee, 58 % of the survey.
    votes = city(
        body("citizens", A=53, B=47), body("committee", A=9, B=11), body("survey", A=58, B=42)
    )
    early, late = count(votes, Greedy(weights=SEOUL_2015)), count(votes, Greedy(weights=SEOUL_2018))
    assert early.projects["A"].score == Fraction("49.9")  # .45 x 53 + .45 x 45 + .1 x 58
    assert late.projects["A"].score == Fraction("50.3")  # .5 x 53 + .4 x 45 + .1 x 58
    assert (early.winners, late.winners) == (("B",), ("A",))
    assert early.projects["A"].votes == 53 + 9 + 58


def test_ballots_and_totals_are_weighed_alike():
    ballots = read(
        pb(projects=("project_id;cost", "A;10", "B;10"), votes=("voter_id;vote", "1;A,B", "2;A"))
    ).ballots
    votes = city(Electorate("citizens", ballots), body("committee", A=1, B=3))
    half = {"citizens": Fraction(50), "committee": Fraction(50)}
    result = count(votes, Greedy(weights=half))
    assert result.projects["A"].score == Fraction(100, 3) + Fraction(25, 2)


def test_an_electorate_in_which_nobody_voted_adds_nothing():
    votes = city(body("citizens", A=0, B=0), body("committee", A=1, B=3))
    half = {"citizens": Fraction(50), "committee": Fraction(50)}
    assert count(votes, Greedy(weights=half)).projects["B"].score == Fraction(75, 2)


@pytest.mark.parametrize(
    ("weights", "code"),
    [
        ({"citizens": 50, "committee": 49}, "weights_do_not_add_up"),
        ({"citizens": 101, "committee": -1}, "weights_do_not_add_up"),
        ({"citizens": 100}, "weights_do_not_fit"),
        ({"citizens": 50, "council": 50}, "weights_do_not_fit"),
    ],
)
def test_weights_that_do_not_fit_are_refused(weights, code):
    votes = city(body("citizens", A=1, B=2), body("committee", A=1, B=3))
    with pytest.raises(BrokenRule) as refused:
        count(votes, Greedy(weights={name: Fraction(w) for name, w in weights.items()}))
    assert refused.value.code == code


def test_several_electorates_without_weights_are_refused():
    votes = city(body("citizens", A=1, B=2), body("committee", A=1, B=3))
    with pytest.raises(BrokenElection) as refused:
        count(votes, Greedy())
    assert refused.value.code == "several_electorates"
    with pytest.raises(BrokenElection):
        _ = votes.ballots


def test_totals_alone_have_no_ballots_but_can_be_counted():
    votes = city(body("citizens", A=1, B=2))
    assert count(votes, Greedy()).winners == ("B",)
    with pytest.raises(BrokenElection) as refused:
        _ = votes.ballots
    assert refused.value.code == "no_ballots"


FIELD = re.compile(r"\{(\w+)")


@pytest.mark.parametrize("code", FAULTS)
def test_every_refusal_has_a_sentence_in_both_languages(code):
    japanese, english = FAULTS[code]["ja"], FAULTS[code]["en"]
    assert japanese.endswith(("。", "{problem}"))
    assert english.endswith((".", "{problem}"))
    assert set(FIELD.findall(japanese)) == set(FIELD.findall(english))


def test_a_refusal_says_its_sentence():
    with pytest.raises(CountingError, match="The budget -1 is negative"):
        Instance((), Fraction(-1), ())
    assert election(1, {"A": 1}, {}).meta["unit"] == "Chiba"
