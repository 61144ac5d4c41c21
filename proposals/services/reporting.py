"""Reporting an issue, saying "me too", and the city's answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from portal.accounts.models import Organisation, User
from portal.accounts.roles import Role
from portal.accounts.selectors import roles_of
from portal.common.photos import Photo, keep_photos
from portal.lifecycle import lineage
from portal.lifecycle.errors import ReasonIsMissing
from portal.lifecycle.events import write_event
from portal.lifecycle.models import Cycle
from portal.lifecycle.phases import WHO_MAY, Action
from portal.lifecycle.services import admit
from portal.notices.services import follow
from portal.registers.models import Area, Theme
from proposals.errors import (
    ChannelIsForStaff,
    OtherReportIsMissing,
    OtherReportIsUnfit,
    ReportCannotChange,
    TooManyPhotos,
)
from proposals.kinds import REPORT_EVENTS
from proposals.models import Report, ReportStateChange, ReportSupport
from proposals.services.finding import let_report_be_found
from proposals.services.places import settled_area
from proposals.states import EXPLAINED, MOST_PHOTOS, REPORT_TRANSITIONS, Channel, ReportState

STAFF = WHO_MAY[Action.ANSWER_REPORT] | {Role.COUNTER_CLERK}


@dataclass(frozen=True)
class ReportText:
    """What a report says. Without an area, the point tells the ward."""

    title: str
    text: str
    theme: Theme
    area: Area | None = None
    place: str = ""
    latitude: Decimal | None = None
    longitude: Decimal | None = None
    language: str = "ja"


@transaction.atomic
def report_issue(
    *,
    actor: User,
    cycle: Cycle,
    text: ReportText,
    channel: Channel = Channel.WEB,
    photos: Sequence[Photo] = (),
    photo_description: str = "",
) -> Report:
    """Report an issue into a cycle. Its author follows what becomes of it.

    Raises:
        RoleIsMissing, PhaseIsNotOpen: the cycle does not open REPORT_ISSUE to the actor.
        ChannelIsForStaff: what came by phone, paper or counter is typed in by staff.
        AreaIsMissing, AreaIsOutsideTheCycle, PointIsOutsideTheCity, PointIsOutsideTheWard.
        TooManyPhotos.
    """
    admit(actor=actor, cycle=cycle, action=Action.REPORT_ISSUE)
    if len(photos) > MOST_PHOTOS:
        raise TooManyPhotos
    if channel != Channel.WEB and not STAFF & roles_of(actor, cycle.area):
        raise ChannelIsForStaff
    area = settled_area(cycle, text.area, text.latitude, text.longitude)
    report = Report.objects.create(
        item=lineage.place("report", cycle=cycle, title=text.title, language=text.language),
        author=actor,
        title=text.title,
        text=text.text,
        theme=text.theme,
        area=area,
        place=text.place,
        latitude=text.latitude,
        longitude=text.longitude,
        language=text.language,
        channel=channel,
        photos=keep_photos(photos, folder="reports", description=photo_description) or None,
    )
    let_report_be_found(report)
    follow(user=actor, item=report.item)
    write_event(REPORT_EVENTS[ReportState.RECEIVED].name, item=report.item, actor=actor)
    return report


@transaction.atomic
def support_report(*, actor: User, report: Report) -> None:
    """Say "me too", and follow the report; doing it twice changes nothing.

    As many as the setting REPORT_SUPPORTERS_FOR_ANSWER oblige the city to answer by a day.

    Raises:
        RoleIsMissing, PhaseIsNotOpen: the cycle does not open SUPPORT_ISSUE to the actor.
    """
    admit(actor=actor, cycle=report.item.cycle, action=Action.SUPPORT_ISSUE)
    ReportSupport.objects.bulk_create(
        [ReportSupport(report=report, user=actor)], ignore_conflicts=True
    )
    follow(user=actor, item=report.item)
    _oblige(report)


def _oblige(report: Report) -> None:
    """Once for a report. It is held, so that of two who come at once the second counts both."""
    held = Report.objects.select_for_update().filter(pk=report.pk, answer_due_on=None).first()
    if held is None or held.supports.count() < settings.REPORT_SUPPORTERS_FOR_ANSWER:
        return
    held.answer_due_on = timezone.localdate() + timedelta(days=settings.REPORT_DAYS_FOR_ANSWER)
    held.save(update_fields=["answer_due_on"])
    write_event("proposals.answer_owed", item=report.item, day=held.answer_due_on.isoformat())


@transaction.atomic
def withdraw_report_support(*, actor: User, report: Report) -> None:
    """Take one's "me too" back, whatever the phase; following goes on until it is ended."""
    ReportSupport.objects.filter(report=report, user=actor).delete()


@dataclass(frozen=True)
class ReportAnswer:
    """What the city says to a report, and the state it brings it to."""

    state: ReportState
    message: str = ""
    duplicate_of: Report | None = None
    language: str = "ja"


@transaction.atomic
def answer_report(*, actor: User, report_id: int, answer: ReportAnswer) -> Report:
    """Bring a report to its next state, with the city's message; all who follow it are told.

    Raises:
        RoleIsMissing, PhaseIsNotOpen: the cycle does not open ANSWER_REPORT to the actor.
        ReportCannotChange: the table has no way to that state.
        ReasonIsMissing: the state needs a message of real length.
        OtherReportIsMissing, OtherReportIsUnfit: a duplicate names the earlier report.
    """
    report = (
        Report.objects.select_for_update(of=("self",))
        .select_related("item__cycle__area")
        .get(pk=report_id)
    )
    admit(actor=actor, cycle=report.item.cycle, action=Action.ANSWER_REPORT)
    before = ReportState(report.state)
    _require_way(before, answer)
    report.state = answer.state
    report.duplicate_of = _other_report(report, answer)
    report.updated_at = timezone.now()
    report.save(update_fields=["state", "duplicate_of", "updated_at"])
    ReportStateChange.objects.create(
        report=report,
        from_state=before,
        to_state=answer.state,
        message=answer.message,
        language=answer.language,
        officer=actor,
        department=Organisation.objects.departments().acted_for_by(actor).first(),
    )
    write_event(REPORT_EVENTS[answer.state].name, item=report.item, actor=actor)
    return report


def _require_way(current: ReportState, answer: ReportAnswer) -> None:
    if answer.state not in REPORT_TRANSITIONS[current]:
        raise ReportCannotChange(current, answer.state)
    if answer.state in EXPLAINED and len(answer.message.strip()) < ReasonIsMissing.MINIMUM:
        raise ReasonIsMissing


def _other_report(report: Report, answer: ReportAnswer) -> Report | None:
    if answer.state != ReportState.DUPLICATE:
        return None
    other = answer.duplicate_of
    if other is None:
        raise OtherReportIsMissing
    # Nor of one that was joined to this report: two that name each other would hide the issue.
    if other.pk == report.pk or other.state == ReportState.DUPLICATE:
        raise OtherReportIsUnfit
    return other
