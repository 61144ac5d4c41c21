"""A year of reviews in numbers: texts and the facts of charts, so that it stays as it was."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from typing import Any, TypedDict

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from portal.charts.facts import Bar, BarChart, Chart
from portal.common.dates import day
from portal.common.money import money
from portal.lifecycle.models import Cycle
from reviews.measures import Level
from reviews.models import Commitment, Project, Reading, ReviewSession, Verdict
from reviews.selectors.indicators import indicator_chart, measured_in
from reviews.selectors.projects import project_delay
from reviews.selectors.sessions import Share, commitment_statistics, session_statistics
from reviews.selectors.snapshots import chart_from, told
from reviews.selectors.stale import stale_projects
from reviews.states import MoneyKind, SessionState

MOST_CHARTS = 40
OF_INDICATORS = 36


class Part(TypedDict):
    """A table of the report; `empty` is said where it has no rows."""

    title: str
    headings: list[str]
    rows: list[list[str]]
    empty: str


class Annual(TypedDict):
    """One language of the report; a chart is its kind and its facts."""

    year: int
    made_on: str
    parts: list[Part]
    charts: list[dict[str, Any]]


def annual_document(year: int) -> dict[str, Annual]:
    """The report of a year by language."""
    document = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            document[language] = _annual(year)
    return document


def charts_of(annual: Annual) -> list[Chart]:
    return [_chart(each["kind"], each["facts"]) for each in annual["charts"]]


def _annual(year: int) -> Annual:
    sessions = list(
        ReviewSession.objects.without_texts()
        .filter(scheduled_at__year=year)
        .order_by("scheduled_at")
    )
    projects = list(
        Project.objects.listed().filter(item__cycle__created_at__year__lte=year).order_by("item")
    )
    by_department = _grouped(projects, lambda p: p.owner.shown_name if p.owner else _("未定"))
    by_ward = _grouped(projects, lambda p: str(p.area.name))
    parts = [
        _sessions(sessions),
        _cancelled(sessions),
        _commitments(year),
        _groups(_("部署ごとのお金と遅れ"), _("担当"), by_department),
        _groups(_("区ごとのお金と遅れ"), _("場所"), by_ward),
        _outcomes(year),
        _verdicts(year),
        _stale(),
    ]
    charts: list[Chart] = [
        _spent_chart(by_department),
        _delay_chart(_("部署ごとの平均の遅れ"), by_department),
        _delay_chart(_("区ごとの平均の遅れ"), by_ward),
    ]
    charts += _outcome_charts(year)
    return Annual(
        year=year,
        made_on=day(timezone.localdate()),
        parts=parts,
        charts=[{"kind": type(each).__name__, "facts": told(asdict(each))} for each in charts],
    )


def _sessions(sessions: list[ReviewSession]) -> Part:
    found = session_statistics(sessions)
    rows = [
        [_("知らせた会議"), str(found.scheduled)],
        [_("開いた会議"), str(found.held)],
        [_("中止した会議"), str(found.cancelled)],
        [_("開かれないまま日が過ぎた会議"), str(found.missed)],
        [_("期限内の事前資料（48時間前まで）"), _share(found.memos)],
        [_("期限内の会議の結果（2日以内）"), _share(found.follow_ups)],
    ]
    return Part(title=_("検証会議"), headings=[_("項目"), _("数")], rows=rows, empty="")


def _cancelled(sessions: list[ReviewSession]) -> Part:
    rows = [
        [session.title, day(session.scheduled_at), session.cancelled_reason]
        for session in sessions
        if session.state == SessionState.CANCELLED
    ]
    return Part(
        title=_("中止した会議とその理由"),
        headings=[_("会議"), _("予定日"), _("理由")],
        rows=rows,
        empty=_("中止した会議はありません。"),
    )


def _commitments(year: int) -> Part:
    found = commitment_statistics(Commitment.objects.filter(made_at__year=year))
    rows = [
        [_("はじめの期限までに守られた約束"), _share(found.kept)],
        [_("取組中の約束"), str(found.open)],
        [_("いま期限切れの約束"), str(found.overdue)],
        [_("期限を約束し直した約束"), str(found.renegotiated)],
    ]
    return Part(title=_("約束"), headings=[_("項目"), _("数")], rows=rows, empty="")


Group = tuple[str, str, list[Any]]


def _grouped(projects: Iterable[Any], name: Callable[[Any], str]) -> list[Group]:
    """By name and currency, since amounts of two currencies do not add up."""
    groups: defaultdict[tuple[str, str], list[Any]] = defaultdict(list)
    for project in projects:
        groups[name(project), project.item.cycle.currency].append(project)
    return [(label, currency, rows) for (label, currency), rows in sorted(groups.items())]


def _groups(title: str, first: str, groups: list[Group]) -> Part:
    rows = []
    for label, currency, projects in groups:
        sums = [
            sum((getattr(each, kind.value) for each in projects), Decimal(0)) for kind in MoneyKind
        ]
        late = [days for each in projects if (days := project_delay(each))]
        rows.append(
            [
                label,
                str(len(projects)),
                *(money(amount, currency) for amount in sums),
                str(len(late)),
                _days(_mean(late)),
            ]
        )
    headings = [first, _("事業"), _("計画"), _("契約済み"), _("支出済み"), _("遅れている事業")]
    headings.append(_("遅れの平均"))
    return Part(title=title, headings=headings, rows=rows, empty=_("事業はありません。"))


def _outcomes(year: int) -> Part:
    """The share of cycles in which an outcome was measured."""
    cycles = Cycle.objects.filter(items__project__isnull=False, created_at__year__lte=year)
    total = cycles.distinct().count()
    measured = Reading.objects.filter(indicator__level=Level.OUTCOME, on__year__lte=year)
    with_outcome = measured.values("indicator__project__item__cycle").distinct().count()
    rows = [[_("成果を測ったサイクル"), _share(Share(with_outcome, total))]]
    return Part(title=_("成果"), headings=[_("項目"), _("数")], rows=rows, empty="")


def _verdicts(year: int) -> Part:
    verdicts = Verdict.objects.filter(at__year=year).select_related("project__item")
    rows = [[each.project.item.title, str(each.kind_text.name), each.reason] for each in verdicts]
    return Part(
        title=_("検証の結論"),
        headings=[_("事業"), _("結論"), _("理由")],
        rows=rows,
        empty=_("まだ結論は出ていません。"),
    )


def _stale() -> Part:
    rows = [
        [
            each.project.item.title,
            each.project.owner.shown_name if each.project.owner else _("未定"),
            day(each.heard_on),
        ]
        for each in stale_projects()
    ]
    return Part(
        title=_("90日以上、更新のない事業"),
        headings=[_("事業"), _("担当"), _("最後の更新")],
        rows=rows,
        empty=_("更新が止まっている事業はありません。"),
    )


def _spent_chart(groups: list[Group]) -> BarChart:
    bars = []
    for label, currency, projects in groups:
        spent, planned = (
            sum((getattr(each, kind) for each in projects), Decimal(0))
            for kind in (MoneyKind.SPENT.value, MoneyKind.PLANNED.value)
        )
        text = _("%(spent)s／計画%(planned)s") % {
            "spent": money(spent, currency),
            "planned": money(planned, currency),
        }
        bars.append(Bar(label, max(spent, Decimal(0)), text, mark=max(planned, Decimal(0))))
    words = _("、").join(f"{bar.label} {bar.text}" for bar in bars)
    return BarChart(
        title=_("部署ごとの支出と計画"),
        description=words or _("事業はありません。"),
        bars=tuple(bars),
        line_label=_("太い線：計画の額"),
    )


def _delay_chart(title: str, groups: list[Group]) -> BarChart:
    bars = []
    for label, _currency, projects in groups:
        mean = _mean([project_delay(each) for each in projects])
        bars.append(Bar(label, Decimal(mean), _days(mean)))
    words = _("、").join(f"{bar.label} {bar.text}" for bar in bars)
    return BarChart(title=title, description=words or _("事業はありません。"), bars=tuple(bars))


def _outcome_charts(year: int) -> list[Chart]:
    """Of the outcomes last measured, as many as a reader looks through."""
    newest: QuerySet[Any, Any] = (
        Reading.objects.filter(indicator__level=Level.OUTCOME, on__year=year)
        .order_by("-on")
        .values_list("indicator__project", flat=True)
    )
    wanted = list(dict.fromkeys(newest))[:OF_INDICATORS]
    found = measured_in(Project.objects.filter(pk__in=wanted))
    outcomes = [each for each in found if each.indicator.level == Level.OUTCOME and each.last]
    charts = [chart for each in outcomes if (chart := indicator_chart(each))]
    return list(charts[:OF_INDICATORS])


def _chart(kind: str, facts: dict[str, Any]) -> Chart:
    if kind != BarChart.__name__:
        return chart_from(facts)
    bars = tuple(
        Bar(
            each["label"],
            Decimal(each["value"]),
            each["text"],
            each["pattern"],
            Decimal(each["start"]),
            None if each["mark"] is None else Decimal(each["mark"]),
        )
        for each in facts["bars"]
    )
    line = None if facts["line"] is None else Decimal(facts["line"])
    return BarChart(
        facts["title"],
        facts["description"],
        bars,
        tuple(facts["patterns"]),
        line,
        facts["line_label"],
    )


def _share(share: Share) -> str:
    if share.percent is None:
        return _("まだありません")
    return _("%(found)d／%(all)d（%(percent)d%%）") % {
        "found": share.of_those,
        "all": share.all,
        "percent": share.percent,
    }


def _mean(days: list[int]) -> int:
    return round(sum(days) / len(days)) if days else 0


def _days(number: int) -> str:
    return _("%(days)d日") % {"days": number}


def last_year(today: date) -> int:
    return today.year - 1
