"""Where the city's budget is entered and its simulators are set up: a table."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.accounts.roles import Role

WORKPLACES: dict[Role, list[tuple[str | Promise, str]]] = {
    Role.MAYORS_OFFICE: [
        (_("予算・決算の数字を登録する"), "budget:import"),
        (_("予算シミュレーター"), "budget:simulators"),
    ],
}
