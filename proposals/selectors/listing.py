"""Lists of reports and proposals: what can be chosen, what matches, how many in each ward."""

from dataclasses import dataclass, field, replace

from django.db.models import BigIntegerField, Count, Q
from django.db.models.functions import Cast

from portal.accounts.models import Organisation
from portal.lifecycle.models import Cycle
from portal.lifecycle.phases import Phase
from portal.registers.models import Area, AreaKind, Theme
from portal.search.selectors import numbers_with
from proposals.models import CoAuthor, Proposal, Report
from proposals.models.proposals import ProposalQuerySet
from proposals.models.reports import ReportQuerySet
from proposals.states import (
    COST_BANDS,
    PRIVATE_STATES,
    CostBand,
    Order,
    ProposalState,
    ReportState,
)


@dataclass(frozen=True)
class Choices:
    """What a list can be narrowed by. Read once for a page: three queries.

    `organisations`, for one more: those that have written a public proposal.
    """

    areas: list[Area]
    themes: list[Theme]
    cycles: list[Cycle]
    organisations: list[Organisation] = field(default_factory=list)

    @property
    def wards(self) -> list[Area]:
        return [area for area in self.areas if area.kind == AreaKind.WARD]


def choices_of_proposals() -> Choices:
    writing = CoAuthor.objects.filter(accepted_at__isnull=False, proposal__item__is_public=True)
    found = Organisation.objects.filter(pk__in=writing.values("organisation")).order_by("name")
    return replace(choices(), organisations=list(found))


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
    phase: Phase | None = None
    state: ReportState | None = None


@dataclass(frozen=True)
class ProposalFilter:
    words: str = ""
    area: Area | None = None
    theme: Theme | None = None
    cycle: Cycle | None = None
    phase: Phase | None = None
    state: ProposalState | None = None
    organisation: int | None = None
    cost: CostBand | None = None


def filtered_reports(wanted: ReportFilter) -> ReportQuerySet:
    rows = Report.objects.filter(_common(wanted))
    numbers = numbers_with(wanted.words)
    return rows if numbers is None else rows.filter(pk__in=numbers)


def filtered_proposals(wanted: ProposalFilter) -> ProposalQuerySet:
    """Public ones only: a draft has its place on its authors' page.

    By their state, which says the same as their item and is counted without reading that.
    """
    rows = Proposal.objects.filter(_common(wanted)).exclude(state__in=PRIVATE_STATES)
    numbers = numbers_with(wanted.words)
    if numbers is not None:
        rows = rows.filter(pk__in=numbers)
    if wanted.organisation:
        listed = CoAuthor.objects.filter(
            organisation=wanted.organisation, accepted_at__isnull=False
        )
        rows = rows.filter(pk__in=listed.values("proposal"))
    if wanted.cost:
        low, high = COST_BANDS[wanted.cost]
        rows = rows.filter(screening__cost__gte=low)
        rows = rows if high is None else rows.filter(screening__cost__lt=high)
    return rows


def sorted_by(rows: ProposalQuerySet, order: Order) -> tuple[ProposalQuerySet, str]:
    """The rows with what they are ordered by, highest first, and the name of that."""
    match order:
        case Order.NEWEST:
            return rows, "submitted_at"
        case Order.SUPPORT:
            return rows, "support_count"
        case Order.COST:
            whole = Cast("screening__cost", BigIntegerField())
            return rows.exclude(screening__cost=None).annotate(whole_cost=whole), "whole_cost"


def counts_by_area(rows: ReportQuerySet | ProposalQuerySet) -> dict[int, int]:
    """How many of the rows lie in each area, by its key. One query."""
    counted = rows.order_by().values("area").annotate(count=Count("*"))
    return dict(counted.values_list("area", "count"))


def _common(wanted: ReportFilter | ProposalFilter) -> Q:
    narrowed = {
        "area": wanted.area,
        "theme": wanted.theme,
        "item__cycle": wanted.cycle,
        "item__phase": wanted.phase,
        "state": wanted.state,
    }
    return Q(**{name: value for name, value in narrowed.items() if value is not None})
