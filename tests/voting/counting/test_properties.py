"""What holds for every election, on small ones that hypothesis makes up, full of ties."""

import string
from collections import Counter
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.voting.counting.by_hand import ByHand
from voting.counting import (
    Add1,
    Bought,
    Electorate,
    EqualShares,
    Greedy,
    GreedyNoSkip,
    Instance,
    Phragmen,
    Project,
    Raised,
    Result,
    Rule,
    Shared,
    Utilitarian,
    VotesPerCost,
    VoteType,
    ballots_of_rows,
    count,
)
from voting.counting.rules import equal_shares

# Few distinct numbers make many ties; a cost may exceed every budget.
COSTS = st.sampled_from([10, 20, 30, 40, 60, 70, 200])
BUDGETS = st.sampled_from([0, 10, 50, 60, 90, 100, 130])


@st.composite
def elections(draw: st.DrawFn, *, most_points: int = 1) -> ByHand:
    names = string.ascii_uppercase[: draw(st.integers(1, 6))]
    costs = {name: Fraction(draw(COSTS)) for name in names}
    points = st.integers(1, most_points).map(Fraction)
    voter = st.dictionaries(st.sampled_from(names), points)
    return ByHand(costs, Fraction(draw(BUDGETS)), draw(st.lists(voter, max_size=7)))


def instance_of(election: ByHand, money: int = 1) -> Instance:
    index = {name: number for number, name in enumerate(election.costs)}
    rows = Counter(
        tuple(sorted((index[name], int(points)) for name, points in voter.items()))
        for voter in election.voters
    )
    ballots = ballots_of_rows(
        VoteType.CUMULATIVE,
        len(index),
        [
            (number, [pick for pick, _ in row], [points for _, points in row])
            for row, number in rows.items()
        ],
    )
    projects = (Project(name, name, cost * money) for name, cost in election.costs.items())
    return Instance(tuple(projects), election.budget * money, (Electorate("voters", ballots),))


RULES: list[Rule] = [
    Greedy(),
    GreedyNoSkip(),
    VotesPerCost(),
    Phragmen(),
    EqualShares(),
    EqualShares(utilities="cardinality"),
    EqualShares(completions=(Add1(step=Fraction(5)),)),
    EqualShares(completions=(Add1(step=Fraction(5), start="floor", stop_when_exhaustive=True),)),
    EqualShares(completions=(Utilitarian(),)),
    EqualShares(utilities="cardinality", completions=(Add1(step=Fraction(5)), Utilitarian())),
]
every_rule = pytest.mark.parametrize("rule", RULES, ids=str)

# How long an example takes says nothing on a busy machine.
many = settings(max_examples=150)
some = settings(max_examples=25)


@many
@given(elections(most_points=3))
def test_greedy_is_as_by_hand(election):
    instance = instance_of(election)
    assert list(count(instance, Greedy()).winners) == election.greedy(election.score)
    strict = election.greedy(election.score, skip=False)
    assert list(count(instance, GreedyNoSkip()).winners) == strict
    per_cost = election.greedy(lambda p: election.score(p) / election.costs[p])
    assert list(count(instance, VotesPerCost()).winners) == per_cost


@many
@given(elections(most_points=3), st.sampled_from(["cost", "cardinality"]))
def test_equal_shares_is_as_by_hand(election, utilities):
    assume(election.voters)
    share = election.budget / len(election.voters)
    expected = election.equal_shares(share, cost_utilities=utilities == "cost")
    assert list(count(instance_of(election), EqualShares(utilities=utilities)).winners) == expected


@many
@given(elections())
def test_phragmen_is_as_by_hand(election):
    assert list(count(instance_of(election), Phragmen()).winners) == election.phragmen()


@many
@given(elections(most_points=2), st.sampled_from([5, Fraction(7, 2)]), st.booleans(), st.booleans())
def test_add1_is_as_by_hand(election, step, floors, stops):
    assume(election.voters)
    share = election.budget / len(election.voters)
    base = share // 1 if floors else share
    kept = election.equal_shares(share)
    backed = {project for voter in election.voters for project in voter}
    number = (share - base) // step
    while set(kept) != backed:
        left = election.budget - election.cost(kept)
        if stops and all(election.costs[p] > left for p in backed - set(kept)):
            break
        number += 1
        raised = election.equal_shares(base + number * step)
        if election.cost(raised) > election.budget:
            break
        kept = raised
    rule = Add1(
        step=Fraction(step), start="floor" if floors else "exact", stop_when_exhaustive=stops
    )
    result = count(instance_of(election), EqualShares(completions=(rule,)))
    assert list(result.winners) == kept


@many
@given(
    elections(most_points=2),
    st.sampled_from([Fraction(1, 3), Fraction(1), Fraction(4)]),
    st.sampled_from(["cost", "cardinality"]),
    st.booleans(),
)
def test_add1_comes_to_the_same_where_it_passes_over_no_step(election, step, utilities, stops):
    instance = instance_of(election)
    add1 = Add1(step=step, stop_when_exhaustive=stops)
    rule = EqualShares(utilities=utilities, completions=(add1,))
    quick = rule.count(instance)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(equal_shares, "bought_alike", lambda *_: False)
        assert rule.count(instance) == quick


@every_rule
@some
@given(elections(most_points=2))
def test_the_budget_is_never_exceeded(rule, election):
    result = count(instance_of(election), rule)
    assert result.cost == election.cost(list(result.winners)) <= election.budget
    assert len(set(result.winners)) == len(result.winners)


@every_rule
@some
@given(elections(most_points=2), st.randoms())
def test_the_order_of_ballots_changes_nothing(rule, election, random):
    result = count(instance_of(election), rule)
    random.shuffle(election.voters)
    assert count(instance_of(election), rule) == result


@every_rule
@some
@given(elections(most_points=2), st.sampled_from([Fraction(1, 3), Fraction(7), Fraction(10**9)]))
def test_another_currency_changes_nothing_but_the_amounts(rule, election, money):
    """Where a step is money, it is changed as well; a whole part is another in another currency."""
    exchanged = rule
    if isinstance(rule, EqualShares):
        steps = (
            replace(c, step=c.step * money, start="exact") if isinstance(c, Add1) else c
            for c in rule.completions
        )
        exchanged = replace(rule, completions=tuple(steps))
        rule = replace(
            rule,
            completions=tuple(
                replace(c, start="exact") if isinstance(c, Add1) else c for c in rule.completions
            ),
        )
    before = count(instance_of(election), rule)
    after = count(instance_of(election, money), exchanged)
    assert after.winners == before.winners
    assert after.cost == before.cost * money
    assert after.ties == before.ties


@many
@given(elections(most_points=3), st.sampled_from(RULES[4:]))
def test_payments_equal_costs_and_nobody_pays_more_than_their_share(election, rule):
    result = count(instance_of(election), rule)
    share = Fraction(0)
    for event in result.events:
        if isinstance(event, Shared | Raised):
            share = event.share
    purses = [share] * len(election.voters)
    for event in result.events:
        if not isinstance(event, Bought):
            continue
        payments = [
            min(purse, event.price * voter.get(event.project, 0))
            for purse, voter in zip(purses, election.voters, strict=True)
        ]
        assert sum(payments) == election.costs[event.project]
        purses = [purse - paid for purse, paid in zip(purses, payments, strict=True)]
        paying = sum(1 for left, paid in zip(purses, payments, strict=True) if left and paid)
        emptied = [voter for voter, left in zip(election.voters, purses, strict=True) if not left]
        assert event.voters_paying == paying
        assert event.voters_emptied <= sum(1 for voter in emptied if event.project in voter)
    assert all(purse >= 0 for purse in purses)


@many
@given(elections())
def test_each_step_of_add1_that_is_kept_stays_within_the_budget_and_the_last_is_the_outcome(
    election,
):
    assume(election.voters)
    rule = EqualShares(completions=(Add1(step=Fraction(5)),))
    result = count(instance_of(election), rule)
    (raised,) = [event for event in result.events if isinstance(event, Raised)]
    share = election.budget / len(election.voters)
    assert raised.share == share + 5 * raised.steps
    for step in range(raised.steps + 1):
        assert election.cost(election.equal_shares(share + 5 * step)) <= election.budget
    assert list(result.winners) == election.equal_shares(raised.share)
    if raised.stopped_by == "budget":
        beyond = election.equal_shares(raised.share + 5)
        assert election.cost(beyond) > election.budget


@every_rule
@some
@given(elections(most_points=2))
def test_a_result_survives_json_and_is_come_to_again_from_it(rule, election):
    instance = instance_of(election)
    result = count(instance, rule)
    read = Result.from_json(result.to_json())
    assert read == result == count(instance, read.rule)


@every_rule
@some
@given(elections(most_points=2))
def test_every_project_that_was_not_funded_has_a_reason(rule, election):
    result = count(instance_of(election), rule)
    for project in result.projects.values():
        assert project.funded == (project.reason is None)
        assert project.short_by is None or project.short_by > 0
