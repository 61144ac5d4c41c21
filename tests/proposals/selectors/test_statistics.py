"""The statistic that a real city published, and how its parts are counted."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from portal.lifecycle.models import Item
from proposals.models import Report, ReportStateChange
from proposals.selectors.statistics import response_times, times_by_channel, times_by_ward
from proposals.states import Channel, ReportState
from tests.factories.proposals import ReportFactory
from tests.factories.registers import AreaFactory

pytestmark = pytest.mark.django_db
RECEIVED = timezone.now() - timedelta(days=100)


def done_after(report, days):
    return ReportStateChange(
        report=report,
        from_state=ReportState.IN_PROGRESS,
        to_state=ReportState.DONE,
        officer_id=report.author_id,
        at=report.created_at + timedelta(days=days),
    )


def test_thirteen_thousand_reports_come_to_the_published_percentages():
    """ちばレポ, end of November 2019: 13,158 reports; 47 % in 7 days, 75 % in 30, 87 % done."""
    received, within_week, within_month, done = 13_158, 6_184, 9_869, 11_447
    # The last of them: received, and no more.
    last = ReportFactory(created_at=RECEIVED)
    shared = {
        name: getattr(last, name) for name in ("author_id", "theme_id", "area_id", "created_at")
    }
    items = Item.objects.bulk_create(
        Item(kind="report", cycle=last.item.cycle, title="道", phase=last.item.phase)
        for _ in range(received - 1)
    )
    reports = Report.objects.bulk_create(
        Report(item=item, state=ReportState.DONE if n < done else ReportState.RECEIVED, **shared)
        for n, item in enumerate(items)
    )
    days = [3] * within_week + [20] * (within_month - within_week) + [60] * (done - within_month)
    ReportStateChange.objects.bulk_create(map(done_after, reports, days))

    times = response_times(Report.objects.all())

    assert times.all == received
    assert times.percentages == [
        (within_week, Decimal("47.0")),
        (within_month, Decimal("75.0")),
        (done, Decimal("87.0")),
    ]


@pytest.mark.parametrize(
    ("days", "state", "counted"),
    [
        ([7], ReportState.DONE, (1, 1, 1)),
        ([7.001], ReportState.DONE, (0, 1, 1)),
        ([30], ReportState.DONE, (0, 1, 1)),
        ([30.001], ReportState.DONE, (0, 0, 1)),
        # Reopened: by the day on which it was last done, and not while it is open.
        ([2, 40], ReportState.DONE, (0, 0, 1)),
        ([2], ReportState.REOPENED, (0, 0, 0)),
        ([], ReportState.CANNOT_DO, (0, 0, 0)),
    ],
)
def test_a_report_counts_by_when_it_was_last_done(days, state, counted):
    report = ReportFactory(created_at=RECEIVED, state=state)
    for each in days:
        done_after(report, each).save()

    times = response_times(Report.objects.all())

    assert (times.within_week, times.within_month, times.done) == counted


def test_without_reports_there_is_no_percentage():
    assert response_times(Report.objects.none()).percentages == [(0, None)] * 3


def test_wards_and_channels_are_told_apart():
    ReportFactory(channel=Channel.PHONE, area=AreaFactory(code="12103"))
    done_after(ReportFactory(created_at=RECEIVED, state=ReportState.DONE), 1).save()

    assert [times.all for _, times in times_by_ward(Report.objects.all())] == [1, 1]
    assert sorted(times.done for _, times in times_by_channel(Report.objects.all())) == [0, 1]
