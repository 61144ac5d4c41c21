"""What is public of reports, proposals, and what the departments answered."""

from django.db.models import Max, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from portal.opendata.tables import (
    Column,
    Kind,
    Table,
    area,
    coded,
    cycle,
    money,
    number_of,
    written,
)
from proposals.models import Cluster, Proposal, Report, ReportStateChange, Screening
from proposals.names import (
    CHANNEL_NAMES,
    DELIVERY_NAMES,
    PROPOSAL_STATES,
    REPORT_STATES,
    VERDICT_NAMES,
)
from proposals.states import PRIVATE_STATES, ReportState


def _reports() -> QuerySet[Report]:
    done = Q(state=ReportState.DONE, state_changes__to_state=ReportState.DONE)
    return (
        Report.objects.filter(item__is_public=True)
        .with_support_count()
        .annotate(done_at=Max("state_changes__at", filter=done))
    )


def _place() -> tuple[Column, ...]:
    return (
        *area(),
        written("place", "場所", "place"),
        Column("latitude", "緯度", "latitude", Kind.NUMBER),
        Column("longitude", "経度", "longitude", Kind.NUMBER),
    )


def _theme() -> tuple[Column, ...]:
    return (
        Column("theme", "テーマ", "theme__name_ja"),
        Column("theme_id", "テーマID", "theme__slug", filters=True),
    )


TABLES = (
    Table(
        "reports",
        _("地域課題"),
        _("住民が知らせた地域の困りごとと、対応の状況です。"),
        _reports,
        (
            cycle("item__cycle"),
            written("title", "題名", "title"),
            written("text", "内容", "text"),
            Column("language", "言語", "language"),
            *_theme(),
            *_place(),
            *coded("channel", "受付方法", "channel", CHANNEL_NAMES),
            Column("received_at", "受付日", "created_at", Kind.MOMENT),
            *coded("state", "対応状況", "state", REPORT_STATES),
            Column("done_at", "対応完了日", "done_at", Kind.MOMENT),
            Column("answer_due_on", "市の回答期限", "answer_due_on", Kind.DATE),
            number_of("duplicate_of", "重複元ID", "duplicate_of_id"),
            number_of("support_count", "賛同数", "support_count"),
            number_of("cluster_id", "課題ID", "membership__cluster_id"),
            Column("updated_at", "更新日", "updated_at", Kind.MOMENT),
        ),
        page="proposals:report",
        moment="created_at",
    ),
    Table(
        "clusters",
        _("整理した課題"),
        _("同じことについての地域課題のレポートを、人が確かめて一つにまとめたものです。"),
        lambda: Cluster.objects.confirmed().filter(item__is_public=True).listed(),
        (
            cycle("item__cycle"),
            written("title", "課題名", "title"),
            written("summary", "概要", "summary"),
            Column("language", "言語", "language"),
            number_of("report_count", "レポート数", "report_count"),
            Column("confirmed_at", "確定日時", "confirmed_at", Kind.MOMENT),
        ),
        page="proposals:cluster",
        moment="confirmed_at",
    ),
    Table(
        "report_answers",
        _("地域課題への対応"),
        _("地域課題の状態がいつ変わり、市が何と答えたかの記録です。"),
        lambda: ReportStateChange.objects.filter(report__item__is_public=True),
        (
            number_of("report_id", "レポートID", "report_id", filters=True),
            *coded("from_state", "変更前", "from_state", REPORT_STATES),
            *coded("to_state", "変更後", "to_state", REPORT_STATES),
            written("message", "回答", "message"),
            Column("language", "言語", "language"),
            Column("department", "所管課", "department__name"),
            Column("at", "日時", "at", Kind.MOMENT),
        ),
        moment="at",
    ),
    Table(
        "proposals",
        _("提案"),
        _("提出された提案と、審査の状況です。"),
        lambda: Proposal.objects.public().exclude(state__in=PRIVATE_STATES).with_support_count(),
        (
            cycle("item__cycle"),
            written("title", "提案名", "title"),
            written("summary", "概要", "summary"),
            written("aim", "ありたい姿", "aim"),
            written("situation", "現状", "situation"),
            written("gap", "ありたい姿と現状の差", "gap"),
            written("means", "手段", "means"),
            Column("language", "言語", "language"),
            *_theme(),
            *_place(),
            money("cost", "想定事業費", "screening__cost"),
            Column("currency", "通貨", "item__cycle__currency"),
            *coded("delivery", "実施主体区分", "delivery", DELIVERY_NAMES),
            *coded("state", "状態", "state", PROPOSAL_STATES),
            Column("department", "所管課", "screening__department__name"),
            number_of("revision", "版", "revision"),
            number_of("support_count", "賛同数", "support_count"),
            Column("submitted_at", "受付日", "submitted_at", Kind.MOMENT),
            Column("updated_at", "更新日", "updated_at", Kind.MOMENT),
        ),
        page="proposals:proposal",
        moment="submitted_at",
    ),
    Table(
        "screenings",
        _("提案の審査"),
        _("提案ごとの、担当課の結論と、その理由です。"),
        lambda: Screening.objects.filter(proposal__item__is_public=True, at__isnull=False),
        (
            Column("department", "所管課", "department__name"),
            *coded("verdict", "結論", "verdict", VERDICT_NAMES),
            written("law", "法令", "law"),
            written("cost_finding", "費用についての所見", "cost_finding"),
            written("duplication", "ほかの事業との重なり", "duplication"),
            written("feasibility", "実現できるか", "feasibility"),
            written("answer", "回答", "answer"),
            money("cost", "費用", "cost"),
            written("cost_basis", "費用の根拠", "cost_basis"),
            Column("language", "言語", "language"),
            Column("at", "回答日時", "at", Kind.MOMENT),
        ),
        page="proposals:proposal",
        moment="at",
    ),
)
