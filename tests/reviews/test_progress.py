from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from portal.lifecycle.models import Event
from reviews.errors import (
    AmountIsNotWhole,
    AmountIsZero,
    CorrectionNeedsANote,
    DateIsInTheFuture,
    MilestoneIsReached,
    TextIsMissing,
    TotalBelowZero,
)
from reviews.models import MoneyLine
from reviews.money import totals
from reviews.services import add_milestone, reach_milestone, record_money
from reviews.states import MoneyKind, MoneySource, ProjectState
from tests.factories.reviews import MilestoneFactory, MoneyLineFactory, ProjectFactory, owner_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def project():
    return ProjectFactory(state=ProjectState.UNDER_WAY)


def record(project, amount, **fields):
    given = {
        "kind": MoneyKind.SPENT,
        "source": MoneySource.BUDGET,
        "on": timezone.localdate(),
        **fields,
    }
    return record_money(actor=owner_of(project), project=project, amount=Decimal(amount), **given)


def test_money_is_entered_by_kind_and_source(project):
    record(project, 1000, kind=MoneyKind.PLANNED)
    record(project, 300, kind=MoneyKind.PLANNED, source=MoneySource.DONATION)
    record(project, 400)

    summed = totals(project.money_lines.values_list("kind", "source", "amount"))

    assert summed.of(MoneyKind.PLANNED) == 1300
    assert summed.at(MoneyKind.PLANNED, MoneySource.DONATION) == 300
    assert summed.of(MoneyKind.SPENT) == 400


def test_more_than_was_planned_is_entered_and_named(project):
    record(project, 100, kind=MoneyKind.PLANNED)
    record(project, 150)

    summed = totals(project.money_lines.values_list("kind", "source", "amount"))

    assert summed.over_plan() == [MoneyKind.SPENT]
    assert summed.excess(MoneyKind.SPENT) == 50


def test_no_amount_is_no_entry(project):
    with pytest.raises(AmountIsZero):
        record(project, 0)


def test_half_a_yen_is_refused(project):
    with pytest.raises(AmountIsNotWhole, match="JPY"):
        record(project, "99.5")


@pytest.mark.parametrize("kind", [MoneyKind.COMMITTED, MoneyKind.SPENT])
def test_nothing_is_committed_or_spent_tomorrow(project, kind):
    tomorrow = timezone.localdate() + timedelta(days=1)

    with pytest.raises(DateIsInTheFuture):
        record(project, 100, kind=kind, on=tomorrow)


def test_money_is_planned_for_tomorrow(project):
    tomorrow = timezone.localdate() + timedelta(days=1)

    assert record(project, 100, kind=MoneyKind.PLANNED, on=tomorrow).on == tomorrow


def test_an_amount_is_taken_back_with_a_note(project):
    record(project, 400)
    record(project, -100, note="同じ請求書を二重に記録したため")

    assert sum(line.amount for line in project.money_lines.all()) == 300


def test_an_amount_is_not_taken_back_without_a_note(project):
    record(project, 400)

    with pytest.raises(CorrectionNeedsANote):
        record(project, -100, note=" ")


def test_no_more_is_taken_back_than_was_entered_from_that_source(project):
    record(project, 400)
    record(project, 400, source=MoneySource.DONATION)

    with pytest.raises(TotalBelowZero):
        record(project, -401, note="取り違えたため")


@pytest.mark.parametrize("deed", ["change", "remove"])
def test_the_database_itself_refuses_to_alter_the_money(deed):
    lines = MoneyLine.objects.filter(pk=MoneyLineFactory().pk)

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        lines.update(amount=1) if deed == "change" else lines.delete()


# --- milestones ----------------------------------------------------------------------------


def test_a_milestone_is_promised_and_reached(project):
    today, officer = timezone.localdate(), owner_of(project)
    milestone = add_milestone(
        actor=officer,
        project=project,
        title="着工",
        planned_on=today - timedelta(days=3),
        language="ja",
    )
    assert milestone.days_late(today) == 3

    reach_milestone(
        actor=officer, milestone=milestone, reached_on=today - timedelta(days=1), note="雨で遅れ"
    )

    milestone.refresh_from_db()
    assert milestone.days_late(today) == 2
    event = Event.objects.get(kind="reviews.milestone_reached")
    assert event.facts == {"milestone": "着工"}


def test_a_milestone_has_a_title(project):
    with pytest.raises(TextIsMissing):
        add_milestone(
            actor=owner_of(project),
            project=project,
            title="",
            planned_on=timezone.localdate(),
            language="ja",
        )


def test_a_milestone_is_not_reached_tomorrow(project):
    milestone = MilestoneFactory(project=project)

    with pytest.raises(DateIsInTheFuture):
        reach_milestone(
            actor=owner_of(project),
            milestone=milestone,
            reached_on=timezone.localdate() + timedelta(days=1),
        )


def test_a_milestone_is_reached_once(project):
    milestone = MilestoneFactory(project=project, reached_on=timezone.localdate())

    with pytest.raises(MilestoneIsReached):
        reach_milestone(
            actor=owner_of(project), milestone=milestone, reached_on=timezone.localdate()
        )
