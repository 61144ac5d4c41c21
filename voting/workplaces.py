"""Where those work on votes who keep none: a table."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.accounts.roles import Role

WORKPLACES: dict[Role, list[tuple[str | Promise, str]]] = {
    Role.ADMINISTRATOR: [(_("投票を準備する"), "voting:prepare_choice")],
    Role.MAYORS_OFFICE: [(_("投票・結果"), "voting:elections")],
    Role.COMMITTEE_MEMBER: [(_("投票・結果"), "voting:elections")],
}
