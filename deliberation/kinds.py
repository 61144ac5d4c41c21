"""The kinds of event of deliberation."""

from django.utils.translation import gettext_lazy as _

from portal.lifecycle.kinds import EventKind, ItemKind
from portal.lifecycle.phases import Phase

ITEMS = (
    ItemKind(
        "opinion_map",
        _("意見の地図"),
        "deliberation:opinion_map",
        Phase.DESIGN,
        "deliberation:opinion_maps",
    ),
)

EVENTS = (
    EventKind(
        "deliberation.contributed",
        _("「%(title)s」に新しい意見が届きました。"),
        once_until_read=True,
    ),
    EventKind(
        "deliberation.answered",
        _("「%(title)s」に書かれた質問（%(sequence)d番）に、市が回答しました。"),
    ),
    EventKind(
        "deliberation.replied",
        _("「%(title)s」に書かれた意見（%(sequence)d番）に、返信がありました。"),
        once_until_read=True,
    ),
    EventKind(
        "deliberation.hidden",
        _(
            "「%(title)s」に書かれた意見（%(sequence)d番）を、投稿管理者が非表示にしました。"
            "理由：%(reason)s"
        ),
    ),
    EventKind(
        "deliberation.shown",
        _(
            "「%(title)s」に書かれた意見（%(sequence)d番）を、投稿管理者がもう一度表示しました。"
            "理由：%(reason)s"
        ),
    ),
    EventKind(
        "deliberation.map_opened",
        _("意見の地図「%(title)s」が開きました。短い意見に答えてみませんか。"),
        along_the_path=True,
    ),
    EventKind("deliberation.map_closed", _("意見の地図「%(title)s」の受付が終わりました。")),
    EventKind(
        "deliberation.statement_shown",
        _("「%(title)s」にあなたが加えた短い意見「%(text)s」を載せました。"),
    ),
    EventKind(
        "deliberation.statement_refused",
        _("「%(title)s」にあなたが加えた短い意見「%(text)s」は載せませんでした。理由：%(reason)s"),
    ),
)
