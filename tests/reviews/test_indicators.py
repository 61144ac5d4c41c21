from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from portal.accounts.roles import Role
from portal.lifecycle import lineage
from portal.lifecycle.events import sentence
from portal.lifecycle.models import Event
from reviews.errors import (
    CorrectionNeedsANote,
    DateIsInTheFuture,
    IndicatorIsIncomplete,
    NotTheOwner,
    ReadingBeforeBaseline,
    TargetComesBeforeBaseline,
    TargetIsTheBaseline,
    TargetPointsTheOtherWay,
    TextIsMissing,
)
from reviews.measures import Direction, rounded
from reviews.models import Indicator, Project
from reviews.selectors.indicators import indicator_chart, lines_of, measured_in
from reviews.services import add_indicator, edit_indicator, record_reading
from reviews.states import ProjectState
from tests.factories.reviews import (
    IndicatorFactory,
    ProjectFactory,
    bike_share_trial,
    holder_of,
    owner_of,
)
from tests.reviews.promises import promise

pytestmark = pytest.mark.django_db


def add(project, **fields):
    return add_indicator(actor=owner_of(project), project=project, promise=promise(**fields))


def record(indicator, value=120, on=date(2026, 7, 1), actor=None, **fields):
    return record_reading(
        actor=actor or owner_of(indicator.project),
        indicator=indicator,
        value=Decimal(value),
        on=on,
        **fields,
    )


def test_an_indicator_stands_on_the_path_of_its_project():
    project = ProjectFactory()

    indicator = add(project)

    assert lineage.neighbours_of(indicator.item).before == [project.item]
    assert indicator.item.title == "夜の通行者"


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ({"target": Decimal(100)}, TargetIsTheBaseline),
        ({"target": Decimal(50)}, TargetPointsTheOtherWay),
        ({"direction": Direction.LESS}, TargetPointsTheOtherWay),
        ({"target_on": date(2026, 4, 1)}, TargetComesBeforeBaseline),
        ({"name": " "}, TextIsMissing),
    ],
)
def test_a_promise_that_contradicts_itself_is_refused(fields, refusal):
    project = ProjectFactory()
    indicator = IndicatorFactory(project=project)

    with pytest.raises(refusal):
        add(project, **fields)
    with pytest.raises(refusal):
        edit_indicator(actor=owner_of(project), indicator=indicator, promise=promise(**fields))


@pytest.mark.parametrize(
    "fields",
    [{"target": 100}, {"target": 50}, {"target_on": date(2026, 3, 1)}],
)
def test_the_database_itself_refuses_a_promise_that_contradicts_itself(fields):
    indicator = IndicatorFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        Indicator.objects.filter(pk=indicator.pk).update(**fields)


def test_an_open_promise_may_wait_while_the_project_is_planned():
    assert add(ProjectFactory(), baseline=None, frequency=None).missing == [
        "baseline",
        "frequency",
    ]


def test_an_indicator_is_added_whole_once_the_project_is_under_way():
    with pytest.raises(IndicatorIsIncomplete) as refusal:
        add(ProjectFactory(state=ProjectState.UNDER_WAY), baseline=None, source="")

    assert refusal.value.parts == ["baseline", "source"]


def test_an_edited_promise_keeps_its_earlier_versions_and_renames_its_item():
    project = ProjectFactory()
    indicator = add(project, name="通行者")

    edit_indicator(
        actor=owner_of(project), indicator=indicator, promise=promise(target=Decimal(300))
    )

    indicator.item.refresh_from_db()
    assert indicator.item.title == "夜の通行者"
    assert [h.target for h in indicator.history.all()] == [300, 200]


# --- readings ------------------------------------------------------------------------------


def test_a_reading_is_recorded_and_told():
    indicator = IndicatorFactory()

    reading = record(indicator, "150.5")

    event = Event.objects.get(kind="reviews.reading_recorded")
    assert sentence(event) == f"指標「{indicator.name}」の値が記録されました：150.5人／日"
    # Without a source of its own, it is the one that was promised.
    assert reading.source == indicator.source


def test_a_reading_from_before_the_baseline_is_refused():
    with pytest.raises(ReadingBeforeBaseline, match="2026年4月1日"):
        record(IndicatorFactory(), on=date(2026, 3, 31))


def test_a_reading_of_the_day_of_the_baseline_is_taken():
    assert record(IndicatorFactory(), on=date(2026, 4, 1)).pk


def test_a_reading_of_tomorrow_is_refused():
    with pytest.raises(DateIsInTheFuture):
        record(IndicatorFactory(), on=timezone.localdate() + timedelta(days=1))


def test_a_second_value_for_a_day_says_why_it_corrects_the_first():
    indicator = IndicatorFactory()
    record(indicator, 120)

    with pytest.raises(CorrectionNeedsANote):
        record(indicator, 130)
    record(indicator, 130, note="集計の誤りを直した")

    shown = lines_of(indicator, indicator.readings.all())
    assert [(line.reading.value, line.is_corrected) for line in shown] == [
        (120, True),
        (130, False),
    ]


def test_an_analyst_records_readings_of_any_project():
    assert record(IndicatorFactory(), actor=holder_of(Role.ANALYST)).pk


def test_who_neither_owns_the_project_nor_analyses_records_nothing():
    with pytest.raises(NotTheOwner):
        record(IndicatorFactory(), actor=owner_of(ProjectFactory()))


def test_the_bike_share_trial_grew_16_9_times_and_was_rolled_out(client):
    """From the readings to the page: 2,856 → 48,380 rides a month (A18)."""
    trial = bike_share_trial()
    stations, rides = measured_in(Project.objects.filter(pk=trial.pk))

    assert rides.change.ratio is not None
    assert rounded(rides.change.ratio) == Decimal("16.9")
    assert (rides.last_text, rides.ratio_text) == ("48,380回", "基準の16.9倍")
    assert (stations.last_text, stations.progress_text.name) == ("243か所", "目標を達成")
    assert not rides.late_text
    page = client.get(trial.get_absolute_url()).content.decode()
    assert "基準の16.9倍" in page
    assert "本格実施" in page
    # The picture of the outcome, not of the stations, stands on the page.
    assert indicator_chart(rides).description in page
