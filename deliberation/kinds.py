"""The kinds of event of deliberation."""

from django.utils.translation import gettext_lazy as _

from portal.lifecycle.kinds import EventKind

EVENTS = (
    EventKind(
        "deliberation.contributed",
        _("「%(title)s」に新しい意見が届きました。"),
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
)
