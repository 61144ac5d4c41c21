"""How quickly reports are dealt with: of all that came in, not only of those that were closed."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db.models import Count, F, Max, OuterRef, Q, Subquery
from django.utils.translation import get_language

from proposals.models import ReportStateChange
from proposals.models.reports import ReportQuerySet
from proposals.names import CHANNEL_NAMES
from proposals.states import ReportState

WEEK, MONTH = timedelta(days=7), timedelta(days=30)
TENTH = Decimal("0.1")


@dataclass(frozen=True)
class ResponseTimes:
    """Of `all` reports, how many were done within 7 and 30 days of receipt, and are done now."""

    all: int
    within_week: int
    within_month: int
    done: int

    def percent(self, part: int) -> Decimal | None:
        """Of all reports, to a tenth; null where there are none."""
        if not self.all:
            return None
        return (Decimal(part * 100) / self.all).quantize(TENTH, ROUND_HALF_UP)

    @property
    def percentages(self) -> list[tuple[int, Decimal | None]]:
        parts = (self.within_week, self.within_month, self.done)
        return [(part, self.percent(part)) for part in parts]


def response_times(reports: ReportQuerySet) -> ResponseTimes:
    """Those of the reports. One that was reopened counts by the day on which it was last done."""
    return ResponseTimes(**_measured(reports).aggregate(**_counts()))


def times_by_channel(reports: ReportQuerySet) -> list[tuple[str, ResponseTimes]]:
    rows = _measured(reports).values("channel").order_by().annotate(**_counts())
    found = {row.pop("channel"): ResponseTimes(**row) for row in rows}
    return [
        (str(name), found[channel]) for channel, name in CHANNEL_NAMES.items() if channel in found
    ]


def times_by_ward(reports: ReportQuerySet) -> list[tuple[str, ResponseTimes]]:
    names = ("area__code", "area__name_ja", "area__name_en")
    rows = _measured(reports).values(*names).order_by("area__code").annotate(**_counts())
    return [_named(row, *names) for row in rows]


def _named(row: dict[str, Any], *names: str) -> tuple[str, ResponseTimes]:
    _code, ja, en = (row.pop(name) for name in names)
    return (en if get_language() == "en" else ja), ResponseTimes(**row)


def _measured(reports: ReportQuerySet) -> ReportQuerySet:
    done = ReportStateChange.objects.filter(report=OuterRef("pk"), to_state=ReportState.DONE)
    last = done.order_by().values("report").annotate(last=Max("at")).values("last")
    return reports.annotate(done_at=Subquery(last))


def _counts() -> dict[str, Any]:
    done = Q(state=ReportState.DONE)
    return {
        "all": Count("pk"),
        "within_week": Count("pk", filter=done & Q(done_at__lte=F("created_at") + WEEK)),
        "within_month": Count("pk", filter=done & Q(done_at__lte=F("created_at") + MONTH)),
        "done": Count("pk", filter=done),
    }
