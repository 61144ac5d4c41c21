"""Projects as a list shows them: their money, and by how much they are late."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.common.money import money
from reviews.deadlines import days_late
from reviews.models import Project
from reviews.states import MONEY_DEEDS, PROJECT_DEEDS, MoneyKind, ProjectState


@dataclass(frozen=True)
class Bar:
    """A share of the plan, as a meter and in words."""

    label: str
    value: float
    most: float
    text: str
    state: str


@dataclass(frozen=True)
class ProjectLine:
    project: Project
    bars: list[Bar]
    planned: str
    late: str


def listed_lines(projects: Iterable[Any]) -> list[ProjectLine]:
    """Of projects as Project.objects.listed() gives them. No query."""
    return [_line(project) for project in projects]


def delay_in_words(days: int) -> str:
    return ngettext("%(days)d日の遅れ", "%(days)d日の遅れ", days) % {"days": days} if days else ""


def project_delay(project: Any, *, today: date | None = None) -> int:
    """By how many days the first open milestone, or else the end, lies behind its planned day."""
    if ProjectState(project.state) not in {ProjectState.PLANNED, ProjectState.UNDER_WAY}:
        return 0
    expected = project.next_milestone_on or project.ends_on
    return days_late(expected, today or timezone.localdate())


def _line(project: Any) -> ProjectLine:
    currency = project.item.cycle.currency
    return ProjectLine(
        project=project,
        bars=[
            _bar(_("契約済み"), project.committed, project.planned, currency),
            _bar(_("支出済み"), project.spent, project.planned, currency),
        ],
        planned=money(project.planned, currency),
        late=delay_in_words(project_delay(project)),
    )


def _bar(label: str, amount: Any, plan: Any, currency: str) -> Bar:
    over = amount > plan
    return Bar(
        label=label,
        value=float(min(max(amount, 0), plan)) if plan > 0 else float(over),
        most=float(plan) if plan > 0 else 1.0,
        text=money(amount, currency) + (_("（計画を超過）") if over else ""),
        state="over" if over else "done" if plan and amount == plan else "",
    )


def money_kinds_open(project: Project) -> list[MoneyKind]:
    """The kinds of money that may be entered in the project's state."""
    state = ProjectState(project.state)
    return [kind for kind, deed in MONEY_DEEDS.items() if state in PROJECT_DEEDS[deed]]
