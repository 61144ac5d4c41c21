"""Lists of reports and proposals: what can be chosen, what matches, how many in each ward."""

from dataclasses import dataclass

from django.db.models import Count, Q

from portal.lifecycle.models import Cycle
from portal.registers.models import Area, AreaKind, Theme
from proposals.models import Proposal, Report
from proposals.models.proposals import ProposalQuerySet
from proposals.models.reports import ReportQuerySet
from proposals.states import PRIVATE_STATES, ProposalState, ReportState


@dataclass(frozen=True)
class Choices:
    """What a list can be narrowed by. Read once for a page: three queries."""

    areas: list[Area]
    themes: list[Theme]
    cycles: list[Cycle]

    @property
    def wards(self) -> list[Area]:
        return [area for area in self.areas if area.kind == AreaKind.WARD]


def choices() -> Choices:
    return Choices(
        areas=list(Area.objects.filter(kind__in=[AreaKind.CITY, AreaKind.WARD])),
        themes=list(Theme.objects.all()),
        cycles=list(Cycle.objects.all()),
    )


@dataclass(frozen=True)
class ReportFilter:
    words: str = ""
    area: Area | None = None
    theme: Theme | None = None
    cycle: Cycle | None = None
    state: ReportState | None = None


@dataclass(frozen=True)
class ProposalFilter:
    words: str = ""
    area: Area | None = None
    theme: Theme | None = None
    cycle: Cycle | None = None
    state: ProposalState | None = None


def filtered_reports(wanted: ReportFilter) -> ReportQuerySet:
    rows = Report.objects.filter(_common(wanted))
    for word in wanted.words.split():
        rows = rows.filter(Q(title__icontains=word) | Q(text__icontains=word))
    return rows


def filtered_proposals(wanted: ProposalFilter) -> ProposalQuerySet:
    """Public ones only: a draft has its place on its authors' page.

    By their state, which says the same as their item and is counted without reading that.
    """
    rows = Proposal.objects.filter(_common(wanted)).exclude(state__in=PRIVATE_STATES)
    for word in wanted.words.split():
        rows = rows.filter(
            Q(title__icontains=word) | Q(summary__icontains=word) | Q(means__icontains=word)
        )
    return rows


def counts_by_area(rows: ReportQuerySet | ProposalQuerySet) -> dict[int, int]:
    """How many of the rows lie in each area, by its key. One query."""
    counted = rows.order_by().values("area").annotate(count=Count("*"))
    return dict(counted.values_list("area", "count"))


def _common(wanted: ReportFilter | ProposalFilter) -> Q:
    narrowed = {
        "area": wanted.area,
        "theme": wanted.theme,
        "item__cycle": wanted.cycle,
        "state": wanted.state,
    }
    return Q(**{name: value for name, value in narrowed.items() if value is not None})
