"""What is public of discussions: what was said, not by whom."""

from django.utils.translation import gettext_lazy as _

from deliberation.models import Contribution
from portal.opendata.tables import Column, Kind, Table, cycle, number_of, written

TABLES = (
    Table(
        "contributions",
        _("意見"),
        _("話し合いで公開されている意見です。だれが書いたかは含みません。"),
        lambda: Contribution.objects.on_public_items().filter(hidden_at=None),
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
)
