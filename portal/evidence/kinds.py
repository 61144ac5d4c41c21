"""The kinds of item and of event of the evidence library."""

from django.utils.translation import gettext_lazy as _

from portal.lifecycle.kinds import EventKind, ItemKind
from portal.lifecycle.phases import Phase

ITEMS = (
    ItemKind("evidence", _("資料"), "evidence:data_set", Phase.KNOW, "evidence:library"),
    ItemKind("data_request", _("データの要望"), "evidence:asked", Phase.KNOW, "evidence:requests"),
)
EVENTS = (
    EventKind("evidence.data_set_added", _("資料「%(title)s」が登録されました。")),
    EventKind("evidence.data_requested", _("データの要望「%(title)s」が届きました。")),
    EventKind("evidence.data_provided", _("要望のあったデータ「%(title)s」を提供しました。")),
    EventKind(
        "evidence.request_declined",
        _("データの要望「%(title)s」には応じられないと市が答えました。理由をご覧ください。"),
    ),
)
