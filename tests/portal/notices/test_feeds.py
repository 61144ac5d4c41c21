from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.urls import reverse
from django.utils import timezone

from portal.lifecycle.phases import Phase
from portal.notices.services import deliver_events
from proposals.services import answer_report
from proposals.services.reporting import ReportAnswer
from proposals.states import ReportState
from tests.factories.accounts import MembershipFactory, OrganisationFactory
from tests.factories.lifecycle import cycle_in
from tests.factories.proposals import ReportFactory

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def report(registers):
    report = ReportFactory(cycle=cycle_in(Phase.DISCOVER))
    department = OrganisationFactory(kind="department", verified=True)
    answer_report(
        actor=MembershipFactory(organisation=department).user,
        report_id=report.pk,
        answer=ReportAnswer(ReportState.LOOKED_AT, "見に行きます。"),
    )
    deliver_events()
    return report


def entries(client, name, argument):
    answer = client.get(reverse(name, args=[argument]))
    assert answer.status_code == 200
    found = ElementTree.fromstring(answer.content).findall(f"{ATOM}entry")
    return [entry.find(f"{ATOM}title").text for entry in found]


def test_what_happened_stands_in_the_feeds_of_its_ward_its_theme_and_itself(client, report):
    for name, argument in (
        ("notices:area_feed", report.area.code),
        ("notices:theme_feed", report.theme.slug),
        ("notices:item_feed", report.pk),
    ):
        assert any(report.title in title for title in entries(client, name, argument)), name


def test_the_feed_of_what_is_public_no_longer_is_not_found(client, report):
    report.item.is_public = False
    report.item.save()

    assert client.get(reverse("notices:item_feed", args=[report.pk])).status_code == 404
    assert entries(client, "notices:area_feed", report.area.code) == []
    assert client.get(reverse("notices:area_feed", args=["nowhere"])).status_code == 404


def test_the_calendar_has_phases_and_deadlines_in_lines_that_are_not_too_long(client, report):
    now = timezone.now()
    report.item.cycle.phases.filter(phase=Phase.DESIGN).update(
        opens_at=now + timedelta(days=3), closes_at=now + timedelta(days=9)
    )
    report.answer_due_on = timezone.localdate() + timedelta(days=5)
    report.save()
    long = ReportFactory(title="とても長い題名" * 10, cycle=report.item.cycle)
    long.answer_due_on = report.answer_due_on
    long.save()

    text = client.get(reverse("notices:calendar")).content.decode()

    # The report was answered: of deadlines only the other one stands.
    assert text.count("BEGIN:VEVENT") == 3
    assert f"DTSTART;VALUE=DATE:{report.answer_due_on:%Y%m%d}" in text
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert "とても長い題名" * 10 in text.replace("\r\n ", "")
