"""What notices puts into the tables of other rooms: retention, and chores of the workers."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from portal.accounts.retention import Retention, register_retention
from portal.accounts.roles import Role
from portal.jobs.chores import Chore, register_chores
from portal.notices.calendar_below import phases
from portal.notices.dates_of import register_dates
from portal.notices.selectors import waiting_around_people
from portal.notices.services import deliver_events
from portal.notices.services.digests import send_digests
from portal.notices.services.reading import (
    MAIL_DAYS,
    NOTICE_DAYS,
    remove_old_mails,
    remove_old_notices,
)
from portal.notices.waiting import register_tasks
from portal.notices.workplaces import Table, from_table, register_workplaces

WORKPLACES_BELOW: Table = {
    Role.ADMINISTRATOR: [
        (_("役割の管理"), "accounts:roles"),
        (_("担当課の登録"), "accounts:enter_department"),
        (_("サイクルの一覧"), "lifecycle:cycles"),
    ],
    Role.WARD_OFFICER: [(_("確認を待つ団体"), "accounts:verifications")],
    Role.AUDITOR: [(_("操作の記録"), "accounts:audit")],
    Role.MODERATOR: [(_("活用事例"), "opendata:reuses")],
    Role.DEPARTMENT_OFFICER: [(_("APIの鍵"), "opendata:keys")],
}
"""Of the rooms below this one."""


def register() -> None:
    register_retention(
        Retention(
            name="notices",
            what=_("フォローしているもの、届いたお知らせと、読んだ日時"),
            why=_("関心のあるものに動きがあったとき、知らせるため"),
            until=_("お知らせは届いてから%(days)s日後まで。退会するとすべてすぐに消えます。"),
            days=NOTICE_DAYS,
            remove=remove_old_notices,
        ),
        Retention(
            name="notice_mails",
            what=_("お知らせをメールで送った記録"),
            why=_("同じお知らせを二度送らないため"),
            until=_("送ってから%(days)s日後まで"),
            days=MAIL_DAYS,
            remove=remove_old_mails,
        ),
    )
    register_tasks(waiting_around_people)
    register_workplaces(from_table(WORKPLACES_BELOW))
    register_dates(phases)
    register_chores(
        Chore("notices.deliver_events", deliver_events, every=timedelta(seconds=2)),
        Chore("notices.send_digests", send_digests, every=timedelta(seconds=20)),
    )
