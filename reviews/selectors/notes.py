"""What became of projects, indicators and commitments, in a line each: for a whole path."""

from collections.abc import Collection, Mapping
from decimal import Decimal

from django.db.models import Sum
from django.utils.translation import gettext as _

from portal.common.money import money
from reviews.measures import quantity
from reviews.models import Commitment, Indicator, MoneyLine, Project, Verdict
from reviews.names import VERDICTS
from reviews.states import MoneyKind, VerdictKind


def notes_on_projects(items: Collection[int]) -> Mapping[int, str]:
    """State, money spent and the last verdict of each. Three queries."""
    verdicts = dict(
        Verdict.objects.filter(project__in=items).order_by("id").values_list("project", "kind")
    )
    spent = dict(
        MoneyLine.objects.filter(project__in=items, kind=MoneyKind.SPENT)
        .values_list("project")
        .annotate(total=Sum("amount"))
    )
    projects = Project.objects.filter(pk__in=items).select_related("item__cycle")
    return {
        project.pk: _on_project(project, spent.get(project.pk), verdicts.get(project.pk))
        for project in projects
    }


def _on_project(project: Project, spent: Decimal | None, verdict: str | None) -> str:
    parts = [str(project.state_text.name)]
    if spent:
        amount = money(spent, project.item.cycle.currency)
        parts.append(_("支出 %(amount)s") % {"amount": amount})
    if verdict:
        parts.append(
            _("検証の結論：%(verdict)s") % {"verdict": VERDICTS[VerdictKind(verdict)].name}
        )
    return " · ".join(parts)


def notes_on_indicators(items: Collection[int]) -> Mapping[int, str]:
    """The baseline, the target and the last reading of each. Two queries."""
    indicators = Indicator.objects.filter(pk__in=items).prefetch_related("readings")
    return {
        indicator.pk: _on_indicator(indicator)
        for indicator in indicators
        if indicator.baseline is not None and indicator.target is not None
    }


def _on_indicator(indicator: Indicator) -> str:
    assert indicator.baseline is not None
    assert indicator.target is not None
    readings = list(indicator.readings.all())
    values = {
        "baseline": quantity(indicator.baseline, indicator.unit),
        "target": quantity(indicator.target, indicator.unit),
    }
    if not readings:
        return _("はじめ %(baseline)s（目標 %(target)s）") % values
    values["actual"] = quantity(readings[-1].value, indicator.unit)
    return _("はじめ %(baseline)s → いま %(actual)s（目標 %(target)s）") % values


def notes_on_commitments(items: Collection[int]) -> Mapping[int, str]:
    """Whether each was kept. One query."""
    commitments = Commitment.objects.filter(pk__in=items)
    return {commitment.pk: str(commitment.state_text.name) for commitment in commitments}
