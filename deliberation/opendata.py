"""What is public of discussions: what was said, not by whom."""

from django.utils.translation import gettext_lazy as _

from deliberation.models import Contribution, Summary, ThreadAct
from deliberation.names import (
    DECIDER_NAMES,
    GROUND_NAMES,
    MODERATION_DEED_NAMES,
    THREAD_DEED_NAMES,
)
from deliberation.selectors.moderation import public_log
from portal.opendata.tables import Column, Kind, Table, coded, cycle, number_of, written

TABLES = (
    Table(
        "contributions",
        _("意見"),
        _("話し合いで公開されている意見です。だれが書いたかは含みません。"),
        lambda: Contribution.objects.on_public_items().in_sight(),
        (
            cycle("thread__item__cycle"),
            number_of("item_id", "項目ID", "thread_id", filters=True),
            number_of("number", "番号", "sequence"),
            written("text", "意見", "text"),
            Column("language", "言語", "language"),
            Column("organisation", "団体として", "organisation__name"),
            Column("created_at", "投稿日時", "created_at", Kind.MOMENT),
            Column("edited_at", "修正日時", "edited_at", Kind.MOMENT),
        ),
        moment="created_at",
    ),
    Table(
        "moderation_decisions",
        _("投稿についての判断"),
        _(
            "投稿管理者などが、投稿を非表示にした、戻した、そのままにしたという判断と理由です。"
            "だれの投稿か、だれが判断したかは含みません。"
        ),
        public_log,
        (
            cycle("case__item__cycle"),
            number_of("item_id", "項目ID", "case__item_id", filters=True),
            Column("subject", "投稿の種類", "case__kind", filters=True),
            number_of("subject_id", "投稿ID", "case__number"),
            *coded("deed", "判断", "deed", MODERATION_DEED_NAMES),
            *coded("role", "判断した役割", "role", DECIDER_NAMES),
            *coded("ground", "理由の種類", "ground", GROUND_NAMES),
            written("reason", "理由", "reason"),
            number_of("waited_minutes", "確認までの分数", "waited_minutes"),
            Column("at", "日時", "at", Kind.MOMENT),
        ),
        moment="at",
    ),
    Table(
        "discussion_summaries",
        _("話し合いのまとめ"),
        _("進行役が書いた、取り下げられていないまとめです。だれが書いたかは含みません。"),
        lambda: Summary.objects.filter(withdrawn_at=None, thread__item__is_public=True),
        (
            cycle("thread__item__cycle"),
            number_of("item_id", "項目ID", "thread_id", filters=True),
            written("text", "まとめ", "text"),
            Column("language", "言語", "language"),
            Column("at", "日時", "at", Kind.MOMENT),
        ),
        moment="at",
    ),
    Table(
        "discussion_acts",
        _("話し合いの進行の記録"),
        _("進行役がしたことと、まとめ、結果、理由です。だれがしたかは含みません。"),
        lambda: ThreadAct.objects.filter(thread__item__is_public=True),
        (
            cycle("thread__item__cycle"),
            number_of("item_id", "項目ID", "thread_id", filters=True),
            *coded("deed", "したこと", "deed", THREAD_DEED_NAMES),
            number_of("number", "意見の番号", "sequence"),
            written("about", "まとめ・結果・理由", "about"),
            Column("language", "言語", "language"),
            Column("at", "日時", "at", Kind.MOMENT),
        ),
        moment="at",
    ),
)
