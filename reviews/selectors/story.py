"""The story of a project: what was promised, what it cost, what changed, what was learned."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Self

from portal.accounts.selectors import Person
from portal.charts.facts import BarChart
from portal.lifecycle.lineage import Stretch, stretches_of, whole_path_of
from reviews.models import Project
from reviews.selectors.balance import balance_warning, gap_chart
from reviews.selectors.parts import ProjectParts

_TENTH = Decimal("0.1")


@dataclass(frozen=True)
class Story:
    """All of it, read at once; `path` is every step from the first report, votes included."""

    project: Project
    parts: ProjectParts
    path: list[Stretch]
    gap: BarChart | None

    @classmethod
    def of(cls, project: Project, reader: Person) -> Self:
        parts = ProjectParts.of(project, reader)
        path = stretches_of(whole_path_of(project.item), project.item)
        return cls(project, parts, path, gap_chart(parts.measured))

    @property
    def warning(self) -> str:
        return balance_warning(found.indicator.nature for found in self.parts.measured)

    @property
    def learned(self) -> list[Any]:
        return list(self.parts.verdicts)

    def as_json(self) -> dict[str, Any]:
        """For machines: numbers as they are, dates in ISO 8601, addresses within the site."""
        project, parts = self.project, self.parts
        return {
            "project": project.pk,
            "title": project.item.title,
            "language": project.item.language,
            "url": project.get_absolute_url(),
            "state": project.state,
            "owner": project.owner.shown_name if project.owner else None,
            "path": [
                {"id": stop.item.pk, "kind": stop.item.kind, "title": stop.item.title}
                | {"url": stop.item.get_absolute_url(), "note": stop.note}
                for stretch in self.path
                for stop in stretch.stops
            ],
            "promised": [_promised(found) for found in parts.measured],
            "cost": {
                "currency": parts.money.currency,
                "lines": [
                    {"kind": line.kind, "source": line.source, "amount": str(line.amount)}
                    | {"on": line.on.isoformat(), "note": line.note}
                    for line in parts.money.lines
                ],
            },
            "changed": [_changed(found) for found in parts.measured],
            "learned": [
                {"verdict": verdict.kind, "reason": verdict.reason}
                | {"evidence": verdict.evidence, "improvement": verdict.improvement}
                | {"at": verdict.at.isoformat()}
                for verdict in self.learned
            ],
        }


def _promised(found: Any) -> dict[str, Any]:
    indicator = found.indicator
    return {
        "indicator": indicator.pk,
        "name": indicator.name,
        "unit": indicator.unit,
        "level": indicator.level,
        "nature": indicator.nature,
        "baseline": _number(indicator.baseline),
        "baseline_on": indicator.baseline_on and indicator.baseline_on.isoformat(),
        "target": _number(indicator.target),
        "target_on": indicator.target_on and indicator.target_on.isoformat(),
        "source": indicator.source,
    }


def _changed(found: Any) -> dict[str, Any]:
    return {
        "indicator": found.indicator.pk,
        "progress": found.change.progress,
        "ratio": _number(found.change.ratio and found.change.ratio.quantize(_TENTH)),
        "readings": [
            {"on": reading.on.isoformat(), "value": _number(reading.value)}
            | {"source": reading.source}
            for reading in found.valid
        ],
    }


def _number(value: Any) -> str | None:
    return None if value is None else f"{value.normalize():f}"
