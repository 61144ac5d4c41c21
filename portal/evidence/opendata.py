"""What is public of the evidence library: its data sets, and what residents asked for."""

from django.utils.translation import gettext_lazy as _

from portal.evidence.models import DataSet, EvidenceRequest
from portal.evidence.names import LICENCES, REQUEST_STATE_NAMES
from portal.opendata.tables import Column, Kind, Table, area, coded, cycle, number_of, written

TABLES = (
    Table(
        "data_sets",
        _("資料"),
        _("市や団体が登録したデータの目録です。中身は、それぞれのページからダウンロードできます。"),
        DataSet.objects.all,
        (
            cycle("item__cycle"),
            written("title", "題名", "title"),
            written("about", "説明", "about"),
            Column("language", "言語", "language"),
            Column("theme", "テーマ", "theme__name_ja"),
            Column("theme_id", "テーマID", "theme__slug", filters=True),
            *area(),
            Column("organisation", "登録団体", "organisation__name"),
            *coded("licence", "ライセンス", "licence", LICENCES),
            written("source", "出典", "source"),
            Column("made_on", "データの作成日", "made_on", Kind.DATE),
            number_of("row_count", "行数", "row_count"),
            Column("sha256", "SHA-256", "sha256"),
            Column("created_at", "登録日時", "created_at", Kind.MOMENT),
        ),
        page="evidence:data_set",
        moment="created_at",
    ),
    Table(
        "data_requests",
        _("データの要望"),
        _("住民が市に求めたデータと、市の回答です。"),
        EvidenceRequest.objects.all,
        (
            cycle("item__cycle"),
            written("text", "ほしいデータ", "text"),
            written("why", "使いみち", "why"),
            Column("language", "言語", "language"),
            *coded("state", "状態", "state", REQUEST_STATE_NAMES),
            written("answer", "回答", "answer"),
            number_of("data_set_id", "提供した資料ID", "data_set_id"),
            Column("created_at", "要望日時", "created_at", Kind.MOMENT),
            Column("answered_at", "回答日時", "answered_at", Kind.MOMENT),
        ),
        page="evidence:asked",
        moment="created_at",
    ),
)
