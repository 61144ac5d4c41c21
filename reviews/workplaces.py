"""Where projects and their reviews are worked on: a table."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.accounts.roles import Role

_SESSIONS = (_("検証会議"), "reviews:sessions")

WORKPLACES: dict[Role, list[tuple[str | Promise, str]]] = {
    Role.DEPARTMENT_OFFICER: [
        (_("実施と検証"), "reviews:projects"),
        (_("まとめて登録する"), "reviews:bulk"),
    ],
    Role.FACILITATOR: [_SESSIONS],
    Role.ANALYST: [_SESSIONS, (_("年次報告"), "reviews:annual_list")],
    Role.PANEL_MEMBER: [_SESSIONS],
    Role.MAYORS_OFFICE: [_SESSIONS],
}
