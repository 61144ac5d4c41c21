"""The kinds of item and of event of this stage. All are told along the path."""

from django.utils.translation import gettext_lazy as _

from portal.lifecycle.kinds import EventKind, ItemKind
from portal.lifecycle.phases import Phase

ITEMS = (ItemKind("option", _("投票の選択肢"), "voting:option", Phase.CHOOSE, "voting:elections"),)
EVENTS = tuple(
    EventKind(f"voting.{name}", sentence, along_the_path=True)
    for name, sentence in {
        "option_listed": _("「%(title)s」が、投票の選択肢になりました。"),
        "option_ranked": _("「%(title)s」は、優先順位の投票で%(rank)s位でした（%(votes)s票）。"),
        "option_funded": _(
            "「%(title)s」は、予算の投票で予算の範囲に入りました"
            "（%(rank)s位、%(votes)s票）。次は議会が決めます。"
        ),
        "option_not_funded": _(
            "「%(title)s」は、予算の投票で予算の範囲に入りませんでした"
            "（%(rank)s位、%(votes)s票）。理由は選択肢のページにあります。"
        ),
        "priority_answered": _("優先順位の「%(title)s」に、市が回答しました。"),
        "option_approved": _("「%(title)s」が可決されました。予算額は%(amount)sです。"),
        "option_rejected": _(
            "「%(title)s」は可決されませんでした。理由は選択肢のページにあります。"
        ),
    }.items()
)
