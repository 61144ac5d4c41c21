"""Rules, reasons and ties have words, and the words are of the reader's language."""

from decimal import Decimal
from fractions import Fraction
from typing import get_args

import pytest
from django.utils.translation import override

from tests.factories.voting import counted_election
from tests.voting.services.test_decisions import priorities
from voting.counting import (
    Add1,
    Borda,
    Cap,
    Condorcet,
    EqualShares,
    Greedy,
    KApproval,
    Phragmen,
    Ranking,
    Reason,
    Rule,
    Utilitarian,
    VoteType,
    rule_to_json,
)
from voting.counting.numbers import figure
from voting.kinds import reason_in_words
from voting.names import (
    BALLOT_TYPE_NAMES,
    KIND_NAMES,
    REASON_TEXTS,
    RULE_NAMES,
    RULE_TEXTS,
    RULES,
    SCORE_TEXTS,
    SHARING_REASON_TEXTS,
    STATE_NAMES,
)
from voting.selectors.agreement import recount
from voting.selectors.answers import answered_priorities
from voting.selectors.options import result_of
from voting.selectors.results import table_of
from voting.selectors.words import rule_in_words
from voting.states import ElectionKind, ElectionState

# Three at 400,000 under 1,000,000. Nine of ten want the first two, one the third.
BALLOTS = {(0, 1): 9, (2,): 1}


EVERY_RULE = {rule.name: rule for rule in (*get_args(Rule), *get_args(Ranking))}


def test_everything_has_its_words():
    assert set(RULE_TEXTS) == set(RULE_NAMES) == set(EVERY_RULE)
    assert set(REASON_TEXTS) == set(SHARING_REASON_TEXTS) == set(Reason)
    assert set(SCORE_TEXTS) == set(BALLOT_TYPE_NAMES) == set(VoteType)
    assert set(STATE_NAMES) == set(ElectionState)
    assert set(KIND_NAMES) == set(ElectionKind)
    assert set(RULES) == set(ElectionKind)


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("rule", EVERY_RULE)
def test_every_rule_is_told_in_both_languages(rule, language):
    with override(language):
        sentences = rule_in_words(EVERY_RULE[rule](), VoteType.APPROVAL, "JPY")

    # What it does, what a score is, how ties are broken.
    assert len(sentences) == 3
    assert all(sentence.endswith("。" if language == "ja" else ".") for sentence in sentences)


def test_the_limits_weights_and_lots_of_a_rule_are_told():
    rule = Greedy(
        min_score=Fraction(100),
        caps=(
            Cap(column="ward", group="中央区", cost=Fraction(500_000)),
            Cap(column="theme", group="まち", count=2),
        ),
        weights={"citizens": Fraction(60), "panel": Fraction(40)},
        tie_order=("2", "1"),
    )

    said = " ".join(rule_in_words(rule, VoteType.APPROVAL, "JPY"))

    for part in (
        "100",
        "「中央区」のものは、合わせて500,000円",
        "2件",
        "「panel」の重みは40%",
        "2、1",
    ):
        assert part in said


def test_the_completions_of_equal_shares_are_told():
    rule = EqualShares(completions=(Add1(step=Fraction(50)), Utilitarian()))

    said = " ".join(rule_in_words(rule, VoteType.APPROVAL, "JPY"))

    assert "50円ずつ" in said
    assert "最後に残った予算" in said


def test_a_reason_is_told_as_the_rule_sees_it():
    greedy = reason_in_words("greedy", Reason.MONEY_WENT_ELSEWHERE, Decimal(7), "PLN")
    sharing = reason_in_words("phragmen", Reason.MONEY_WENT_ELSEWHERE, None, "PLN")

    assert "残っていた予算" in greedy
    assert "不足額は7 PLN" in greedy
    assert "持ち分" in sharing


def test_whole_votes_are_whole_and_weighted_ones_rounded_for_reading():
    assert [figure(Fraction(12_345)), figure(Fraction(2, 3))] == ["12,345", "0.67"]


@pytest.mark.django_db
@pytest.mark.parametrize("rule", [EqualShares(), Phragmen()], ids=lambda rule: rule.name)
def test_under_a_sharing_rule_the_table_begins_with_what_was_bought(rule):
    election = counted_election(BALLOTS, rule=rule_to_json(rule))

    table = table_of(election, election.result)

    assert [row.funded for row in table.rows] == sorted(
        (row.funded for row in table.rows), reverse=True
    )
    # There is no line by rank: who backs a project decides.
    assert result_of(election.options.last().pk).cut_rank is None


def test_priorities_counted_by_voters_have_no_other_score():
    by_voters = rule_in_words(KApproval(), VoteType.ORDINAL, "JPY")

    assert by_voters[1] == "得点は、選んだ人の数です。"
    assert "順位を点に直した" in rule_in_words(Borda(), VoteType.ORDINAL, "JPY")[1]


# All ten name the first option, as their last; six put the second before the third.
RANKED = {(1, 0): 2, (2, 0): 4, (1, 2, 0): 4}
PLACES = {"k-approval": "132", "borda": "321", "condorcet": "231", "points": "132"}


@pytest.mark.django_db
@pytest.mark.parametrize("rule", RULES[ElectionKind.PRIORITY], ids=lambda rule: rule.name)
def test_priorities_stand_in_the_order_of_their_rule(rule):
    ranks = VoteType.ORDINAL in rule.accepts
    election = priorities(
        ballots=RANKED,
        rule=rule_to_json(rule),
        ballot_type=VoteType.ORDINAL if ranks else VoteType.CUMULATIVE,
    )

    table = table_of(election, election.result)
    answered = answered_priorities(election, election.result)

    for rows in (table.rows, answered):
        assert "".join(row.option.external_id for row in rows) == PLACES[rule.name]
    assert [result_of(row.option.pk).rank for row in table.rows] == [1, 2, 3]
    assert recount(election.result) == []


@pytest.mark.django_db
def test_where_options_stand_one_against_one_the_table_tells_who_won():
    rule = rule_to_json(Condorcet())
    election = priorities(ballots=RANKED, rule=rule, ballot_type=VoteType.ORDINAL)

    table = table_of(election, election.result)

    assert table.has_duels
    assert [row.wins for row in table.rows] == [2, 1, 0]


@pytest.mark.django_db
def test_priorities_are_ordered_by_votes_and_their_ties_are_told():
    # 3, 4 and 0 votes; then one more tie: a vote for each.
    election = priorities()
    table = table_of(election, election.result)

    assert [(row.option.external_id, row.rank, int(row.votes)) for row in table.rows] == [
        ("2", 1, 4),
        ("1", 2, 3),
        ("3", 3, 0),
    ]
    assert table.ties == []
    assert not any(row.funded or row.cut or row.why for row in table.rows)
    assert result_of(election.options.first().pk).funded is False
