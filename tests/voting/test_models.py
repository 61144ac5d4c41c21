from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from tests.factories.accounts import UserFactory
from tests.factories.voting import (
    DecisionFactory,
    ElectionFactory,
    OptionFactory,
    counted_election,
    opened_election,
)
from voting.models import BallotGroup, Decision, Result
from voting.selectors import approved_options, result_of
from voting.states import ElectionKind

pytestmark = pytest.mark.django_db

APPEND_ONLY = {
    BallotGroup: lambda election: BallotGroup.objects.filter(election=election),
    Result: lambda election: Result.objects.filter(election=election),
    Decision: lambda election: Decision.objects.filter(option__election=election),
}


@pytest.mark.parametrize("table", APPEND_ONLY, ids=lambda table: table.__name__)
@pytest.mark.parametrize("deed", ["change", "remove"])
def test_the_database_itself_refuses_to_alter_ballots_results_and_decisions(table, deed):
    election = counted_election({(0,): 3, (1, 2): 2})
    DecisionFactory(option=election.options.first())
    rows = APPEND_ONLY[table](election)
    column = {"count": 9} if table is BallotGroup else {"id": -1}

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        rows.update(**column) if deed == "change" else rows._raw_delete(rows.db)

    assert rows.exists()


def test_a_budget_election_has_a_budget_and_a_priority_election_none():
    with pytest.raises(IntegrityError), transaction.atomic():
        ElectionFactory(budget=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        ElectionFactory(kind=ElectionKind.PRIORITY, budget=1)


@pytest.mark.parametrize(
    "fields", [{"approved": True, "amount": None}, {"approved": False, "amount": Decimal(1)}]
)
def test_money_goes_with_approval_only(fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        DecisionFactory(recorded_by=UserFactory(), **fields)


def test_an_option_stands_once_in_an_election():
    option = OptionFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        OptionFactory(election=option.election, position=1, external_id=option.external_id)
    with pytest.raises(IntegrityError), transaction.atomic():
        OptionFactory(election=option.election, position=option.position, external_id="other")


def test_the_result_of_an_option_tells_its_place_and_the_cut_line():
    # 1,000,000 buys two of three at 400,000: those with 5 and 4 votes, not that with 2.
    election = counted_election({(0, 1): 4, (0, 2): 1, (2,): 1})
    first, second, third = [result_of(option.pk) for option in election.options.all()]

    assert [(r.rank, r.votes, r.funded) for r in (first, second, third)] == [
        (1, 5, True),
        (2, 4, True),
        (3, 2, False),
    ]
    assert (third.of, third.cut_score, third.cut_rank, third.short_by) == (3, 4, 2, 200_000)


def test_an_option_has_no_result_before_the_count():
    election = opened_election({(0,): 1})

    assert result_of(election.options.first().pk) is None


def test_approved_options_are_those_that_the_assembly_approved(django_assert_num_queries):
    election = counted_election({(0, 1): 4, (2,): 1})
    first, second, third = election.options.all()
    DecisionFactory(option=first)
    DecisionFactory(option=second, approved=False, amount=None, reason="用地が使えなくなったため")
    DecisionFactory(option=third, amount=Decimal(100_000), reason="規模を小さくして行うため")

    cycle = election.cycle
    with django_assert_num_queries(1):
        approved = approved_options(cycle)

    assert [(row.option_id, row.amount) for row in approved] == [
        (first.pk, 400_000),
        (third.pk, 100_000),
    ]
    assert approved[1].reason == "規模を小さくして行うため"
