"""What the states are called."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.opendata.states import ReuseState

REUSE_STATES: dict[ReuseState, Promise] = {
    ReuseState.WAITING: _("確認待ち"),
    ReuseState.SHOWN: _("掲載中"),
    ReuseState.DECLINED: _("掲載しません"),
}
