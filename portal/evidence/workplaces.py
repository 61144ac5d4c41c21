"""Where data that was asked for is given: a table."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.accounts.roles import Role

WORKPLACES: dict[Role, list[tuple[str | Promise, str]]] = {
    Role.DEPARTMENT_OFFICER: [(_("データの要望"), "evidence:requests")],
}
