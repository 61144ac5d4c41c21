"""The lists as tables for machines: the columns of municipal open data, headings in Japanese."""

from collections.abc import Callable, Iterator

from django.db.models import Max, Prefetch, Q
from django.utils import translation

from portal.registers.codes import with_check_digit
from portal.registers.models import Area, AreaKind
from proposals.models import CoAuthor, Proposal, Report
from proposals.models.proposals import ProposalQuerySet
from proposals.models.reports import ReportQuerySet
from proposals.names import CHANNEL_NAMES, DELIVERY_NAMES
from proposals.states import Channel, Delivery, ReportState

Row = tuple[object, ...]
AddressOf = Callable[[Report | Proposal], str]
ROWS_AT_ONCE = 500

REPORT_COLUMNS = (
    "全国地方公共団体コード",
    "ID",
    "地方公共団体名",
    "サイクルID",
    "題名",
    "内容",
    "言語",
    "テーマ",
    "区コード",
    "区名",
    "場所",
    "緯度",
    "経度",
    "受付方法",
    "受付日",
    "対応状況",
    "対応完了日",
    "重複元ID",
    "賛同数",
    "写真数",
    "URL",
)
PROPOSAL_COLUMNS = (
    "全国地方公共団体コード",
    "ID",
    "地方公共団体名",
    "サイクルID",
    "提案名",
    "概要",
    "言語",
    "テーマ",
    "提案者区分",
    "団体名",
    "団体名_英字",
    "区コード",
    "区名",
    "場所",
    "緯度",
    "経度",
    "想定事業費",
    "通貨",
    "実施主体区分",
    "状態",
    "受付日",
    "更新日",
    "所管課",
    "所管課_英字",
    "賛同数",
    "URL",
)


def report_rows(reports: ReportQuerySet, address_of: AddressOf) -> Iterator[Row]:
    """One row a report, newest first, read from the database as it is sent."""
    rows = (
        reports.listed()
        .select_related("area__parent")
        .annotate(
            done_at=Max("state_changes__at", filter=Q(state_changes__to_state=ReportState.DONE))
        )
        .order_by("-created_at", "-pk")
    )
    for report in rows.iterator(chunk_size=ROWS_AT_ONCE):
        # The generator outlives the request's language.
        with translation.override("ja"):
            yield _report_row(report, address_of(report))


def _report_row(report: Report, address: str) -> Row:
    city = _city(report.area)
    is_done = report.state == ReportState.DONE
    return (
        with_check_digit(city.code),
        report.pk,
        city.name_ja,
        report.item.cycle.slug,
        report.title,
        report.text,
        report.language,
        report.theme.name_ja,
        *_ward(report.area),
        report.place,
        report.latitude,
        report.longitude,
        CHANNEL_NAMES[Channel(report.channel)],
        report.created_at,
        report.state_text.name,
        report.done_at if is_done else None,  # type: ignore[attr-defined]
        report.duplicate_of_id,
        report.support_count,  # type: ignore[attr-defined]
        len(report.photos or []),
        address,
    )


def proposal_rows(
    proposals: ProposalQuerySet, address_of: AddressOf, *, by: str = "submitted_at"
) -> Iterator[Row]:
    """One row a proposal, the highest first, read from the database as it is sent."""
    rows = (
        proposals.listed()
        .select_related("area__parent", "screening__department")
        .prefetch_related(Prefetch("co_authors", CoAuthor.objects.select_related("organisation")))
        .order_by(f"-{by}", "-pk")
    )
    for proposal in rows.iterator(chunk_size=ROWS_AT_ONCE):
        with translation.override("ja"):
            yield _proposal_row(proposal, address_of(proposal))


def _proposal_row(proposal: Proposal, address: str) -> Row:
    city = _city(proposal.area)
    organisations = [each.organisation for each in proposal.co_authors.all()]
    screening = getattr(proposal, "screening", None)
    return (
        with_check_digit(city.code),
        proposal.pk,
        city.name_ja,
        proposal.item.cycle.slug,
        proposal.title,
        proposal.summary,
        proposal.language,
        proposal.theme.name_ja if proposal.theme else "",
        "住民と団体" if organisations else "住民",
        "、".join(each.name for each in organisations),
        ", ".join(each.name_en for each in organisations if each.name_en),
        *_ward(proposal.area),
        proposal.place,
        proposal.latitude,
        proposal.longitude,
        screening.cost if screening else None,
        proposal.item.cycle.currency,
        DELIVERY_NAMES[Delivery(proposal.delivery)],
        proposal.state_text.name,
        proposal.submitted_at,
        proposal.updated_at,
        screening.department.name if screening else "",
        screening.department.name_en if screening else "",
        proposal.support_count,  # type: ignore[attr-defined]
        address,
    )


def _city(area: Area) -> Area:
    return area.parent if area.kind == AreaKind.WARD and area.parent else area


def _ward(area: Area) -> tuple[str, str]:
    return (with_check_digit(area.code), area.name_ja) if area.kind == AreaKind.WARD else ("", "")
