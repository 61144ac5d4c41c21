"""What programs of a department may write about its projects: readings, money, milestones."""

from datetime import date
from decimal import Decimal
from typing import Annotated, TypeVar

from django.conf import settings
from django.db.models import Model, QuerySet
from django.http import Http404
from django.utils.translation import gettext_lazy as _
from ninja import Schema
from pydantic import Field

from portal.accounts.models import User
from portal.opendata.deeds import ApiDeed, Written
from reviews.models import Indicator, Milestone, Project
from reviews.services import reach_milestone, record_money, record_reading
from reviews.states import MoneyKind, MoneySource

M = TypeVar("M", bound=Model)
Number = Annotated[int, Field(ge=1, lt=10**18)]
Note = Annotated[str, Field(max_length=300, pattern="^[^\\x00]*$")]
Day = Annotated[date, Field(ge=date(1950, 1, 1), le=date(2200, 1, 1))]


class ReadingBody(Schema):
    indicator_id: Number
    value: Annotated[Decimal, Field(max_digits=18, decimal_places=4)]
    on: Day
    source: Annotated[str, Field(max_length=200, pattern="^[^\\x00]*$")] = ""
    note: Note = ""


class MoneyBody(Schema):
    project_id: Number
    kind: MoneyKind
    source: MoneySource
    amount: Annotated[Decimal, Field(max_digits=16, decimal_places=2)]
    on: Day
    note: Note = ""


class MilestoneBody(Schema):
    milestone_id: Number
    reached_on: Day
    note: Note = ""


def _reading(actor: User, body: ReadingBody) -> Written:
    indicator = _found(Indicator.objects.select_related("project").filter(pk=body.indicator_id))
    made = record_reading(
        actor=actor,
        indicator=indicator,
        value=body.value,
        on=body.on,
        source=body.source,
        note=body.note,
    )
    return Written(id=made.pk, url=settings.SITE_URL + indicator.get_absolute_url())


def _money(actor: User, body: MoneyBody) -> Written:
    project = _found(Project.objects.select_related("item").filter(pk=body.project_id))
    made = record_money(
        actor=actor,
        project=project,
        kind=body.kind,
        source=body.source,
        amount=body.amount,
        on=body.on,
        note=body.note,
    )
    return Written(id=made.pk, url=settings.SITE_URL + project.get_absolute_url())


def _milestone(actor: User, body: MilestoneBody) -> Written:
    found = Milestone.objects.select_related("project__item").filter(pk=body.milestone_id)
    milestone = reach_milestone(
        actor=actor, milestone=_found(found), reached_on=body.reached_on, note=body.note
    )
    return Written(id=milestone.pk, url=settings.SITE_URL + milestone.project.get_absolute_url())


def _found(rows: QuerySet[M]) -> M:
    row = rows.first()
    if row is None:
        raise Http404
    return row


DEEDS = (
    ApiDeed("readings", _("指標の測定値を記録する"), "Record a reading", ReadingBody, _reading),
    ApiDeed("money", _("事業のお金を記録する"), "Record money of a project", MoneyBody, _money),
    ApiDeed(
        "milestones",
        _("事業の節目の達成を記録する"),
        "Record that a milestone was reached",
        MilestoneBody,
        _milestone,
    ),
)
