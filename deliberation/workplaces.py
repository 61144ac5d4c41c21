"""Where discussions are looked after: a table."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.accounts.roles import Role

WORKPLACES: dict[Role, list[tuple[str | Promise, str]]] = {
    Role.FACILITATOR: [(_("意見の地図"), "deliberation:opinion_maps")],
    Role.MODERATOR: [
        (_("確認待ちの投稿"), "deliberation:moderation_queue"),
        (_("話し合い"), "deliberation:threads"),
        (_("意見の地図"), "deliberation:opinion_maps"),
    ],
}
