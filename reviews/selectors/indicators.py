"""What was measured, what it means, and what is late."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.charts.facts import IndicatorChart, Point
from portal.common.dates import day, local_day
from reviews.deadlines import ENTRY_WITHIN, Frequency, days_late, next_reading_due
from reviews.measures import Change, change, in_digits, quantity, rounded
from reviews.models import Indicator, Project, Reading
from reviews.names import PROGRESS, StateText


@dataclass(frozen=True)
class ReadingLine:
    """A reading with what a reader must know of it.

    It is corrected where a later one for the same day replaces it; `days_late` is by how much it
    was entered later than a month after its day.
    """

    reading: Reading
    text: str
    is_corrected: bool
    days_late: int


@dataclass(frozen=True)
class Measured:
    """An indicator with its readings, what the last one means, and whether the next is late."""

    indicator: Indicator
    lines: list[ReadingLine]
    change: Change
    next_due: date | None
    days_late: int

    @property
    def valid(self) -> list[Reading]:
        return [line.reading for line in self.lines if not line.is_corrected]

    @property
    def last(self) -> Reading | None:
        return self.valid[-1] if self.valid else None

    @property
    def progress_text(self) -> StateText:
        return PROGRESS[self.change.progress]

    @property
    def baseline_text(self) -> str:
        return _or_dash(self.indicator.baseline, self.indicator.unit)

    @property
    def target_text(self) -> str:
        return _or_dash(self.indicator.target, self.indicator.unit)

    @property
    def last_text(self) -> str:
        return _or_dash(self.last.value if self.last else None, self.indicator.unit)

    @property
    def ratio_text(self) -> str:
        ratio = self.change.ratio
        return _("基準の%(ratio)s倍") % {"ratio": in_digits(rounded(ratio))} if ratio else ""

    @property
    def late_text(self) -> str:
        """That the next reading is late; it may be entered within a month after its day."""
        return _("測定が遅れています") if self.days_late else ""

    @property
    def headings(self) -> list[str]:
        return [_("いつの値か"), _("内容"), _("値")]

    @property
    def rows(self) -> list[list[str]]:
        """What the chart shows, as a table: where it began, what was measured, where it goes."""
        indicator = self.indicator
        began = day(indicator.baseline_on) if indicator.baseline_on else ""
        aims = day(indicator.target_on) if indicator.target_on else ""
        return [
            [began, _("基準値"), self.baseline_text],
            *([day(r.on), _("実績"), quantity(r.value, indicator.unit)] for r in self.valid),
            [aims, _("目標値"), self.target_text],
        ]


def lines_of(indicator: Indicator, found: Iterable[Reading]) -> list[ReadingLine]:
    """All readings of an indicator by their days, the corrected ones marked."""
    readings = list(found)
    newest = {reading.on: reading.pk for reading in readings}
    return [
        ReadingLine(
            reading,
            text=quantity(reading.value, indicator.unit),
            is_corrected=newest[reading.on] != reading.pk,
            days_late=days_late(reading.on + ENTRY_WITHIN, local_day(reading.at)),
        )
        for reading in readings
    ]


def measured(
    indicator: Indicator, readings: Iterable[Reading], *, today: date | None = None
) -> Measured:
    """An indicator and what its readings, by their days, mean."""
    lines = lines_of(indicator, readings)
    valid = [line.reading for line in lines if not line.is_corrected]
    due = _next_due(indicator, valid)
    grace_ends = due + ENTRY_WITHIN if due else None
    return Measured(
        indicator=indicator,
        lines=lines,
        change=change(indicator.baseline, indicator.target, _last_value(valid)),
        next_due=due,
        days_late=days_late(grace_ends, today or timezone.localdate()),
    )


def measured_in(projects: QuerySet[Project]) -> list[Measured]:
    """All indicators of the projects, outputs before outcomes. Two queries."""
    chosen = projects.order_by().values("pk")
    indicators = (
        Indicator.objects.filter(project__in=chosen)
        .select_related("item", "project__item")
        .order_by("project", "-level", "item")
        .prefetch_related("readings")
    )
    return [measured(indicator, indicator.readings.all()) for indicator in indicators]


def _last_value(readings: Sequence[Reading]) -> Decimal | None:
    return readings[-1].value if readings else None


def _next_due(indicator: Indicator, readings: Sequence[Reading]) -> date | None:
    if not indicator.frequency or indicator.baseline_on is None:
        return None
    return next_reading_due(
        Frequency(indicator.frequency),
        baseline_on=indicator.baseline_on,
        target_on=indicator.target_on,
        read_on=[reading.on for reading in readings],
    )


def indicator_chart(found: Measured) -> IndicatorChart | None:
    """The indicator's way as a picture; None while its promise is open."""
    indicator = found.indicator
    if (
        indicator.baseline is None
        or indicator.baseline_on is None
        or indicator.target is None
        or indicator.target_on is None
    ):
        return None
    return IndicatorChart(
        title=indicator.name,
        description=in_a_sentence(found),
        unit=indicator.unit,
        baseline=Point(indicator.baseline_on, indicator.baseline.normalize()),
        target=Point(indicator.target_on, indicator.target.normalize()),
        readings=tuple(Point(r.on, r.value.normalize()) for r in found.valid),
        note=found.ratio_text,
    )


def in_a_sentence(found: Measured) -> str:
    """What the chart shows, for those who do not see it."""
    indicator, last = found.indicator, found.last
    values = {
        "baseline": _or_dash(indicator.baseline, indicator.unit),
        "baseline_on": day(indicator.baseline_on) if indicator.baseline_on else "",
        "target": _or_dash(indicator.target, indicator.unit),
        "target_on": day(indicator.target_on) if indicator.target_on else "",
    }
    promise = _("%(baseline_on)sの%(baseline)sを、%(target_on)sまでに%(target)sにする指標です。")
    if last is None:
        return promise % values + _("まだ測っていません。")
    actual = _("最新の値は%(on)sの%(actual)sです（%(state)s）。") % {
        "on": day(last.on),
        "actual": quantity(last.value, indicator.unit),
        "state": found.ratio_text or found.progress_text.name,
    }
    return promise % values + actual


def _or_dash(value: Decimal | None, unit: str) -> str:
    """A value with its unit; a long dash where it is not known yet."""
    return "—" if value is None else quantity(value, unit)
