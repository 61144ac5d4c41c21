"""The data behind a session in both languages, as its memo, its page and its PDF show them.

Everything is texts and the facts of charts, so that what was published can be shown again as it
was, whatever the program says later.
"""

from collections import defaultdict
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from typing import Any, TypedDict

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from portal.charts.facts import IndicatorChart, Point
from portal.common.dates import day
from reviews.measures import compared, quantity
from reviews.models import Commitment, Project, ReviewSession
from reviews.selectors.indicators import Measured, indicator_chart, measured_in
from reviews.selectors.money import money_of


class Table(TypedDict):
    headings: list[str]
    rows: list[list[str]]


class FrozenProject(TypedDict):
    """One project on the day; `charts` are facts of portal.charts (IndicatorChart)."""

    id: int
    title: str
    language: str
    state: str
    money: dict[str, Any]
    indicators: Table
    charts: list[dict[str, Any]]
    milestones: Table
    commitments: Table


def frozen(session: ReviewSession) -> dict[str, list[FrozenProject]]:
    """The projects of a session by language. Five queries a language, and one a project."""
    document = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            document[language] = _projects(session)
    return document


def _projects(session: ReviewSession) -> list[FrozenProject]:
    projects = list(
        session.projects.select_related("item__cycle", "owner")
        .prefetch_related("milestones")
        .order_by("item")
    )
    measured = defaultdict(list)
    for found in measured_in(session.projects.all()):
        measured[found.indicator.project_id].append(found)
    owed = defaultdict(list)
    for commitment in Commitment.objects.unmet().listed().filter(project__in=projects):
        owed[commitment.project_id].append(commitment)
    return [_project(each, measured[each.pk], owed[each.pk]) for each in projects]


def _project(project: Project, measured: list[Measured], owed: list[Commitment]) -> FrozenProject:
    money = money_of(project, project.money_lines.all())
    charts = [chart for found in measured if (chart := indicator_chart(found))]
    return FrozenProject(
        id=project.pk,
        title=project.item.title,
        language=project.item.language,
        state=_("%(state)s　担当：%(owner)s")
        % {
            "state": project.state_text.name,
            "owner": project.owner.shown_name if project.owner else _("未定"),
        },
        money={"headings": money.headings, "rows": money.rows, "warnings": money.warnings},
        indicators=_indicators(measured),
        charts=[told(asdict(chart)) for chart in charts],
        milestones=_milestones(project),
        commitments=_commitments(owed),
    )


def _indicators(measured: list[Measured]) -> Table:
    headings = [_("指標"), _("基準値"), _("前年同期"), _("前回"), _("最新"), _("目標値"), _("状況")]
    return Table(headings=headings, rows=[_indicator(found) for found in measured])


def _indicator(found: Measured) -> list[str]:
    unit = found.indicator.unit
    before, year_ago = compared([(reading.on, reading.value) for reading in found.valid])
    state = [str(found.progress_text.name), found.ratio_text, found.late_text]
    return [
        found.indicator.name,
        found.baseline_text,
        "—" if year_ago is None else quantity(year_ago, unit),
        "—" if before is None else quantity(before, unit),
        found.last_text,
        found.target_text,
        _("、").join(word for word in state if word),
    ]


def _milestones(project: Project) -> Table:
    today = timezone.localdate()
    rows = [
        [
            each.title,
            day(each.planned_on),
            day(each.reached_on) if each.reached_on else _("まだ"),
            _("%(days)d日の遅れ") % {"days": late} if (late := each.days_late(today)) else "",
        ]
        for each in project.milestones.all()
    ]
    return Table(headings=[_("節目"), _("予定日"), _("達成日"), _("遅れ")], rows=rows)


def _commitments(owed: list[Commitment]) -> Table:
    rows = [
        [
            each.text,
            each.owner.shown_name if each.owner else _("未定"),
            day(each.due_on) if each.due_on else _("未定"),
            str(each.state_text.name),
        ]
        for each in owed
    ]
    return Table(headings=[_("残っている約束"), _("担当"), _("期限"), _("状態")], rows=rows)


def told(value: Any) -> Any:
    """Days and decimals as JSON has them: texts that can be read back."""
    if isinstance(value, dict):
        return {key: told(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [told(each) for each in value]
    return value if isinstance(value, str | int | bool | None) else str(value)


def chart_from(facts: dict[str, Any]) -> IndicatorChart:
    """A chart from its facts as the snapshot keeps them."""
    return IndicatorChart(
        title=facts["title"],
        description=facts["description"],
        unit=facts["unit"],
        baseline=_point(facts["baseline"]),
        target=_point(facts["target"]),
        readings=tuple(_point(each) for each in facts["readings"]),
        note=facts["note"],
    )


def _point(facts: dict[str, str]) -> Point:
    return Point(date.fromisoformat(facts["on"]), Decimal(facts["value"]))
