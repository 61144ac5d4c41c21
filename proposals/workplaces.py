"""Where the city works on reports and proposals: a table."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.accounts.roles import Role

_REPORTS = (_("地域の課題"), "proposals:reports")
_SCREENINGS = (_("担当課ごとの審査の状況"), "proposals:screenings")

WORKPLACES: dict[Role, list[tuple[str | Promise, str]]] = {
    Role.DEPARTMENT_OFFICER: [_REPORTS, _SCREENINGS],
    Role.WARD_OFFICER: [_REPORTS],
    Role.REVIEWER: [_SCREENINGS],
}
