"""What is public of cycles, their phases, and the path of their items."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from portal.lifecycle.models import Cycle, CyclePhase, Item, Link, PhaseChange
from portal.lifecycle.names import PHASE_TEXTS, STATE_NAMES
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


def _links() -> QuerySet[Link]:
    return Link.objects.filter(source__is_public=True, target__is_public=True)


def _phase() -> tuple[Column, ...]:
    names = {str(int(phase)): text.name for phase, text in PHASE_TEXTS.items()}
    return (
        number_of("phase_number", "フェーズ番号", "phase", filters=True),
        Column("phase", "フェーズ", "phase", codes=names, spoken=True),
    )


TABLES = (
    Table(
        "cycles",
        _("サイクル"),
        _("地域課題の報告から改善までの、一回りです。"),
        Cycle.objects.all,
        (
            Column("name", "サイクル名", "name_ja"),
            Column("name_en", "サイクル名_英字", "name_en"),
            *area(),
            money("budget", "予算額", "budget"),
            Column("currency", "通貨", "currency"),
            Column("parent_id", "前のサイクルID", "parent__slug"),
            Column("source", "取込元", "source"),
            Column("created_at", "作成日", "created_at", Kind.MOMENT),
        ),
        identifier="slug",
        page="lifecycle:cycle",
        page_of="slug",
        moment="created_at",
    ),
    Table(
        "phases",
        _("フェーズの日程と状態"),
        _("サイクルごとの、10のフェーズの日程と、いまの状態です。"),
        CyclePhase.objects.all,
        (
            cycle("cycle"),
            *_phase(),
            *coded("state", "状態", "state", STATE_NAMES),
            Column("opens_at", "開始日時", "opens_at", Kind.MOMENT),
            Column("closes_at", "終了日時", "closes_at", Kind.MOMENT),
        ),
    ),
    Table(
        "phase_changes",
        _("フェーズの記録"),
        _("いつ、どのフェーズが、なぜ始まり、終わったかの記録です。"),
        PhaseChange.objects.all,
        (
            cycle("cycle"),
            *_phase(),
            *coded("from_state", "変更前", "from_state", STATE_NAMES),
            *coded("to_state", "変更後", "to_state", STATE_NAMES),
            Column("at", "日時", "at", Kind.MOMENT),
            written("reason", "理由", "reason"),
        ),
        moment="at",
    ),
    Table(
        "items",
        _("道すじの項目"),
        _("報告、提案、選択肢、事業、指標など、道すじの上にあるすべてです。"),
        Item.objects.public,
        (
            cycle("cycle"),
            Column("kind", "種類コード", "kind", filters=True),
            written("title", "題名", "title"),
            Column("language", "言語", "language"),
            number_of("phase_number", "フェーズ番号", "phase", filters=True),
            Column("created_at", "作成日時", "created_at", Kind.MOMENT),
        ),
        page="lifecycle:path",
        moment="created_at",
    ),
    Table(
        "links",
        _("道すじのつながり"),
        _("どの項目から、どの項目が生まれたかです。IDは道すじの項目のIDです。"),
        _links,
        (
            number_of("from_id", "元の項目ID", "source_id", filters=True),
            Column("from_kind", "元の種類コード", "source__kind"),
            number_of("to_id", "次の項目ID", "target_id", filters=True),
            Column("to_kind", "次の種類コード", "target__kind"),
            Column("created_at", "作成日時", "created_at", Kind.MOMENT),
        ),
        moment="created_at",
    ),
)
