"""What is written can be read again as the same election, and claims no rule that is not true."""

from dataclasses import replace
from fractions import Fraction
from io import StringIO

import pytest

from tests.voting.counting.elections import (
    META,
    PABULIB_DIR,
    election,
    needs_real_files,
    pb,
    read,
)
from voting.counting import (
    Add1,
    BrokenElection,
    Cap,
    Electorate,
    EqualShares,
    Greedy,
    GreedyNoSkip,
    GreedyThreshold,
    Instance,
    Project,
    Rule,
    VotesPerCost,
    count,
    read_pabulib,
    recorded_rule,
    write_pabulib,
)


def written(instance: Instance, rule: Rule | None = None, **meta: str) -> str:
    text = StringIO(newline="")
    result = None if rule is None else count(instance, rule)
    write_pabulib(instance, text, result=result, meta=meta)
    return text.getvalue()


def claimed(instance: Instance, rule: Rule) -> str:
    meta = read(written(instance, rule)).meta
    return meta["rule"] + meta.get("min_project_score_threshold", "")


TWO = {"num_projects": "2", "num_votes": "2"}


def test_a_file_is_written_as_the_format_says():
    instance = read(
        pb(
            meta={"mascot": "ちはなちゃん", "comment": '"#1: やあ;「これ」"'},
            projects=(
                "project_id;cost;ward;selected;name;category",
                "B;50;;0;;文化",
                "A;60.50;;1;遊び場;",
            ),
            votes=("sex;voter_id;vote;tide", "F;x;A;high", "M;y;B,A;low"),
        )
    )
    lines = written(instance, Greedy()).splitlines()
    assert lines == [
        "META", "key;value",
        *[f"{key};{value}" for key, value in (META | TWO).items()],
        'comment;"#1: やあ;「これ」"', "mascot;ちはなちゃん",
        "PROJECTS", "project_id;cost;votes;name;category;selected",
        "B;50;1;B;文化;0", "A;60.5;2;遊び場;;1",
        "VOTES", "voter_id;vote;sex;tide", "x;A;F;high", "y;B,A;M;low",
    ]  # fmt: skip


VOTES_BY_TYPE = {
    "approval": ("voter_id;vote", "1;A,B", "2;C", "3;B,A", "4;"),
    "choose-1": ("voter_id;vote", "1;A", "2;C", "3;A"),
    "ordinal": ("voter_id;vote", "1;A,B", "2;B,A", "3;C", "4;A,B"),
    "cumulative": ("voter_id;vote;points", "1;A,B;1,2.5", "2;C;3", "3;B,A;2.5,1"),
    "scoring": ("voter_id;vote;points", "1;A,B;-1,2", "2;C;3", "3;B,A;2,-1"),
}


@pytest.mark.parametrize("longest", [None, "2"])
@pytest.mark.parametrize("vote_type", VOTES_BY_TYPE)
def test_what_was_written_is_the_same_election_with_and_without_its_voters(vote_type, longest):
    meta = {"vote_type": vote_type, "max_length": longest if vote_type != "choose-1" else None}
    if vote_type == "scoring":
        meta["default_score"] = "1"
    instance = read(pb(meta=meta, votes=VOTES_BY_TYPE[vote_type]))
    again = read(written(instance))
    assert again.fingerprint == instance.fingerprint
    assert again.voter_rows == instance.voter_rows
    anonymous = read(written(replace(instance, voter_rows=None, meta=META)))
    assert anonymous.fingerprint == instance.fingerprint


def test_without_voters_the_rows_tell_nothing_of_the_order_in_which_they_voted():
    votes = ("voter_id;vote", "x;C", "y;A,B", "z;C", "w;A")
    backwards = (votes[0], *reversed(votes[1:]))
    texts = {written(replace(read(pb(votes=rows)), voter_rows=None)) for rows in (votes, backwards)}
    assert len(texts) == 1
    assert "1;A\n2;A,B\n3;C\n4;C\n" in texts.pop()


def test_a_result_says_who_is_selected_and_by_which_rule():
    instance = election(100, {"A": 60, "B": 50, "C": 30}, {"A": 5, "B": 4, "C": 3})
    threshold = GreedyThreshold(min_score=Fraction(4))
    again = read(written(instance, threshold))
    assert recorded_rule(again) == threshold
    assert [p.columns["selected"] for p in again.projects] == ["1", "0", "0"]
    assert again.fingerprint == instance.fingerprint


@pytest.mark.parametrize(
    ("rule", "claim"),
    [
        (Greedy(), "greedy"),
        (Greedy(min_score=Fraction(4)), "greedy-threshold4"),
        (GreedyThreshold(), "greedy"),
        (GreedyNoSkip(), "greedy-no-skip"),
        (GreedyNoSkip(min_score=Fraction(2)), "greedy-no-skip2"),
        (GreedyThreshold(min_score=Fraction("4.5")), "unknown"),
        (Greedy(caps=(Cap("ward", "緑区", count=9),)), "unknown"),
        (VotesPerCost(), "unknown"),
        (EqualShares(), "equalshares"),
        (EqualShares(completions=(Add1(start="floor"),)), "equalshares/add1"),
        (EqualShares(completions=(Add1(),)), "unknown"),
        (EqualShares(min_score=Fraction(1)), "unknown"),
        (EqualShares(utilities="cardinality"), "unknown"),
    ],
)
def test_a_rule_that_the_format_cannot_name_is_unknown(rule, claim):
    instance = election(100, {"A": 60, "B": 50, "C": 30}, {"A": 5, "B": 4, "C": 3})
    assert claimed(instance, rule) == claim


def test_a_rule_whose_ties_the_checker_breaks_otherwise_is_unknown():
    """The checker goes by the order in the file, our rule by the lower cost."""
    assert claimed(election(100, {"A": 60, "B": 50}, {"A,B": 1}), Greedy()) == "unknown"
    assert claimed(election(100, {"B": 50, "A": 60}, {"A,B": 1}), Greedy()) == "greedy"
    by_lot = election(100, {"A": 60, "B": 60}, {"A,B": 1})
    assert claimed(by_lot, Greedy()) == "greedy"
    assert claimed(by_lot, EqualShares()) == "unknown"
    cents = read(pb(meta={"budget": "100.50"}))
    assert claimed(cents, EqualShares()) == "unknown"


def test_ranks_of_unequal_number_are_scored_otherwise_by_the_checker():
    meta = {"vote_type": "ordinal", "max_length": "3", "budget": "60"}
    votes = ("voter_id;vote", "1;A", "2;A", "3;B,A", "4;B,C,A")
    # A has 3 + 3 + 2 + 1 by max_length and 1 + 1 + 1 + 1 by each length; B 3 + 3 and 2 + 3.
    assert claimed(read(pb(meta=meta, votes=votes)), Greedy()) == "unknown"
    assert "\nA;60;4;4;" in written(read(pb(meta=meta, votes=votes)))


def test_an_old_threshold_does_not_outlive_another_rule():
    instance = election(100, {"A": 60}, {"A": 5}, min_project_score_threshold="9")
    assert "threshold" not in written(instance, Greedy())
    assert "min_project_score_threshold;9" in written(instance)


def test_a_budget_that_pays_for_everything_is_said_to():
    assert "fully_funded;1" in written(election(100, {"A": 60}, {"A": 5}))
    assert "fully_funded" not in written(election(50, {"A": 60}, {"A": 5}, fully_funded="1"))


def test_it_is_written_to_a_path_as_utf_8(tmp_path):
    instance = read(pb())
    write_pabulib(instance, tmp_path / "ためし.pb", meta={"unit": "千葉市"})
    again = read_pabulib(tmp_path / "ためし.pb")
    assert again.fingerprint == instance.fingerprint
    assert again.meta["unit"] == "千葉市"


def test_what_the_format_cannot_hold_is_refused():
    ballots = read(pb()).ballots
    projects = tuple(Project(name, name, Fraction(1)) for name in ("A", "B,C", "D"))
    with pytest.raises(BrokenElection) as refused:
        written(Instance(projects, Fraction(1), (Electorate("voters", ballots),), META))
    assert refused.value.code == "unwritable_id"
    with pytest.raises(BrokenElection) as refused:
        written(replace(read(pb()), meta={}))
    assert (refused.value.code, refused.value.values) == ("missing_meta", {"key": "description"})


@needs_real_files
@pytest.mark.parametrize("path", sorted(PABULIB_DIR.glob("*.pb")), ids=lambda path: path.name)
def test_a_real_file_is_written_as_the_same_election(path):
    instance = read_pabulib(path)
    again = read(written(instance))
    assert again.fingerprint == instance.fingerprint
    assert again.voter_rows == instance.voter_rows
