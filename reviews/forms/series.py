"""A series of sessions: its cadence, its panel, its year."""

from datetime import datetime, time
from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.common.errors import RuleViolation
from portal.common.fields import TextField, TitleField
from portal.common.written import language_of
from portal.lifecycle.models import Cycle
from reviews.errors import (
    CadenceIsUnfit,
    PanelIsOneSided,
    ProjectsAreMissing,
    SessionIsInThePast,
    TextIsMissing,
)
from reviews.forms.fields import DayField, DeedForm, MomentField, choice
from reviews.models import Project
from reviews.services import SeriesPlan
from reviews.states import SeatSide

SEAT_FIELDS: dict[SeatSide, str] = {
    SeatSide.CITY: "city",
    SeatSide.RESIDENT: "residents",
    SeatSide.ORGANISATION: "organisations",
}


class SeriesForm(DeedForm):
    title = TitleField(label=_("名前"), max_length=100)
    projects = forms.ModelMultipleChoiceField(
        queryset=Project.objects.none(),
        label=_("検証する事業"),
        widget=forms.CheckboxSelectMultiple,
    )
    first_at = MomentField(label=_("初回の日時"))
    every_days = forms.IntegerField(
        label=_("間隔（日）"), initial=14, min_value=7, max_value=92, help_text=_("2週間なら14")
    )
    until = DayField(label=_("最終日"), help_text=_("この日までの会議を、まとめて知らせます。"))
    place = TitleField(label=_("場所・参加のしかた"), max_length=200, required=False)
    city = TextField(label=_("市の席"), max_length=500, help_text=_("1行に1人"))
    residents = TextField(label=_("住民の席"), max_length=500, required=False)
    organisations = TextField(
        label=_("団体の席"),
        max_length=500,
        required=False,
        help_text=_("住民か団体の席に、1人以上を入れてください。"),
    )
    field_of: ClassVar[dict[type[RuleViolation], str]] = {
        TextIsMissing: "title",
        ProjectsAreMissing: "projects",
        SessionIsInThePast: "first_at",
        CadenceIsUnfit: "until",
        PanelIsOneSided: "residents",
    }

    def __init__(self, *args: Any, cycle: Cycle, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        of_cycle = Project.objects.filter(item__cycle=cycle).select_related("item")
        choice(self, "projects").queryset = of_cycle.order_by("item")

    def plan(self) -> SeriesPlan:
        said = self.cleaned_data
        return SeriesPlan(
            title=said["title"],
            seats=[
                (side, holder[:100])
                for side, field in SEAT_FIELDS.items()
                for holder in said[field].splitlines()
            ],
            projects=list(said["projects"]),
            first_at=said["first_at"],
            until=timezone.make_aware(datetime.combine(said["until"], time.max)),
            every_days=said["every_days"],
            place=said["place"],
            language=language_of(said["title"]),
        )
