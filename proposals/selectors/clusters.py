"""Clusters of reports: those suggested, those confirmed, and what is in none."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from portal.accounts.models import Organisation
from portal.accounts.organisations import OrganisationKind
from portal.lifecycle.models import Cycle
from proposals.models import Report, ReportStateChange, Sorting
from proposals.models.reports import ReportQuerySet

MOST_DEPARTMENTS = 3


@dataclass(frozen=True)
class Word:
    """`texts`: how many of the cluster's reports hold it. `elsewhere`: how many others."""

    word: str
    texts: int
    elsewhere: int

    @property
    def label(self) -> str:
        return f"{self.word} {self.texts}"


@dataclass(frozen=True)
class Suggestion:
    """`reports`: those still in no cluster, of the `size` that were found."""

    number: int
    reports: list[Report]
    size: int
    frequent: list[Word]
    distinctive: list[Word]

    @property
    def title(self) -> str:
        return "・".join(word.word for word in (self.distinctive or self.frequent)[:3])


@dataclass(frozen=True)
class DepartmentHint:
    """`answered`: how many of the reports the department has answered."""

    department: Organisation
    answered: int


def unsorted_reports(cycle: Cycle) -> ReportQuerySet:
    """What is in no cluster."""
    return Report.objects.filter(item__cycle=cycle, item__is_public=True, membership=None)


def last_sorting(cycle: Cycle) -> Sorting | None:
    return cycle.sortings.first()


def suggestions_of(sorting: Sorting | None) -> list[Suggestion]:
    """What the last look suggests, without what people have put into clusters since. One query."""
    if sorting is None or not sorting.found:
        return []
    clusters: list[dict[str, Any]] = sorting.found["clusters"]
    numbers = [number for each in clusters for number in each["reports"]]
    rows = unsorted_reports(sorting.cycle).filter(pk__in=numbers).select_related("item", "area")
    left = {report.pk: report for report in rows}
    found = [
        Suggestion(
            number=place,
            reports=[left[number] for number in each["reports"] if number in left],
            size=len(each["reports"]),
            frequent=[Word(*word) for word in each["frequent"]],
            distinctive=[Word(*word) for word in each["distinctive"]],
        )
        for place, each in enumerate(clusters, 1)
    ]
    return [suggestion for suggestion in found if suggestion.reports]


def departments_for(reports: Collection[int]) -> list[DepartmentHint]:
    """Which departments answered these reports, most first. Two queries at most."""
    pairs = set(
        ReportStateChange.objects.filter(report__in=reports, department__isnull=False)
        .order_by()
        .values_list("report", "department")
    )
    counts = Counter(department for _report, department in pairs).most_common(MOST_DEPARTMENTS)
    found = (
        Organisation.objects.filter(kind=OrganisationKind.DEPARTMENT).in_bulk(
            [department for department, _count in counts]
        )
        if counts
        else {}
    )
    return [
        DepartmentHint(found[department], count)
        for department, count in counts
        if department in found
    ]
