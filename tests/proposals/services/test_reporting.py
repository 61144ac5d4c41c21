from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from portal.accounts.roles import Role
from portal.lifecycle.errors import PhaseIsNotOpen, ReasonIsMissing, RoleIsMissing
from portal.lifecycle.models import Event
from portal.lifecycle.phases import Phase
from portal.notices.models import Follow
from portal.registers.models import Area, Theme
from proposals.errors import (
    AreaIsMissing,
    AreaIsOutsideTheCycle,
    ChannelIsForStaff,
    OtherReportIsMissing,
    OtherReportIsUnfit,
    PointIsOutsideTheCity,
    PointIsOutsideTheWard,
    ReportCannotChange,
)
from proposals.models import Report, ReportStateChange, ReportSupport
from proposals.services import (
    ReportAnswer,
    ReportText,
    answer_report,
    report_issue,
    support_report,
    withdraw_report_support,
)
from proposals.states import EXPLAINED, REPORT_TRANSITIONS, Channel, ReportState
from tests.factories.accounts import RoleGrantFactory, UserFactory
from tests.factories.lifecycle import CycleFactory, cycle_in
from tests.factories.proposals import ReportFactory
from tests.proposals.people import officer

pytestmark = pytest.mark.django_db
MESSAGE = "9月末までに街灯を取り替えます。"


@pytest.fixture
def city(registers):
    return Area.objects.get(code="12100")


@pytest.fixture
def mihama(registers):
    return Area.objects.get(code="12106")


@pytest.fixture
def cycle(city):
    return cycle_in(Phase.DISCOVER, area=city)


def text(**fields):
    return ReportText(
        **{
            "title": "暗い道",
            "text": "街灯が切れています。",
            "theme": Theme.objects.first(),
            **fields,
        }
    )


AT_KAIHIN_MAKUHARI = {"latitude": Decimal("35.6485"), "longitude": Decimal("140.0418")}


def test_a_report_is_placed_on_the_path_and_followed_by_its_author(cycle, mihama):
    resident = UserFactory()

    report = report_issue(actor=resident, cycle=cycle, text=text(area=mihama))

    assert report.state == ReportState.RECEIVED
    assert (report.item.kind, report.item.phase) == ("report", Phase.DISCOVER)
    assert report.item.title == "暗い道"
    assert Follow.objects.filter(user=resident, item=report.item).exists()
    assert Event.objects.get(item=report.item).kind == "proposals.report_received"


def test_the_ward_is_found_from_the_point(cycle, mihama):
    report = report_issue(actor=UserFactory(), cycle=cycle, text=text(**AT_KAIHIN_MAKUHARI))

    assert report.area == mihama


def test_the_point_must_lie_in_the_ward(cycle):
    midori = Area.objects.get(code="12105")

    with pytest.raises(PointIsOutsideTheWard, match="緑区"):
        report_issue(actor=UserFactory(), cycle=cycle, text=text(area=midori, **AT_KAIHIN_MAKUHARI))

    assert not Report.objects.exists()


def test_the_point_must_lie_in_the_city(cycle):
    tokyo = {"latitude": Decimal("35.68"), "longitude": Decimal("139.76")}

    with pytest.raises(PointIsOutsideTheCity):
        report_issue(actor=UserFactory(), cycle=cycle, text=text(**tokyo))


def test_a_report_needs_a_ward_or_a_point(cycle):
    with pytest.raises(AreaIsMissing):
        report_issue(actor=UserFactory(), cycle=cycle, text=text())


def test_a_ward_s_cycle_takes_no_report_from_another_ward(mihama):
    of_chuo = cycle_in(Phase.DISCOVER, area=Area.objects.get(code="12101"))

    with pytest.raises(AreaIsOutsideTheCycle, match="美浜区"):
        report_issue(actor=UserFactory(), cycle=of_chuo, text=text(area=mihama))


def test_outside_its_phase_nothing_is_reported(city, mihama):
    with pytest.raises(PhaseIsNotOpen):
        report_issue(actor=UserFactory(), cycle=CycleFactory(area=city), text=text(area=mihama))


@pytest.mark.parametrize("channel", sorted(set(Channel) - {Channel.WEB}))
def test_only_staff_type_in_what_came_otherwise(cycle, mihama, channel):
    with pytest.raises(ChannelIsForStaff):
        report_issue(actor=UserFactory(), cycle=cycle, text=text(area=mihama), channel=channel)

    clerk = RoleGrantFactory(role=Role.COUNTER_CLERK).user
    report = report_issue(actor=clerk, cycle=cycle, text=text(area=mihama), channel=channel)
    assert report.channel == channel


def test_support_counts_once_and_follows():
    report, neighbour = ReportFactory(), UserFactory()

    support_report(actor=neighbour, report=report)
    support_report(actor=neighbour, report=report)

    assert ReportSupport.objects.filter(report=report).count() == 1
    assert Follow.objects.filter(user=neighbour, item=report.item).count() == 1


def test_support_is_taken_back_even_when_the_phase_is_over():
    report, neighbour = ReportFactory(), UserFactory()
    support_report(actor=neighbour, report=report)
    report.item.cycle.phases.update(state="closed")

    withdraw_report_support(actor=neighbour, report=report)

    assert not report.supports.exists()


def test_support_outside_its_phase_is_refused():
    report = ReportFactory(cycle=cycle_in(Phase.EXECUTE))

    with pytest.raises(PhaseIsNotOpen):
        support_report(actor=UserFactory(), report=report)


def report_in(state):
    first = ReportFactory()
    if state == ReportState.DUPLICATE:
        return ReportFactory(state=state, duplicate_of=first, cycle=first.item.cycle)
    first.state = state
    first.save()
    return first


@pytest.mark.parametrize("wanted", ReportState)
@pytest.mark.parametrize("current", ReportState)
def test_an_answer_follows_the_table(current, wanted):
    report = report_in(current)
    other = ReportFactory() if wanted == ReportState.DUPLICATE else None
    answer = ReportAnswer(state=wanted, message=MESSAGE, duplicate_of=other)

    if wanted in REPORT_TRANSITIONS[current]:
        answer_report(actor=officer(), report_id=report.pk, answer=answer)
        report.refresh_from_db()
        assert (report.state, report.duplicate_of) == (wanted, other)
        change = ReportStateChange.objects.get(report=report)
        assert (change.from_state, change.to_state) == (current, wanted)
        assert Event.objects.get(item=report.item).kind == f"proposals.report_{wanted}"
    else:
        with pytest.raises(ReportCannotChange):
            answer_report(actor=officer(), report_id=report.pk, answer=answer)
        report.refresh_from_db()
        assert report.state == current
        assert not ReportStateChange.objects.exists()


@pytest.mark.parametrize("wanted", sorted(set(ReportState) - {ReportState.RECEIVED}))
def test_what_ends_a_report_is_explained(wanted):
    current = next(s for s, after in REPORT_TRANSITIONS.items() if wanted in after)
    report = report_in(current)
    other = ReportFactory() if wanted == ReportState.DUPLICATE else None
    answer = ReportAnswer(state=wanted, message="済　", duplicate_of=other)

    if wanted in EXPLAINED:
        with pytest.raises(ReasonIsMissing):
            answer_report(actor=officer(), report_id=report.pk, answer=answer)
    else:
        assert answer_report(actor=officer(), report_id=report.pk, answer=answer).state == wanted


def test_an_answer_names_the_department_of_its_officer():
    report, person = ReportFactory(), officer()

    answer_report(
        actor=person, report_id=report.pk, answer=ReportAnswer(state=ReportState.LOOKED_AT)
    )

    assert report.state_changes.get().department == person.memberships.get().organisation


def test_a_ward_officer_answers_in_their_ward_only():
    report = ReportFactory()
    elsewhere = Area.objects.create(code="12199", kind="ward", name_ja="別の区", name_en="Other")
    here = RoleGrantFactory(role=Role.WARD_OFFICER, area=report.item.cycle.area).user
    there = RoleGrantFactory(role=Role.WARD_OFFICER, area=elsewhere).user
    answer = ReportAnswer(state=ReportState.LOOKED_AT)

    with pytest.raises(RoleIsMissing):
        answer_report(actor=there, report_id=report.pk, answer=answer)

    assert answer_report(actor=here, report_id=report.pk, answer=answer).state == "looked_at"


def test_a_resident_answers_no_report():
    with pytest.raises(RoleIsMissing):
        answer_report(
            actor=UserFactory(),
            report_id=ReportFactory().pk,
            answer=ReportAnswer(state=ReportState.DONE, message=MESSAGE),
        )


def test_a_duplicate_names_an_earlier_report_that_is_none_itself():
    report, person = ReportFactory(), officer()

    def join(other):
        answer_report(
            actor=person,
            report_id=report.pk,
            answer=ReportAnswer(ReportState.DUPLICATE, MESSAGE, duplicate_of=other),
        )

    with pytest.raises(OtherReportIsMissing):
        join(None)
    with pytest.raises(OtherReportIsUnfit):
        join(report)
    with pytest.raises(OtherReportIsUnfit):
        join(report_in(ReportState.DUPLICATE))
    assert not report.state_changes.exists()


def test_a_report_that_is_opened_again_is_no_duplicate_any_more():
    report = report_in(ReportState.DUPLICATE)

    answer_report(
        actor=officer(),
        report_id=report.pk,
        answer=ReportAnswer(ReportState.REOPENED, "別の場所の報告でした。"),
    )

    report.refresh_from_db()
    assert report.duplicate_of is None


def test_as_many_supporters_as_the_setting_says_oblige_the_city_to_answer_once(settings):
    settings.REPORT_SUPPORTERS_FOR_ANSWER, settings.REPORT_DAYS_FOR_ANSWER = 2, 10
    report = ReportFactory()

    for _ in range(3):
        support_report(actor=UserFactory(), report=report)

    report.refresh_from_db()
    assert report.answer_due_on == timezone.localdate() + timedelta(days=10)
    assert list(Report.objects.awaiting_answer()) == [report]
    assert Event.objects.filter(kind="proposals.answer_owed").count() == 1


def test_one_who_says_it_twice_obliges_nobody(settings):
    settings.REPORT_SUPPORTERS_FOR_ANSWER = 2
    report, resident = ReportFactory(), UserFactory()

    for _ in range(2):
        support_report(actor=resident, report=report)

    assert not Report.objects.awaiting_answer().exists()


def test_what_is_answered_is_owed_no_more(settings, cycle):
    settings.REPORT_SUPPORTERS_FOR_ANSWER = 1
    report = ReportFactory(cycle=cycle)
    support_report(actor=UserFactory(), report=report)

    answer_report(
        actor=officer(),
        report_id=report.pk,
        answer=ReportAnswer(ReportState.CANNOT_DO, "県の道路なので、市では工事ができません。"),
    )

    assert not Report.objects.awaiting_answer().exists()
